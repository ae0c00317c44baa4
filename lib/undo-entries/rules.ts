import { AppError } from "@/lib/core/errors";
import { plusSeconds } from "@/lib/core/time";

const day = 86_400;
/** How long each command can be taken back. */
export const undoSeconds = { bulk: day, merge: 90 * day, import: 7 * day } as const;

/** Until when something of this kind can be taken back. */
export const undoableUntil = (kind: keyof typeof undoSeconds, now: Date) => plusSeconds(now, undoSeconds[kind]);

/** Throws CONFLICT when it was taken back already or is too old for it. */
export function refuseUndo(entry: { expires_at: Date; undone_at: Date | null }, now: Date): void {
  if (entry.undone_at) throw new AppError("CONFLICT", "This was taken back already. Reload to see how things stand.");
  if (entry.expires_at < now) {
    throw new AppError("CONFLICT", "The time to take this back is over. Change what is wrong by hand.");
  }
}
