import { toEndpoint } from "@/app/_adapters/endpoint";
import { toListEndpoint } from "@/app/_adapters/list-endpoint";
import { pageInputSchema } from "@/lib/core/schema";
import { listViewMails } from "@/lib/view-mails/queries";
import { saveViewMail } from "@/lib/view-mails/save-view-mail";

export const GET = toListEndpoint({
  name: "listViewMails",
  permission: "analytics:read",
  input: pageInputSchema,
  read: (tx, _, ctx) => listViewMails(tx, ctx.actor.userId),
});

export const POST = toEndpoint(saveViewMail, { status: 201, input: ({ body }) => body });
