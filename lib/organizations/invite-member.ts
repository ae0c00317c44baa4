import { invitationEnds } from "@/lib/accounts/rules";
import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { hashToken, mintToken } from "@/lib/core/tokens";
import { emit } from "@/lib/events/emit";
import { findMemberByEmail } from "./queries";
import { inviteMemberSchema } from "./schema";
import { replaceInvitations } from "./store";

/** A link by which one person may join within 7 days. `path` is in this answer and nowhere else: only a hash is stored. */
export const inviteMember = defineCommand({
  name: "inviteMember",
  permission: "members:write",
  input: inviteMemberSchema,
  run: async (tx, { email, role }, ctx) => {
    const member = await findMemberByEmail(tx, email);
    if (member?.active)
      throw new AppError("CONFLICT", `${member.name} is a member already. Change the role in the list.`);
    const token = mintToken();
    const invitation = {
      id: newId(),
      email,
      role,
      token_hash: hashToken(token),
      invited_by: ctx.actor.userId,
      expires_at: invitationEnds(ctx.now),
      created_at: ctx.now,
    };
    await replaceInvitations(tx, [invitation], ctx.now);
    const subjects = { invitation_id: invitation.id };
    await emit(tx, ctx, [{ kind: "member.invited", subjects, payload: { email, role } }]);
    return { id: invitation.id, path: `/accept/${token}`, expires_at: invitation.expires_at.toISOString() };
  },
});
