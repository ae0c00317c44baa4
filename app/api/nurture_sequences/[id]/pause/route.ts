import { toEndpoint } from "@/app/_adapters/endpoint";
import { pauseSequence } from "@/lib/sequence-pauses/pause-sequence";

export const POST = toEndpoint(pauseSequence, { input: (_, { id }) => ({ sequence_id: id }) });
