import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { logContact } from "@/lib/communications/log-contact";
import { listTouches } from "@/lib/communications/queries";
import { listTouchesInputSchema } from "@/lib/communications/schema";

export const GET = toReadEndpoint({
  name: "listTouches",
  permission: "communications:read",
  input: listTouchesInputSchema,
  read: (tx, { id, limit, cursor }) => listTouches(tx, { leadId: id, limit, cursor }),
});

export const POST = toEndpoint(logContact, { status: 201, input: ({ body }, { id }) => ({ ...body, lead_id: id }) });
