import { plusSeconds } from "@/lib/core/time";

const retrySeconds = [60, 300, 1800, 7200, 21_600] as const;

/** When a message that a server did not take is tried again: a minute, then longer and longer; a server's own word is kept. */
export function retryAt(retries: number, now: Date, retryAfterSeconds = 0): Date {
  const usual = retrySeconds[Math.min(retries, retrySeconds.length) - 1] ?? retrySeconds[0];
  return plusSeconds(now, Math.max(usual, Math.min(retryAfterSeconds, 86_400)));
}

const paceSeconds = [15, 30, 60, 120, 300, 900] as const;
/** When a message is tried again whose server takes no more at the moment: soon, then every quarter of an hour; a server's own word is kept. */
export function paceAt(attempt: number, now: Date, retryAfterSeconds = 0): Date {
  const usual = paceSeconds[Math.min(attempt, paceSeconds.length) - 1] ?? paceSeconds[0];
  return plusSeconds(now, Math.max(usual, Math.min(retryAfterSeconds, 86_400)));
}
