import { toEndpoint } from "@/app/_adapters/endpoint";
import { undoBulkAction } from "@/lib/bulk-undos/undo-bulk-action";

export const POST = toEndpoint(undoBulkAction, { status: 202, input: (_, { id }) => ({ bulk_action_id: id }) });
