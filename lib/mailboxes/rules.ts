import type { Actor } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { atLeast } from "@/lib/core/permissions";

/** One's own mailbox is one's own to change, the organization's and a colleague's an admin's; FORBIDDEN for anybody else. */
export function requireMayChange(
  mailbox: { user_id: string | null },
  { userId, role }: Pick<Actor, "userId" | "role">,
): void {
  if (mailbox.user_id === userId || atLeast(role, "admin")) return;
  const whose = mailbox.user_id === null ? "the whole organization's" : "a colleague's";
  throw new AppError("FORBIDDEN", `This mailbox is ${whose}. Ask an admin to change it.`);
}

/** The secrets after a change: a password given takes the place of the old one, one left out stays, and a server taken away takes its own along. */
export function mergeSecrets(
  stored: Record<string, string>,
  given: { smtp?: { password?: string } | null; imap?: { password?: string } | null },
): Record<string, string> {
  const merged = { ...stored };
  for (const kind of ["smtp", "imap"] as const) {
    const name = `${kind}_password`;
    if (given[kind] === null) delete merged[name];
    else if (given[kind]?.password !== undefined) merged[name] = given[kind].password;
  }
  return merged;
}
