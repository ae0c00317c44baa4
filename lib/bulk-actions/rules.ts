import type { Actor } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { atLeast, type Role } from "@/lib/core/permissions";
import { secondsBetween } from "@/lib/core/time";
import type { Progress } from "@/lib/live/schema";
import type { BulkActionName, BulkState } from "./schema";

/** Leads in one turn: a fifth of a second or so. */
export const TURN_ROWS = 100;
export const COLLECT_ROWS = 5000;

/** What is taken off the do-not-contact list needs two people, so there is no short way back. */
export const isUndoable = (action: BulkActionName) => action !== "do_not_contact";

/** Whether leads are still to be changed. */
export const isRunning = (state: BulkState) => state === "collecting" || state === "running";

/** Who began it, and managers. */
export const maySee = ({ userId, role }: Pick<Actor, "userId" | "role">, startedBy: string) =>
  userId === startedBy || atLeast(role, "manager");

type Counts = { total: number; changed: number; unchanged: number; refused: number };
export const doneOf = ({ changed, unchanged, refused }: Counts) => changed + unchanged + refused;

/** How fast it goes and how long it will take, by what it did since it began. */
export function paceOf(done: number, total: number, since: Date, now: Date): Pick<Progress, "rate" | "seconds_left"> {
  const seconds = Math.max(secondsBetween(since, now), 1);
  const rate = Math.round((done / seconds) * 10) / 10;
  return done === 0
    ? { rate: null, seconds_left: null }
    : { rate, seconds_left: Math.ceil((total - done) / (done / seconds)) };
}

type Lead = { status: string; owner_id: string | null };
type Move = { from_status: string; to_status: string; needs_reason: boolean; min_role: Role };

/** Why this lead cannot go to this status, in plain words; null when it may. */
export function refuseMove(
  { status }: Lead,
  to: string,
  reason: string | undefined,
  role: Role,
  moves: readonly Move[],
): string | null {
  const move = moves.find((one) => one.from_status === status && one.to_status === to);
  const [from, into] = [status, to].map((one) => one.replaceAll("_", " "));
  if (!move) return `A lead cannot go from ${from} to ${into}.`;
  if (!atLeast(role, move.min_role))
    return `From ${from} to ${into} takes ${move.min_role === "admin" ? "an admin" : `a ${move.min_role}`}.`;
  if (move.needs_reason && !reason) return `Going from ${from} to ${into} needs a reason.`;
  return null;
}

export const NOT_HERE = "There is no such lead any more, or it is out of your sight.";
export const CHANGED_SINCE = "Changed since, so it stays as it is.";
export const GONE_SINCE = "Deleted since, or out of your sight, so it stays as it is.";
/** An error of one row in words for its line; what must stop the whole is thrown again. */
export function reasonOf(error: unknown): string {
  if (error instanceof AppError && error.code !== "UNAVAILABLE") return error.detail;
  throw error;
}
