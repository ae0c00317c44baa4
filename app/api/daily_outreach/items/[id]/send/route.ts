import { toEndpoint } from "@/app/_adapters/endpoint";
import { sendItem } from "@/lib/daily-outreach/send-item";

export const POST = toEndpoint(sendItem, { input: ({ body }, { id }) => ({ ...body, item_id: id }) });
