import { plusSeconds } from "@/lib/core/time";
import type { Outcome } from "@/lib/mail/rules";
import { paceAt, retryAt } from "@/lib/sending-limits/retry-rules";

/** How long a worker's right to send lasts unless it says that it lives. */
export const LEASE_SECONDS = 30;
/** The second number of the advisory lock that says: this worker lives. */
export const WORKER_SPACE = 9;
/** How soon what is unknown is looked up for the first time. */
const FIRST_LOOK_SECONDS = 5;
/** A message whose sign-in was refused is due again so soon; its mailbox, or the operator's server, decides when that is tried. */
const SIGN_IN_SECONDS = 60;
/** So often a server may say that we send too much before that counts like any refusal. */
const mostPaced = 200;

export type Ended =
  | { status: "queued"; retryCount: number; nextAttemptAt: Date }
  | { status: "failed"; code: "RETRIES_EXHAUSTED" | "NOT_SENT" | RefusedCode | StopCode }
  | { status: "rejected"; code: RefusedCode }
  | { status: "unknown"; nextAttemptAt: Date };

/** What was refused for good: the message, or the address that it was to. */
type RefusedCode = "REJECTED" | "ADDRESS_REFUSED";

/** `number`: which attempt it was. */
type Tried = { retryCount: number; maxRetries: number; number: number };

/** Where a message that has not left goes after an attempt (reliability.md, Sending, 3). */
export function endOf(
  outcome: Exclude<Outcome, { kind: "stopped" | "sent" }>,
  { retryCount, maxRetries, number }: Tried,
  now: Date,
): Ended {
  if (outcome.kind === "rejected")
    return { status: "rejected", code: outcome.address === "hard" ? "ADDRESS_REFUSED" : "REJECTED" };
  if (outcome.kind === "unknown") return { status: "unknown", nextAttemptAt: plusSeconds(now, FIRST_LOOK_SECONDS) };
  // What is said of our password or our pace must not use up the tries of a message: it is not at fault.
  if (outcome.signIn) return { status: "queued", retryCount, nextAttemptAt: plusSeconds(now, SIGN_IN_SECONDS) };
  if (outcome.pace && number < mostPaced)
    return { status: "queued", retryCount, nextAttemptAt: paceAt(number, now, outcome.retryAfterSeconds) };
  if (retryCount >= maxRetries) return { status: "failed", code: "RETRIES_EXHAUSTED" };
  const retries = retryCount + 1;
  return { status: "queued", retryCount: retries, nextAttemptAt: retryAt(retries, now, outcome.retryAfterSeconds) };
}

export type StopCode =
  | "LEAD_GONE"
  | "DNC_BLOCKED"
  | "NO_CONSENT"
  | "ADDRESS_INVALID"
  | "SLOT_LOST"
  | "RECENTLY_CONTACTED"
  | "NOT_SENDABLE";

/** Why a message that waited does not go out, for its writer. */
export const STOP_WORDS: Record<StopCode, string> = {
  LEAD_GONE: "The lead was deleted before it left.",
  DNC_BLOCKED: "The person came onto the do-not-contact list before it left.",
  NO_CONSENT: "There was no consent for this address any more when it was to leave.",
  ADDRESS_INVALID: "The address turned out not to work before it left.",
  SLOT_LOST: "Somebody else took its place before it left.",
  RECENTLY_CONTACTED: "Somebody contacted this person while it waited.",
  NOT_SENDABLE: "It could not be made into a mail.",
};

/** Why a message did not arrive, for its writer, when what the server itself answered is not kept, or not any more. */
export const FAILURE_WORDS: Record<string, string> = {
  REJECTED: "It was refused for good, so it is not tried again.",
  ADDRESS_REFUSED: "The receiving server said that nobody is at this address.",
  RETRIES_EXHAUSTED: "It was tried as often as is useful, and no server took it.",
};

/** The same for a message of which nobody knows whether it arrived. */
export const UNKNOWN_WORDS = "The connection was lost after the text began, so that it may have arrived.";

export const isStopCode = (text: string | null): text is StopCode => text !== null && text in STOP_WORDS;

// The triggers of the ledger (drizzle/0010): the list and consent as they stand at this moment, under the locks.
const stops: Record<string, StopCode> = { TL040: "DNC_BLOCKED", TL044: "NO_CONSENT" };

/** What the database says against a message that is to wait or to leave; undefined for any other error. */
export function stopOf(error: unknown): StopCode | undefined {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return stops[code];
}
