import { dueAfter } from "@/lib/sequence-engine/rules";
import type { SequenceStep } from "@/lib/sequences/schema";
import { ASKED_KINDS, SENT_KINDS } from "@/lib/sequences/schema";
import type { ForecastDay } from "./schema";

export type Underway = { stepId: string | null; nextRunAt: Date | null; steps: readonly SequenceStep[] };

/** What would go out on each of the next days, if nobody answers and every condition holds; days are those of UTC. */
export function forecastDays(underway: readonly Underway[], days: number, now: Date): ForecastDay[] {
  const counted = new Map<string, ForecastDay>();
  for (let nth = 0; nth < days; nth++) {
    const day = dayOf(new Date(now.getTime() + nth * 86_400_000));
    counted.set(day, { day, messages: 0, asked: 0 });
  }
  for (const { stepId, nextRunAt, steps } of underway) {
    let at = nextRunAt && nextRunAt > now ? nextRunAt : now;
    const begin = steps.findIndex((one) => one.id === stepId);
    for (const [nth, step] of (begin < 0 ? [] : steps.slice(begin)).entries()) {
      if (nth > 0) at = dueAfter(step, at);
      const found = counted.get(dayOf(at));
      if (found && SENT_KINDS.includes(step.kind)) found.messages += 1;
      if (found && ASKED_KINDS.includes(step.kind)) found.asked += 1;
    }
  }
  return [...counted.values()];
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10);
