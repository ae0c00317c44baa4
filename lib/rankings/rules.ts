import { narrowedBy } from "@/lib/analytics/rules";
import type { OutreachAnalytics, OutreachFigures } from "@/lib/analytics/schema";
import type { RankedRep } from "./schema";

export const rankingDefinitions = {
  ...narrowedBy,
  shrunk_rate:
    "Answered conversations plus the minimum times the team's reply rate, divided by conversations plus the minimum: who has few conversations is close to the team, who has many to what they did.",
  rank: "By the shrunk rate, among reps with at least the minimum of attempts. The others are shown without a rank.",
  confidence: "The reply rate lies between low and high with 95 % confidence (Wilson's interval).",
} as const;

/** Reps by their shrunk rate; who has too few attempts stands below without a rank. */
export function rankReps(reps: OutreachAnalytics["by_rep"], team: OutreachFigures, minimum: number): RankedRep[] {
  const judged = reps.map((rep) => {
    const { responded_conversations: answered, conversations } = rep;
    return {
      ...rep,
      shrunk_rate: shrunkRate(answered, conversations, team.response_rate, minimum),
      ...confidence(answered, conversations),
    };
  });
  const byRate = (a: (typeof judged)[number], b: (typeof judged)[number]) =>
    (b.shrunk_rate ?? -1) - (a.shrunk_rate ?? -1) || b.attempts - a.attempts;
  const isRanked = (rep: (typeof judged)[number]) =>
    rep.attempts >= minimum && rep.shrunk_rate !== null && rep.user !== null;
  const ranked = judged.filter(isRanked).toSorted(byRate);
  const others = judged.filter((rep) => !isRanked(rep)).toSorted((a, b) => b.attempts - a.attempts);
  return [...ranked.map((rep, nth) => ({ ...rep, rank: nth + 1 })), ...others.map((rep) => ({ ...rep, rank: null }))];
}

/** A rate of few drawn towards the rate of all, as if so many more had gone as the team's go (a beta prior of that weight). */
export function shrunkRate(part: number, whole: number, of_all: number | null, weight: number): number | null {
  if (whole === 0 || of_all === null) return null;
  return (part + weight * of_all) / (whole + weight);
}

/** Wilson's score interval at 95 %. Source: E. B. Wilson, JASA 22 (1927). */
export function confidence(part: number, whole: number): { low: number | null; high: number | null } {
  if (whole === 0) return { low: null, high: null };
  const z = 1.959964;
  const [rate, square] = [part / whole, (z * z) / whole];
  const middle = rate + square / 2;
  const reach = z * Math.sqrt((rate * (1 - rate)) / whole + square / (4 * whole));
  return { low: Math.max(0, (middle - reach) / (1 + square)), high: Math.min(1, (middle + reach) / (1 + square)) };
}

type Tried = { name: string; attempts: number; answered: number };

/** Of what was tried often enough the one with the highest rate, drawn towards the whole: one lucky try is no best. */
export function bestOf<T extends Tried>(all: readonly T[], of_all: number | null, minimum: number): T | null {
  const rateOf = (one: T) => shrunkRate(one.answered, one.attempts, of_all, minimum) ?? 0;
  const judged = all.filter((one) => one.attempts >= minimum && one.answered > 0);
  return judged.toSorted((a, b) => rateOf(b) - rateOf(a) || b.attempts - a.attempts)[0] ?? null;
}
