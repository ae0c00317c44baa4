import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { type Privacy, privacySchema } from "./schema";
import { updatePrivacy } from "./store";

/** What colleagues see of one's own looking and writing in this organization. The claim itself protects in any case. */
export const changePrivacy = defineCommand({
  name: "changePrivacy",
  permission: "profile:write",
  input: privacySchema,
  run: async (tx, privacy, ctx): Promise<Privacy> => {
    const old = await updatePrivacy(tx, ctx.actor.userId, privacy, ctx.now);
    const subjects = { user_id: ctx.actor.userId };
    await emit(tx, ctx, [{ kind: "member.privacy_changed", subjects, payload: { old, new: privacy } }]);
    return privacy;
  },
});
