import { toEndpoint } from "@/app/_adapters/endpoint";
import { resumeSequence } from "@/lib/sequence-pauses/resume-sequence";

export const POST = toEndpoint(resumeSequence, { input: (_, { id }) => ({ sequence_id: id }) });
