import { toEndpoint } from "@/app/_adapters/endpoint";
import { cancelBulkAction } from "@/lib/bulk-actions/cancel-bulk-action";

export const POST = toEndpoint(cancelBulkAction, { input: (_, { id }) => ({ bulk_action_id: id }) });
