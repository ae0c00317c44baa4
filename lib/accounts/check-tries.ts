import type { IdentityTx } from "@/db/tenant";
import { AppError } from "@/lib/core/errors";
import { secondsBetween } from "@/lib/core/time";
import { hashSubject } from "@/lib/core/tokens";
import { triesPerHour, triesWindowEnds } from "./rules";
import { countTries } from "./store";

type Guess = { email: string; ip?: string; now: Date };

export const accountSubject = (email: string) => hashSubject(`account ${email}`);
export const addressSubject = (ip: string) => hashSubject(`address ${ip}`);

/**
 * Counts one try of a password and returns the refusal when there were too many: per account, whether it exists or not,
 * and per address. It returns instead of throwing, so that the count commits.
 */
export async function checkTries(tx: IdentityTx, { email, ip, now }: Guess): Promise<AppError | null> {
  if (process.env.TOUCHLINE_RATE_LIMIT === "off") return null;
  const limits = new Map<string, number>([[accountSubject(email), triesPerHour.account]]);
  if (ip) limits.set(addressSubject(ip), triesPerHour.address);
  const tries = await countTries(tx, [...limits.keys()], now, triesWindowEnds(now));
  const over = [...tries].filter(([subject, { count }]) => count > (limits.get(subject) ?? 0));
  if (over.length === 0) return null;
  const waits = over.map(([, { window_ends_at }]) => secondsBetween(now, window_ends_at) + 1);
  const seconds = Math.max(...waits);
  const minutes = Math.ceil(seconds / 60);
  const words = `Too many tries. Wait ${minutes} ${minutes === 1 ? "minute" : "minutes"}, or ask an admin for a reset link.`;
  return new AppError("TOO_MANY_REQUESTS", words, { extra: { retry_after: seconds } });
}
