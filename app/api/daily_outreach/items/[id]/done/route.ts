import { toEndpoint } from "@/app/_adapters/endpoint";
import { completeItem } from "@/lib/daily-outreach/complete-item";

export const POST = toEndpoint(completeItem, { input: ({ body }, { id }) => ({ ...body, item_id: id }) });
