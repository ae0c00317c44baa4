import { z } from "zod";
import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { addMailbox } from "@/lib/mailboxes/add-mailbox";
import { listMailboxes, toMailbox } from "@/lib/mailboxes/queries";

export const GET = toReadEndpoint({
  name: "listMailboxes",
  permission: "mailboxes:read",
  input: z.strictObject({}),
  read: async (tx) => ({ data: (await listMailboxes(tx)).map((row) => toMailbox(tx, row)), next_cursor: null }),
});

export const POST = toEndpoint(addMailbox, { status: 201 });
