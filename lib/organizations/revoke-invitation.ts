import { idSchema } from "@/lib/accounts/schema";
import { defineCommand } from "@/lib/core/command";
import { notFound } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { revokeInvitations } from "./store";

/** The link stops working. */
export const revokeInvitation = defineCommand({
  name: "revokeInvitation",
  permission: "members:write",
  input: idSchema,
  run: async (tx, { id }, ctx) => {
    const [email] = await revokeInvitations(tx, [id], ctx.now);
    if (email === undefined) throw notFound("open invitation");
    await emit(tx, ctx, [{ kind: "invitation.revoked", subjects: { invitation_id: id }, payload: { email } }]);
    return { id };
  },
});
