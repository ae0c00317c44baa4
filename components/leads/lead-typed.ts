import { plainMoney } from "@/lib/deals/rules";
import { UTM_KEYS } from "@/lib/deals/schema";
import type { Lead } from "@/lib/leads/schema";

export type Typed = Record<string, string>;

/** A lead as the form shows it: every field as text, by the name of its input. */
export function typedFrom(lead: Lead): Typed {
  const { first_name, last_name, email, phone, linkedin, title, source, timezone, currency, source_metadata } = lead;
  const utm = Object.fromEntries(UTM_KEYS.map((key) => [key, textOf(source_metadata[key])]));
  const texts = {
    ...{ first_name, last_name, email, phone, linkedin, title, source, timezone, company: lead.company?.name, ...utm },
    estimated_value:
      lead.estimated_value_minor !== null && currency
        ? plainMoney({ minor: lead.estimated_value_minor, currency })
        : null,
    currency,
    expected_close_date: lead.expected_close_date,
    probability: lead.probability_override === null ? null : percentOf(lead.probability_override),
    owner_id: lead.owner?.id,
    tags: lead.tags.join(", "),
  };
  return Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, value ?? ""]));
}

/** The inputs that a field of the lead stands in, where they are not of its name. */
const inputsOf: Record<string, string[]> = {
  estimated_value_minor: ["estimated_value", "currency"],
  probability_override: ["probability"],
};
export const inputsFor = (field: string): string[] => inputsOf[field] ?? [field];

/**
 * What the form holds after somebody else saved: what was typed where its author changed something, and what they left everywhere else.
 */
export function typedOver(typed: Typed, base: Typed, newer: Typed): Typed {
  const kept = Object.entries(typed)
    .filter(([name]) => name in newer)
    .map(([name, value]) => [name, value === base[name] ? (newer[name] ?? value) : value]);
  return { ...newer, ...Object.fromEntries(kept) };
}

/** 0.4 as "40", without the rounding of a short float. */
export const percentOf = (chance: number) => String(Number((chance * 100).toPrecision(6)));

export const textOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? `${value}` : "";
