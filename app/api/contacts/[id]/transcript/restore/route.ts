import { toEndpoint } from "@/app/_adapters/endpoint";
import { restoreTranscript } from "@/lib/transcripts/restore-transcript";

export const POST = toEndpoint(restoreTranscript, { input: (_, { id }) => ({ contact_id: id }) });
