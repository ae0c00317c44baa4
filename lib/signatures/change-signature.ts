import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { signatureInputSchema } from "./schema";
import { updateSignature } from "./store";

/** What stands under one's own emails in this organization; empty is none. */
export const changeSignature = defineCommand({
  name: "changeSignature",
  permission: "profile:write",
  input: signatureInputSchema,
  run: async (tx, { signature: given }, ctx): Promise<{ signature: string | null }> => {
    const signature = given.replaceAll("\r\n", "\n").trim() || null;
    await updateSignature(tx, ctx.actor.userId, signature, ctx.now);
    await emit(tx, ctx, [{ kind: "member.signature_changed", subjects: { user_id: ctx.actor.userId } }]);
    return { signature };
  },
});
