import { toEndpoint } from "@/app/_adapters/endpoint";
import { toListEndpoint } from "@/app/_adapters/list-endpoint";
import { pageInputSchema } from "@/lib/core/schema";
import { addMailbox } from "@/lib/mailboxes/add-mailbox";
import { listMailboxes, toMailbox } from "@/lib/mailboxes/queries";

export const GET = toListEndpoint({
  name: "listMailboxes",
  permission: "mailboxes:read",
  input: pageInputSchema,
  read: async (tx) => (await listMailboxes(tx)).map((row) => toMailbox(tx, row)),
});

export const POST = toEndpoint(addMailbox, { status: 201 });
