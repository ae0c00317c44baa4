import { toEndpoint } from "@/app/_adapters/endpoint";
import { resumeSequences } from "@/lib/sequence-pauses/resume-sequences";

export const POST = toEndpoint(resumeSequences, { input: () => ({}) });
