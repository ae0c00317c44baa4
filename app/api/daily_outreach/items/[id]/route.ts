import { toEndpoint } from "@/app/_adapters/endpoint";
import { updateItem } from "@/lib/daily-outreach/update-item";

export const PATCH = toEndpoint(updateItem, { input: ({ body }, { id }) => ({ ...body, item_id: id }) });
