import { toEndpoint } from "@/app/_adapters/endpoint";
import { undoItem } from "@/lib/daily-outreach/undo-item";

export const POST = toEndpoint(undoItem, { input: (_, { id }) => ({ item_id: id }) });
