import { defineCommand } from "@/lib/core/command";
import { takeMemberMailsInputSchema } from "./schema";
import { takeDueMails } from "./store";

/** Takes mails to members that are due: each is one sender's, and its text leaves once at most. */
export const takeMemberMails = defineCommand({
  name: "takeMemberMails",
  permission: "members:read",
  input: takeMemberMailsInputSchema,
  run: (tx, { limit }, ctx) => takeDueMails(tx, limit, ctx.now),
});
