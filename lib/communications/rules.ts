import type { z } from "zod";
import type { Context } from "@/lib/core/context";
import { invalid } from "@/lib/core/errors";
import { fromIso, secondsBetween } from "@/lib/core/time";
import type { logContactInputSchema } from "./schema";

export type GivenTouch = z.output<typeof logContactInputSchema>;
export type Moment = { intent: "planned" | "happened"; occurredAt: Date; repliedAt: Date | null };

// contracts.md, Contacts: a minute of slack for typing, five for clocks that disagree.
const plannedSlackSeconds = 60;
const clockSlackSeconds = 300;
// As for imported mail (contracts.md, Mailbox import).
const beginning = fromIso("1990-01-01T00:00:00Z");

/** Whether a touch is about to happen or has happened, and when; throws INVALID for moments that cannot be. */
export function momentOf(given: GivenTouch, now: Date): Moment {
  const said = given.occurred_at ? fromIso(given.occurred_at) : now;
  if (said < beginning) throw invalid("occurred_at", "This is before 1990. Check the year.");
  const age = secondsBetween(said, now);
  if (age < -clockSlackSeconds)
    throw invalid("occurred_at", "This is in the future. A touch is logged when it happens, or planned for now.");
  const past = age > plannedSlackSeconds;
  const happened = given.direction === "inbound" || past || given.already_happened === true;
  if (given.already_happened === false && given.direction === "inbound") {
    throw invalid("already_happened", "An inbound touch has always happened. Leave this out.");
  }
  const occurredAt = happened && age > 0 ? said : now;
  return { intent: happened ? "happened" : "planned", occurredAt, repliedAt: responseOf(given, occurredAt, now) };
}

/** When they answered; throws INVALID for an answer before the touch, in the future, or to an inbound one. */
export function responseOf(
  given: { direction: string; responded?: boolean; response_at?: string },
  occurredAt: Date,
  now: Date,
): Date | null {
  if (!given.responded) {
    if (given.response_at) throw invalid("response_at", "response_at needs responded: true. Give both, or neither.");
    return null;
  }
  if (given.direction === "inbound")
    throw invalid("responded", "An inbound touch is itself a response. Mark the touch it answers.");
  const at = given.response_at ? fromIso(given.response_at) : occurredAt;
  return checkResponse(at, occurredAt, now);
}

/** States of a message that nobody outside can have seen. */
export const neverLeft: readonly string[] = ["draft", "queued", "cancelled", "blocked"];

export function checkResponse(at: Date, occurredAt: Date, now: Date): Date {
  if (at < occurredAt)
    throw invalid("response_at", "The response is earlier than the touch it answers. Check the time.");
  if (secondsBetween(at, now) < 0) throw invalid("response_at", "The response is in the future. Check the time.");
  return at;
}

/** Where a touch was told from, by the door it came through. */
export const sourceOf = ({ actor }: Context) =>
  actor.via === "api" ? ("api" as const) : actor.via === "import" ? ("import" as const) : ("manual_log" as const);
