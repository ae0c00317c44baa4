import { toEndpoint } from "@/app/_adapters/endpoint";
import { skipItem } from "@/lib/daily-outreach/skip-item";

export const POST = toEndpoint(skipItem, { input: ({ body }, { id }) => ({ ...body, item_id: id }) });
