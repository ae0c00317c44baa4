import type { Lead } from "@/lib/leads/schema";

/** The most rows that are drawn new in one frame: as many as a fast wheel brings, and few enough that no frame is late. */
export const AT_ONCE = 8;

/**
 * The rows to draw now: those that were drawn before and at most `AT_ONCE` new ones, of `seen` first; null is a row that waits a frame.
 * The indexes of `seen` count from the first of `rows`.
 */
export function fewAtOnce(
  rows: readonly (Lead | null)[],
  before: ReadonlySet<string>,
  seen: { from: number; to: number },
): readonly (Lead | null)[] {
  const fresh = rows.flatMap((lead, at) => (lead && !before.has(lead.id) ? [at] : []));
  if (fresh.length <= AT_ONCE) return rows;
  const away = (at: number) => Math.max(seen.from - at, at - seen.to + 1, 0);
  const drawn = new Set(fresh.toSorted((a, b) => away(a) - away(b) || a - b).slice(0, AT_ONCE));
  return rows.map((lead, at) => (lead === null || before.has(lead.id) || drawn.has(at) ? lead : null));
}
