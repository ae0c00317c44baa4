import { AppError } from "@/lib/core/errors";
import { defineIdentityCommand, type Visitor } from "@/lib/core/identity-command";
import { newId } from "@/lib/core/ids";
import { matchesPassword } from "@/lib/core/passwords";
import { emit } from "@/lib/events/emit";
import { accountSubject, addressSubject, checkTries } from "./check-tries";
import { type Credentials, findCredentials } from "./identity-queries";
import { deviceName, sessionEnds } from "./rules";
import { type SignedIn, signInSchema } from "./schema";
import { forgiveTries, insertSessions } from "./store";

/**
 * Starts a session for an address and a password. Unknown person, wrong password and no membership get the same answer
 * after the same work; ten tries per account and hour get TOO_MANY_REQUESTS with `retry_after` in seconds. Who belongs to
 * several organizations and names none gets CONFLICT with `organizations`.
 */
export const signIn = defineIdentityCommand({
  name: "signIn",
  input: signInSchema,
  run: async (open, { email, password, org }, visitor): Promise<SignedIn> => {
    const { ip, now } = visitor;
    const tooMany = await open((tx) => checkTries(tx, { email, ip, now }));
    if (tooMany) throw tooMany;
    const person = await open((tx) => findCredentials(tx, email));
    const matches = await matchesPassword(password, person?.password_hash);
    const choice = person?.organizations.filter(({ slug }) => org === undefined || slug === org) ?? [];
    const [organization, another] = choice;
    if (!person || !matches || !organization) throw new AppError("UNAUTHENTICATED", "Email or password is wrong.");
    if (another) throw severalOrganizations(choice);
    const session = sessionOf(person, organization.id, visitor);
    await open(async (tx) => {
      await forgiveTries(tx, accountSubject(email), ip ? addressSubject(ip) : null, now);
      await insertSessions(tx, [session]);
      const actor = { userId: person.user_id, name: person.name, via: "web" };
      const subjects = { user_id: person.user_id, session_id: session.id };
      const payload = { device: session.device, ip: session.ip };
      await emit(tx, { ...visitor, orgId: session.org_id, actor }, [{ kind: "session.started", subjects, payload }]);
    });
    const expires_at = session.expires_at.toISOString();
    return { session_id: session.id, org_id: session.org_id, user_id: person.user_id, name: person.name, expires_at };
  },
});

const severalOrganizations = (choice: Credentials["organizations"]) =>
  new AppError("CONFLICT", "You belong to several organizations. Choose one.", {
    extra: { organizations: choice.map(({ slug, name }) => ({ slug, name })) },
  });

const sessionOf = ({ user_id }: Credentials, org_id: string, { now, ip, userAgent }: Visitor) => ({
  org_id,
  id: newId(),
  user_id,
  device: deviceName(userAgent),
  ip: ip ?? "",
  created_at: now,
  last_seen_at: now,
  expires_at: sessionEnds(now),
});
