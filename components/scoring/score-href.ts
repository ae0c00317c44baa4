import { leadHref } from "@/components/leads/lead-query";
import type { Condition } from "@/lib/filters/condition-schema";
import type { Tier } from "@/lib/scoring/model-rules";

type Thresholds = Record<Exclude<Tier, "dormant">, number>;

const listOf = (condition: Condition) => leadHref({}, { filter: JSON.stringify({ and: [condition] }), view: "all" });

/** The leads whose score lies between two, both included. */
export const scoreHref = (from: number, to: number): string =>
  listOf({ field: "score", op: "between", value: [from, to] });

export const unscoredHref = (): string => listOf({ field: "score", op: "is_not_set" });

/** The scores of each tier by these thresholds; null where the tier has none. */
export function tierScores({ hot, warm, cold }: Thresholds): Record<Tier, [number, number] | null> {
  const range = (from: number, below: number): [number, number] | null =>
    from < below ? [Math.max(0, from), Math.min(100, below - 1)] : null;
  return {
    hot: range(hot, 101),
    warm: range(warm, hot),
    cold: range(cold, Math.min(warm, hot)),
    dormant: range(0, Math.min(cold, warm, hot)),
  };
}
