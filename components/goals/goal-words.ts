import { type Goals, MEASURES, type Measure } from "@/lib/goals/schema";

export const MEASURE_NAMES: Record<Measure, string> = { touches: "Touches", people: "People", calls: "Calls" };

/** "12 of 30 touches, 2 of 10 calls"; without a goal only what was done. */
export function goalWords(goals: Pick<Goals, Measure>): string {
  const wanted = MEASURES.flatMap((one) => {
    const { done, target } = goals[one];
    return target === null ? [] : [`${done} of ${target} ${MEASURE_NAMES[one].toLowerCase()}`];
  });
  if (wanted.length > 0) return wanted.join(", ");
  return `${goals.touches.done} ${goals.touches.done === 1 ? "touch" : "touches"} today`;
}

export const streakWords = (days: number): string =>
  days === 0 ? "No streak yet" : `${days} ${days === 1 ? "day" : "days"} in a row`;

/** How many of a day's touches nobody made by hand; nothing when there are none. */
export const sentWords = ({ automated, touches }: Pick<Goals, "automated" | "touches">): string =>
  automated === 0 ? "" : `Sequences sent ${automated} of today's ${touches.done} in your name. `;
