import { defineCommand } from "@/lib/core/command";
import { endOf } from "./rules";
import { recordMemberMailInputSchema } from "./schema";
import { endMail } from "./store";

/** What a server said to a mail to a member. */
export const recordMemberMail = defineCommand({
  name: "recordMemberMail",
  permission: "members:read",
  input: recordMemberMailInputSchema,
  run: async (tx, given, ctx) => {
    const { id, tries, response } = given;
    const ended = endOf(given, ctx.now);
    return { state: ended.state, recorded: await endMail(tx, { id, tries, response, ended }, ctx.now) };
  },
});
