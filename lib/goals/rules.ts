import { streakOf } from "@/lib/analytics/streak-rules";
import { MEASURES, type Measure } from "./schema";

export type Counted = Record<Measure, number>;
export type Targets = Record<Measure, number | null>;

/** Whether a day reached what is wanted of it; without a goal, whether anybody was contacted. */
export function isReached(done: Counted, targets: Targets): boolean {
  const wanted = MEASURES.flatMap((one) => (targets[one] === null ? [] : [{ done: done[one], target: targets[one] }]));
  return wanted.length === 0 ? done.touches > 0 : wanted.every((one) => one.done >= one.target);
}

/** How much of each is enough to tell whether a day reached what is wanted of it. */
export function enoughOf(targets: Targets): Counted {
  const [touches, people, calls] = [targets.touches ?? 0, targets.people ?? 0, targets.calls ?? 0];
  const wanted = MEASURES.some((one) => targets[one] !== null);
  return { touches: wanted ? touches : 1, people, calls };
}

/** Days in a row, up to today or yesterday, that reached today's goals; `days` in their order, the last is today. */
export const streakOfGoals = (days: readonly (Counted & { date: string })[], targets: Targets): number =>
  streakOf(days.map((one) => ({ date: one.date, attempts: isReached(one, targets) ? 1 : 0 })));
