import type { Actor } from "@/lib/core/context";
import { AppError, invalid } from "@/lib/core/errors";
import { atLeast } from "@/lib/core/permissions";
import { cutText } from "@/lib/core/text-rules";
import { isLoopback } from "@/lib/mail/rules";

type Host = { host: string; password?: string; security?: string } | null;
type Given = { smtp?: Host; imap?: Host };

/** One's own mailbox is one's own to change, the organization's and a colleague's an admin's; FORBIDDEN for anybody else. */
export function requireMayChange(
  mailbox: { user_id: string | null },
  { userId, role }: Pick<Actor, "userId" | "role">,
): void {
  if (mailbox.user_id === userId || atLeast(role, "admin")) return;
  const whose = mailbox.user_id === null ? "the whole organization's" : "a colleague's";
  throw new AppError("FORBIDDEN", `This mailbox is ${whose}. Ask an admin to change it.`);
}

/** CONFLICT when other servers are named for a mailbox that a provider's sign-in opens: its key must reach no other server. */
export function requireOwnServers(mailbox: { oauth_provider: string | null }, { smtp, imap }: Given): void {
  if (mailbox.oauth_provider === null || (smtp === undefined && imap === undefined)) return;
  throw new AppError(
    "CONFLICT",
    "This mailbox is opened by its provider's sign-in, which names its servers. Disconnect it to connect other servers with a password.",
  );
}

/** INVALID when a password would travel in the clear: without encryption only to this very machine. */
export function requireEncryption({ smtp, imap }: Given): void {
  for (const [kind, given] of [
    ["smtp", smtp],
    ["imap", imap],
  ] as const) {
    if (given?.security !== "none" || isLoopback(given.host)) continue;
    throw invalid(`${kind}.security`, "A password must not travel unencrypted. Choose TLS or STARTTLS.");
  }
}

/** INVALID when a stored password would go to a server that it was not entered for: whoever names that server would read it there. */
export function requirePasswordFor(
  mailbox: { smtp_host: string | null; imap_host: string | null },
  stored: Record<string, string>,
  given: Given,
): void {
  for (const kind of ["smtp", "imap"] as const) {
    const [host, old] = [given[kind]?.host, mailbox[`${kind}_host`]];
    if (!host || host.toLowerCase() === old?.toLowerCase() || given[kind]?.password !== undefined) continue;
    if (stored[`${kind}_password`] === undefined) continue;
    throw invalid(
      `${kind}.password`,
      "This is another server. Enter the password again, so that it goes there knowingly.",
    );
  }
}

type Standing = { state: string; settings: Record<string, unknown>; version: number };

/**
 * What changes at a mailbox whose sign-in was mended: one that stood still because its server did not take the old one goes on; what a person
 * or too many bounces paused stays so. From its next version on a refusal means the new sign-in.
 */
export function mendedSignIn({ state, settings, version }: Standing) {
  const { paused_for: pausedFor, ...rest } = settings;
  const going = { state: "active", paused_at: null, paused_reason: null, paused_by: null };
  const goesOn = state === "paused" && pausedFor !== undefined;
  return { settings: { ...rest, sign_in_since: version + 1 }, ...(goesOn && going) };
}

/** Whether a refusal is of the sign-in that stands now: a worker may have read the one before. */
export const isOfThisSignIn = ({ settings }: Pick<Standing, "settings">, version: number): boolean =>
  version >= Number(settings.sign_in_since ?? 0);

/** What its owner is told, and does, when a server takes a mailbox's sign-in no more. */
export function refusedWords({ provider, oauth_provider: oauth }: Opened, way: SignInWay, said: string): string {
  const what = way === "reading" ? "The server that it is read from" : "The server that it sends by";
  const words =
    provider !== "smtp"
      ? 'The provider does not take its key any more. Press "Keys" and enter a new one.'
      : oauth
        ? `${what} does not take the sign-in any more. Press "Connect again".`
        : `${what} does not take the user name or password any more. Press "Servers" and enter them anew.`;
  return `${words} What waits keeps its place.${said && ` It said: ${cutText(said, 200)}`}`;
}
export type SignInWay = "sending" | "reading";
type Opened = { provider: string; oauth_provider: string | null };

/** INVALID for a key that this way out does not have. */
export function requireOwnKeys({ provider }: { provider: string }, keys: Record<string, string | undefined>): void {
  const known = keysOf[provider] ?? [];
  const foreign = Object.keys(keys).find((name) => !known.includes(name));
  if (foreign !== undefined) throw invalid(`keys.${foreign}`, "This way out has no such key. Leave it out.");
  if (Object.values(keys).every((one) => one === undefined)) throw invalid("keys", "Enter the new key.");
}

/** Whether none of a provider's keys is left out, so that the old ones need not be read. */
export const hasEveryKey = ({ provider }: { provider: string }, keys: Record<string, string | undefined>): boolean =>
  provider === "resend" ? keys.api_key !== undefined : (keysOf[provider] ?? []).every((name) => keys[name]);

const keysOf: Record<string, readonly string[]> = {
  resend: ["api_key", "webhook_secret"],
  twilio: ["account_sid", "auth_token"],
};

/** The secrets after a change: a password given takes the place of the old one, one left out stays, and a server taken away takes its own along. */
export function mergeSecrets(stored: Record<string, string>, given: Given): Record<string, string> {
  const merged = { ...stored };
  for (const kind of ["smtp", "imap"] as const) {
    const name = `${kind}_password`;
    if (given[kind] === null) delete merged[name];
    else if (given[kind]?.password !== undefined) merged[name] = given[kind].password;
  }
  return merged;
}
