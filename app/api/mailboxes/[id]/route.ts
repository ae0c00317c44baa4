import { z } from "zod";
import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { getMailbox, toMailbox } from "@/lib/mailboxes/queries";
import { updateMailbox } from "@/lib/mailboxes/update-mailbox";
import { removeConnectedMailbox } from "@/lib/returned-grants/remove-connected-mailbox";

export const GET = toReadEndpoint({
  name: "getMailbox",
  permission: "mailboxes:read",
  input: z.strictObject({ id: z.uuid() }),
  read: async (tx, { id }) => toMailbox(tx, await getMailbox(tx, id)),
});
export const PATCH = toEndpoint(updateMailbox, { input: ({ body }, { id }) => ({ ...body, mailbox_id: id }) });
export const DELETE = toEndpoint(removeConnectedMailbox, { status: 204, input: (_, { id }) => ({ mailbox_id: id }) });
