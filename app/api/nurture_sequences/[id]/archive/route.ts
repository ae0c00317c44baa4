import { toEndpoint } from "@/app/_adapters/endpoint";
import { archiveSequence } from "@/lib/sequences/archive-sequence";

export const POST = toEndpoint(archiveSequence, { input: (_, { id }) => ({ sequence_id: id }) });
