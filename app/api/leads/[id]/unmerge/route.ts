import { toEndpoint } from "@/app/_adapters/endpoint";
import { undoMerge } from "@/lib/merges/undo-merge";

export const POST = toEndpoint(undoMerge, { input: (_, { id }) => ({ lead_id: id }) });
