import { STATUS_NAMES } from "@/components/leads/status-words";
import { type FilterField, fieldOf } from "@/lib/filters/field-schema";
import { LEAD_STATUSES } from "@/lib/leads/list-rules";
import type { ExplainedLead } from "@/lib/segments/schema";
import { OPERATOR_WORDS } from "./builder-rules";

type Explained = ExplainedLead["conditions"][number];
type Names = { people: { id: string; name: string }[] };

/** A condition in words: "Status is any of New, Enriched". */
export function askedWords({ field, op, key, value }: Explained, { people }: Names): string {
  const { label } = fieldOf(field as FilterField);
  const person = (id: string) => (id === "me" ? "whoever looks" : (people.find((one) => one.id === id)?.name ?? id));
  const values = [value]
    .flat()
    .filter((one) => one !== null && one !== undefined)
    .map((one) => (field === "owner" ? person(String(one)) : valueWords(field, one)));
  const joined = op === "between" ? values.join(" and ") : values.join(", ");
  const asked =
    op === "in_last_days" || op === "not_in_last_days" ? daysWords(op, joined) : `${OPERATOR_WORDS[op]} ${joined}`;
  return `${key ?? label} ${asked}`.trim();
}

const daysWords = (op: string, days: string) => `${op === "in_last_days" ? "in" : "not in"} the last ${days} days`;

/** What the lead has there. */
export function hasWords({ field, lead_value: value }: Explained): string {
  const empty = value === null || value === "" || (Array.isArray(value) && value.length === 0);
  if (empty) return "It is empty.";
  const words = Array.isArray(value) ? value.join(", ") : valueWords(field, value);
  return `It is ${words}.`;
}

function valueWords(field: string, value: unknown): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (field === "status") return STATUS_NAMES[LEAD_STATUSES.find((one) => one === value) ?? "new"];
  if (field.endsWith("_at") && typeof value === "string") return value.slice(0, 16).replace("T", " ");
  if (field === "estimated_value_minor" && typeof value === "number") return (value / 100).toLocaleString("en");
  return String(value);
}
