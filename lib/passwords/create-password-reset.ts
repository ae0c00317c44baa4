import { passwordResetEnds } from "@/lib/accounts/rules";
import type { Context } from "@/lib/core/context";
import { AppError, notFound } from "@/lib/core/errors";
import { defineIdentityCommand } from "@/lib/core/identity-command";
import { requirePermission } from "@/lib/core/read";
import { hashToken, mintToken } from "@/lib/core/tokens";
import { emit } from "@/lib/events/emit";
import { belongsElsewhere, findMember } from "./identity-queries";
import { createPasswordResetSchema, type PasswordReset } from "./schema";
import { replacePasswordResets } from "./store";

/** A link for a member who cannot get in; for an admin to hand over. Works once, for an hour, and replaces earlier ones. */
export const createPasswordReset = defineIdentityCommand({
  name: "createPasswordReset",
  input: createPasswordResetSchema,
  run: async (open, { user_id }, ctx: Context): Promise<PasswordReset> => {
    requirePermission(ctx, "members:write");
    const token = mintToken();
    const expiresAt = passwordResetEnds(ctx.now);
    const row = {
      org_id: ctx.orgId,
      user_id,
      token_hash: hashToken(token),
      created_by: ctx.actor.userId,
      expires_at: expiresAt,
    };
    await open(async (tx) => {
      if (!(await findMember(tx, ctx.orgId, user_id))) throw notFound("member");
      if (await belongsElsewhere(tx, user_id, ctx.orgId)) throw sharedAccount();
      await replacePasswordResets(tx, [row], ctx.now);
      await emit(tx, ctx, [{ kind: "password.reset_created", subjects: { user_id } }]);
    });
    return { path: `/reset/${token}`, expires_at: expiresAt.toISOString() };
  },
});

/** One organization's admin must not get into another's through a person who belongs to both. */
export const sharedAccount = () =>
  new AppError("FORBIDDEN", "This person's account is not only yours to open. They change the password themselves.");
