import type { Actor } from "@/lib/core/context";
import { AppError, invalid } from "@/lib/core/errors";
import { atLeast } from "@/lib/core/permissions";

type Host = { host: string; password?: string } | null;
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
