import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { wantsDigest } from "./digest-queries";
import { wantDigest } from "./digest-store";
import { changeDigestInputSchema } from "./schema";

/** Switches the morning's mail of what I have not read on or off. */
export const changeDigest = defineCommand({
  name: "changeDigest",
  permission: "notifications:read",
  input: changeDigestInputSchema,
  run: async (tx, { on }, ctx) => {
    const user_id = ctx.actor.userId;
    const old = await wantsDigest(tx, user_id);
    await wantDigest(tx, user_id, on, ctx.now);
    if (old !== on)
      await emit(tx, ctx, [
        { kind: "member.notified", subjects: { user_id }, payload: { changes: { digest: { old, new: on } } } },
      ]);
    return { on };
  },
});
