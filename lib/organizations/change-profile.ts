import type { Context } from "@/lib/core/context";
import { defineIdentityCommand } from "@/lib/core/identity-command";
import { emit } from "@/lib/events/emit";
import { changeProfileSchema } from "./schema";
import { renameUser } from "./store";

/** One's own name, as colleagues see it. */
export const changeProfile = defineIdentityCommand({
  name: "changeProfile",
  input: changeProfileSchema,
  run: async (open, { name }, ctx: Context) => {
    const { userId, name: old } = ctx.actor;
    await open(async (tx) => {
      await renameUser(tx, userId, name, ctx.now);
      await emit(tx, ctx, [{ kind: "member.renamed", subjects: { user_id: userId }, payload: { old, new: name } }]);
    });
    return { name };
  },
});
