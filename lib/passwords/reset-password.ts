import { revokeSessionsOf } from "@/lib/accounts/store";
import { AppError } from "@/lib/core/errors";
import { defineIdentityCommand } from "@/lib/core/identity-command";
import { hashPassword } from "@/lib/core/passwords";
import { hashToken } from "@/lib/core/tokens";
import { emit } from "@/lib/events/emit";
import { sharedAccount } from "./create-password-reset";
import { belongsElsewhere, findPasswordReset } from "./identity-queries";
import { resetPasswordSchema } from "./schema";
import { updatePassword, usePasswordReset } from "./store";

/** A new password by a reset link; every session of the person ends. Returns whom it was for. */
export const resetPassword = defineIdentityCommand({
  name: "resetPassword",
  input: resetPasswordSchema,
  run: async (open, { token, password }, visitor) => {
    const { now } = visitor;
    const found = await open((tx) => findPasswordReset(tx, hashToken(token), now));
    if (!found) throw linkIsOver();
    const passwordHash = await hashPassword(password);
    const { user_id, org_id, name, email } = found;
    return open(async (tx) => {
      if (await belongsElsewhere(tx, user_id, org_id)) throw sharedAccount();
      if (!(await usePasswordReset(tx, found.id, now))) throw linkIsOver();
      await updatePassword(tx, user_id, passwordHash, now);
      await revokeSessionsOf(tx, user_id, now);
      const author = { ...visitor, orgId: org_id, actor: { userId: user_id, name, via: "web" } };
      await emit(tx, author, [{ kind: "password.reset", subjects: { user_id } }]);
      return { email };
    });
  },
});

const linkIsOver = () =>
  new AppError("NOT_FOUND", "This link was used, or its hour is over. Ask an admin for a new one.");
