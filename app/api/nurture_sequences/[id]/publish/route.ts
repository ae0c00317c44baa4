import { toEndpoint } from "@/app/_adapters/endpoint";
import { publishSequence } from "@/lib/sequences/publish-sequence";

export const POST = toEndpoint(publishSequence, { input: (_, { id }) => ({ sequence_id: id }) });
