import { toEndpoint } from "@/app/_adapters/endpoint";
import { startBulkAction } from "@/lib/bulk-actions/start-bulk-action";

export const POST = toEndpoint(startBulkAction, { status: 202 });
