import { AppError } from "@/lib/core/errors";
import { plusSeconds } from "@/lib/core/time";
import { type EnrollmentStatus, RUNNING } from "./schema";

/** Why an enrollment ends by itself or by somebody, in words for people. */
export const stopWords = {
  replied: "They answered.",
  colleague_replied: "Somebody else at their company answered.",
  manual_touch: "Somebody contacted them by hand.",
  meeting: "There is a meeting with them.",
  converted: "They became a client.",
  status_changed: "Their status was changed.",
  do_not_contact: "They are on the do-not-contact list.",
  no_consent: "There is no consent for this channel.",
  address_invalid: "The address does not work.",
  bounced: "A message came back.",
  not_sent: "A message could not be sent.",
  collision: "Somebody else is in contact with them.",
  lead_deleted: "The lead was deleted.",
  lead_merged: "The lead was merged with another.",
  sender_left: "Whose name it runs in is no longer an active member.",
  no_hour: "There is no hour at which this step may go out.",
  broken: "Something broke on our side, again and again.",
  by_hand: "Somebody stopped it.",
  put_away: "The sequence was put away.",
} as const;
export type StopReason = keyof typeof stopWords;

/** Whether a lead is in the sequence still: active, paused or parked. */
export const isRunning = (status: EnrollmentStatus) => RUNNING.includes(status);

const endWords: Partial<Record<EnrollmentStatus, string>> = {
  finished: "It has gone through all its steps already.",
  stopped: "It was stopped already. Enroll the lead again instead.",
  failed: "It has failed. Enroll the lead again instead.",
};

/** CONFLICT for an enrollment that has ended. */
export function requireRunning({ status }: { status: EnrollmentStatus }): void {
  const words = endWords[status];
  if (words) throw new AppError("CONFLICT", words, { extra: { status } });
}

export type StuckFacts = {
  status: EnrollmentStatus;
  next_run_at: Date | null;
  resume_at: Date | null;
  awaits: string | null;
  failures: number;
  sequence_state: string;
  updated_at: Date;
};

const lateSeconds = 600;
const longAskedSeconds = 7 * 86_400;

/** Why an enrollment does not move although it should, and what repairs it; null when it moves. */
export function stuckOf(facts: StuckFacts, now: Date): { cause: string; repair: string } | null {
  const { status, next_run_at: due, resume_at: resume, awaits, failures, sequence_state: state, updated_at } = facts;
  if (isRunning(status) && plusSeconds(now, lateSeconds) < updated_at) {
    return {
      cause: "It was moved by a clock that ran ahead, so its next time may be far off.",
      repair: "Set the clock of the server, then pause the enrollment and resume it.",
    };
  }
  if (status === "active" && awaits && plusSeconds(updated_at, longAskedSeconds) < now) {
    return {
      cause: "The rep was asked more than a week ago.",
      repair: "Do what is asked in Today, or stop the enrollment.",
    };
  }
  if (status === "active" && failures > 0 && !awaits) {
    return {
      cause: `The step failed ${failures === 1 ? "once" : `${failures} times`} on our side and is tried again.`,
      repair: "Look at the log of the worker. Stop the enrollment if it should not go on.",
    };
  }
  const since = status === "parked" ? resume : status === "active" && !awaits ? due : null;
  if (since === null || plusSeconds(since, lateSeconds) > now) return null;
  if (state === "paused") return { cause: "The sequence is paused.", repair: "Resume the sequence." };
  return { cause: "The worker has not come to it.", repair: "Look at the health page: the worker must run." };
}

type Runs = { enrollmentId: string; alongside?: boolean };

/** What runs for a person and stands in the way of this enrollment: not itself, nor what either of the two may run beside. */
export function inTheWayOf<T extends Runs>(
  enrollmentId: string | undefined,
  running: T[] | undefined,
): T[] | undefined {
  const own = running?.find((one) => one.enrollmentId === enrollmentId);
  return own ? running?.filter((one) => one !== own && !own.alongside && !one.alongside) : running;
}
