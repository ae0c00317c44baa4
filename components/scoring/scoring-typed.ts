import { SIGNAL_NAMES, type SignalName } from "@/lib/scoring/model-rules";
import type { Scoring } from "@/lib/scoring/schema";

export const NUMBERS = ["hot", "warm", "cold", "fit_share", "fit_cap", "engagement_cap", "half_life_days"] as const;
export type TypedModel = Record<(typeof NUMBERS)[number], string> & { weights: Record<SignalName, string> };

/** The model as its fields show it. */
export function typedModel(model: Scoring["model"]): TypedModel {
  const text = (name: (typeof NUMBERS)[number]) => String(model[name]);
  return {
    hot: text("hot"),
    warm: text("warm"),
    cold: text("cold"),
    fit_share: text("fit_share"),
    fit_cap: text("fit_cap"),
    engagement_cap: text("engagement_cap"),
    half_life_days: text("half_life_days"),
    // Made of the same names.
    weights: Object.fromEntries(SIGNAL_NAMES.map((name) => [name, String(model.weights[name] ?? 0)])) as Record<
      SignalName,
      string
    >,
  };
}

/** What is typed otherwise than it is; what is no number goes as it stands, and is refused with its field. */
export function wantedChange(model: Scoring["model"], typed: TypedModel): Record<string, unknown> {
  const numbers = NUMBERS.filter((name) => typed[name] !== String(model[name])).map((name) => [
    name,
    numberIn(typed[name]),
  ]);
  const weights = SIGNAL_NAMES.filter((name) => typed.weights[name] !== String(model.weights[name] ?? 0)).map(
    (name) => [name, numberIn(typed.weights[name])],
  );
  return {
    ...Object.fromEntries(numbers),
    ...(weights.length > 0 ? { weights: Object.fromEntries(weights) } : {}),
  };
}

const numberIn = (text: string): number | string => (text.trim() === "" ? text : Number(text));
