import { plusSeconds } from "@/lib/core/time";

const lookSeconds = [5, 15, 60, 300, 900, 3600] as const;

/** When what is unknown is looked up again: often at first, hourly later. */
export function lookAgainAt(since: Date, now: Date): Date {
  const age = (now.getTime() - since.getTime()) / 1000;
  return plusSeconds(now, lookSeconds.find((seconds) => seconds * 3 > age) ?? 3600);
}

export type Looked = { found: boolean; complete: boolean; settleSeconds: number };
type Attempt = { beganAt: Date; workerLives: boolean };

/**
 * What a look into the journal says of a message that may have left. Found: it left. Absent: its sender is gone, the time in which it could
 * still arrive is over, and the journal would have it. Anything else: nobody knows yet, or a person has to say.
 */
export function verdictOf(
  { found, complete, settleSeconds }: Looked,
  attempt: Attempt,
  now: Date,
): "sent" | "absent" | "open" {
  if (found) return "sent";
  const settled = now >= plusSeconds(attempt.beganAt, settleSeconds);
  return complete && settled && !attempt.workerLives ? "absent" : "open";
}
