import { z } from "zod";
import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { listViewMails } from "@/lib/view-mails/queries";
import { saveViewMail } from "@/lib/view-mails/save-view-mail";

export const GET = toReadEndpoint({
  name: "listViewMails",
  permission: "analytics:read",
  input: z.strictObject({}),
  read: async (tx, _, ctx) => ({ data: await listViewMails(tx, ctx.actor.userId), next_cursor: null }),
});

export const POST = toEndpoint(saveViewMail, { status: 201, input: ({ body }) => body });
