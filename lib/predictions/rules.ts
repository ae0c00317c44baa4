import { calibrationOf, measure } from "@/lib/learned-scores/measure-rules";
import { learn } from "@/lib/learned-scores/rules";
import type { LearnedModel, Table } from "@/lib/learned-scores/schema";
import { DEFAULT_MODEL } from "@/lib/scoring/model-rules";
import { type LeadFacts, scoreLead } from "@/lib/scoring/rules";
import { LEAST_CLOSED, LEAST_OF_EACH, type Predictions } from "./schema";

/** What is looked at of a lead: the signs that a score knows, and where it came from. Nothing that is only known once it has ended. */
export const COLUMNS = [
  "source",
  "decider",
  "company",
  "phone",
  "stakeholders",
  "value",
  "replies",
  "replied quickly",
  "meetings",
  "spoke of money",
  "unanswered",
] as const;

export type Example = LeadFacts & { source: string | null };

/** A lead as a row of the table to learn from. */
export function rowOf(facts: Example): (string | null)[] {
  const signs = new Set(
    scoreLead({ ...facts, status: "new" }, DEFAULT_MODEL, new Date(0)).signals.map((one) => one.type),
  );
  const yes = (holds: boolean) => (holds ? "yes" : "no");
  return [
    facts.source,
    yes(signs.has("decision_maker")),
    yes(facts.has_company),
    yes(facts.has_phone),
    countOf(facts.stakeholders),
    yes(facts.has_value),
    countOf(facts.reply_count),
    yes(signs.has("replied_quickly")),
    countOf(facts.meetings),
    yes(facts.budget_at !== null),
    countOf(facts.unanswered),
  ];
}

const countOf = (count: number) => (count >= 3 ? "3 or more" : String(count));

export const tableOf = (list: readonly Example[]): Table => ({ columns: COLUMNS, rows: list.map(rowOf) });

/** Whether there is enough history to learn from. */
export const isEnough = (closed: number, converted: number) =>
  closed >= LEAST_CLOSED && converted >= LEAST_OF_EACH && closed - converted >= LEAST_OF_EACH;

export type Learnt = { model: LearnedModel } & Pick<
  NonNullable<Predictions["model"]>,
  "leads" | "positives" | "auc" | "brier" | "calibration_error" | "lift_at_10" | "calibration" | "lift" | "weights"
>;

/** Learns from leads that have ended; how good it is, is measured on leads that each part of it had not seen. */
export function learnFrom(list: readonly Example[]): Learnt {
  const truth = Uint8Array.from(list, (one) => (one.status === "converted" ? 1 : 0));
  const { model, probabilities } = learn(tableOf(list), truth);
  const { rows: leads, ...measures } = measure(probabilities, truth);
  return {
    model,
    leads,
    ...measures,
    calibration: calibrationOf(probabilities, truth),
    lift: liftCurve(probabilities, truth),
    weights: strongest(model),
  };
}

function liftCurve(probabilities: Float64Array, truth: Uint8Array): Learnt["lift"] {
  const order = [...probabilities.keys()].sort((a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0) || a - b);
  const all = truth.reduce((sum, one) => sum + one, 0);
  return Array.from({ length: 10 }, (_, nth) => {
    const share = (nth + 1) / 10;
    const best = order.slice(0, Math.round(order.length * share));
    const found = best.reduce((sum, row) => sum + (truth[row] ?? 0), 0);
    return { share, found: all === 0 ? 0 : Math.round((found / all) * 1000) / 1000 };
  });
}

function strongest({ parts }: LearnedModel): Learnt["weights"] {
  const all = parts.flatMap(({ coding, weights }) =>
    coding.kind === "text"
      ? coding.levels.map((value, nth) => ({
          column: coding.column,
          value,
          weight: Math.round((weights[nth + 2] ?? 0) * 100) / 100,
        }))
      : [],
  );
  return all.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, 12);
}
