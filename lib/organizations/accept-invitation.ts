import type { IdentityTx } from "@/db/tenant";
import { accountSubject, checkTries } from "@/lib/accounts/check-tries";
import { type Credentials, findCredentials } from "@/lib/accounts/identity-queries";
import { passwordSchema } from "@/lib/accounts/schema";
import { forgiveTries, insertUsersIfNew } from "@/lib/accounts/store";
import { AppError, invalid } from "@/lib/core/errors";
import { defineIdentityCommand, type OpenIdentity, type Visitor } from "@/lib/core/identity-command";
import { newId } from "@/lib/core/ids";
import { parseInput } from "@/lib/core/parse";
import { hashPassword, matchesPassword } from "@/lib/core/passwords";
import { hashToken } from "@/lib/core/tokens";
import { emit } from "@/lib/events/emit";
import { findInvitation } from "./identity-queries";
import { acceptInvitationSchema, type OpenInvitation } from "./schema";
import { acceptInvitations, joinOrganization, setFirstPassword } from "./store";

/**
 * Joins by an invitation's link. Somebody who has an account proves it with their present password: whoever invites them
 * holds the link too and must not be able to set a new one.
 */
export const acceptInvitation = defineIdentityCommand({
  name: "acceptInvitation",
  input: acceptInvitationSchema,
  run: async (open, { token, ...joining }, visitor) => {
    const invitation = await open((tx) => findInvitation(tx, hashToken(token), visitor.now));
    if (!invitation) throw linkIsOver();
    const account = await open((tx) => findCredentials(tx, invitation.email));
    if (account?.password_hash) await provePassword(open, account, invitation.email, joining.password, visitor);
    else if (account?.organizations.some(({ id }) => id !== invitation.org_id)) throw hasNoPassword();
    const passwordHash = account?.password_hash ?? (await hashNewPassword(joining.password));
    const name = account?.name ?? joining.name;
    if (!name) throw invalid("name", "Give your name.");
    await open((tx) => join(tx, invitation, { name, passwordHash }, visitor));
    return { email: invitation.email, org_slug: invitation.org_slug };
  },
});

async function provePassword(
  open: OpenIdentity,
  account: Credentials,
  email: string,
  password: string,
  { ip, now }: Visitor,
): Promise<void> {
  const tooMany = await open((tx) => checkTries(tx, { email, ip, now }));
  if (tooMany) throw tooMany;
  if (!(await matchesPassword(password, account.password_hash))) {
    throw invalid("password", "This is not the password of your account. Use the one you sign in with elsewhere.");
  }
  await open((tx) => forgiveTries(tx, accountSubject(email), null, now));
}

const hashNewPassword = (password: string) => hashPassword(parseInput(passwordSchemaAt, { password }).password);
const passwordSchemaAt = acceptInvitationSchema.pick({ password: true }).extend({ password: passwordSchema });

async function join(
  tx: IdentityTx,
  { id, org_id, email, role }: OpenInvitation,
  { name, passwordHash }: { name: string; passwordHash: string },
  visitor: Visitor,
): Promise<void> {
  if (!(await acceptInvitations(tx, [id], visitor.now))) throw linkIsOver();
  const fresh = newId();
  const [user_id = fresh] = await insertUsersIfNew(tx, [{ id: fresh, email, name, password_hash: passwordHash }]);
  await setFirstPassword(tx, user_id, passwordHash);
  await joinOrganization(tx, org_id, { user_id, name, email, role });
  const author = { ...visitor, orgId: org_id, actor: { userId: user_id, name, via: "web" } };
  const subjects = { user_id, invitation_id: id };
  await emit(tx, author, [{ kind: "member.joined", subjects, payload: { name, email, role } }]);
}

// Setting a first password here would open that person's other organization to whoever holds this link.
const hasNoPassword = () =>
  new AppError(
    "FORBIDDEN",
    "This address belongs to an account elsewhere that has no password yet. Set one there first.",
  );

const linkIsOver = () =>
  new AppError("NOT_FOUND", "This invitation was used, withdrawn, or its 7 days are over. Ask for a new one.");
