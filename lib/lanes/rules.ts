import type { Claimed } from "@/lib/letters/schema";
import type { Outcome } from "@/lib/mail/rules";

/** How many messages are on their way at the same moment, for one organization. */
export const LANES = 10;
/** The same by one mailbox of a user: their servers take few connections at once (three, where they say it). */
const lanesOfMailbox = 3;
/** So few messages are taken at first that a slow server holds up few of them. */
export const CLAIM_SIZE = 10;
const claimMost = 50;
const quickMs = 3000;

/** How many messages are taken next: more while they leave quickly, for taking costs as much as sending; few again once they do not. */
export const nextClaimSize = (size: number, { tookMs, whole }: { tookMs: number; whole: boolean }): number =>
  whole && tookMs < quickMs ? Math.min(size * 2, claimMost) : CLAIM_SIZE;

/** How long a lane rests when its server says that we send too much: a second, or as long as it asks, up to five. */
export const restAfter = (outcome: Outcome): number =>
  outcome.kind === "later" && outcome.pace ? 1000 * Math.min(5, Math.max(1, outcome.retryAfterSeconds ?? 1)) : 0;

/** The way a message goes: what has it in common shares connections. */
export const wayOf = ({ transport, mailbox }: Pick<Claimed, "transport" | "mailbox">): string =>
  `${transport} ${mailbox?.id ?? ""} ${mailbox?.version ?? ""}`;

/** The next of those that wait whose way has a lane free; the first come first. */
export function nextToSend<T extends Pick<Claimed, "transport" | "mailbox">>(
  waiting: readonly T[],
  underway: ReadonlyMap<string, number>,
): T | undefined {
  const all = [...underway.values()].reduce((sum, one) => sum + one, 0);
  if (all >= LANES) return undefined;
  return waiting.find((one) => (underway.get(wayOf(one)) ?? 0) < (one.mailbox ? lanesOfMailbox : LANES));
}

/** Mailboxes that have enough to do: what leaves by them is left to wait, so that it is not in the others' way. */
export function fullMailboxes(waiting: readonly Pick<Claimed, "mailbox">[]): string[] {
  const counts = new Map<string, number>();
  for (const { mailbox } of waiting) if (mailbox) counts.set(mailbox.id, (counts.get(mailbox.id) ?? 0) + 1);
  return [...counts].filter(([, count]) => count >= lanesOfMailbox * 2).map(([id]) => id);
}
