import { accountSubject, checkTries } from "@/lib/accounts/check-tries";
import { forgiveTries, revokeSessionsOf } from "@/lib/accounts/store";
import type { Context } from "@/lib/core/context";
import { invalid, notFound } from "@/lib/core/errors";
import { defineIdentityCommand } from "@/lib/core/identity-command";
import { hashPassword, matchesPassword } from "@/lib/core/passwords";
import { emit } from "@/lib/events/emit";
import { findAccount } from "./identity-queries";
import { changePasswordSchema } from "./schema";
import { updatePassword } from "./store";

/** One's own password, proven by the present one; all other sessions of the person end. */
export const changePassword = defineIdentityCommand({
  name: "changePassword",
  input: changePasswordSchema,
  run: async (open, { current_password, password, keep_session_id }, ctx: Context) => {
    const { now, ip } = ctx;
    const account = await open((tx) => findAccount(tx, ctx.actor.userId));
    if (!account) throw notFound("account");
    const tooMany = await open((tx) => checkTries(tx, { email: account.email, ip, now }));
    if (tooMany) throw tooMany;
    if (!(await matchesPassword(current_password, account.password_hash))) {
      throw invalid("current_password", "This is not your current password.");
    }
    const passwordHash = await hashPassword(password);
    return open(async (tx) => {
      await forgiveTries(tx, accountSubject(account.email), null, now);
      await updatePassword(tx, account.id, passwordHash, now);
      const ended = await revokeSessionsOf(tx, account.id, now, keep_session_id);
      await emit(tx, ctx, [{ kind: "password.changed", subjects: { user_id: account.id } }]);
      return { ended_sessions: ended };
    });
  },
});
