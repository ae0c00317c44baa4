import { fieldWords } from "@/components/audit/audit-words";
import { STATUS_NAMES } from "@/components/leads/status-words";
import { isCurrency } from "@/lib/deals/currency-rules";
import { tellMoney } from "@/lib/deals/rules";
import type { LeadChange } from "@/lib/lead-changes/schema";
import { LEAD_STATUSES } from "@/lib/leads/list-rules";

type Change = LeadChange["changes"][number];
export type FieldLine = { field: string; old: string | null; now: string | null };
type Words = (line: Change, all: readonly Change[], currency: string | null) => FieldLine[];

/**
 * What changed in an event as people read it: an amount with its currency, a chance in percent, own fields each by its name. `currency` is
 * that of the lead, which an amount has when the event says no other.
 */
export const fieldLines = (changes: readonly Change[], currency: string | null): FieldLine[] =>
  changes.flatMap((line) => (WORDS[line.field] ?? plain)(line, changes, currency));

const plain: Words = ({ field, old, new: now }) => [{ field: fieldWords(field), old, now }];

const told =
  (label: string, tell: (value: string) => string): Words =>
  ({ old, new: now }) => [{ field: label, old: old && tell(old), now: now && tell(now) }];

const own: Words = (line, ...rest) => {
  const [old, now] = [partsOf(line.old), partsOf(line.new)];
  if (!old || !now) return plain(line, ...rest);
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return names
    .map((name) => ({ field: name, old: textOf(old[name]), now: textOf(now[name]) }))
    .filter((one) => one.old !== one.now);
};

const WORDS: Record<string, Words | undefined> = {
  status: told("Status", (value) => {
    const status = LEAD_STATUSES.find((one) => one === value);
    return status ? STATUS_NAMES[status] : value;
  }),
  probability_override: told("Probability", (value) => `${Math.round(Number(value) * 100)} %`),
  estimated_value_minor: ({ old, new: now }, all, currency) => {
    const said = all.find(({ field }) => field === "currency");
    const tell = (minor: string | null, code: string | null) =>
      minor !== null && code !== null && isCurrency(code) ? tellMoney({ minor: Number(minor), currency: code }) : minor;
    return [
      {
        field: "Estimated value",
        old: tell(old, said ? said.old : currency),
        now: tell(now, said ? said.new : currency),
      },
    ];
  },
  // Said with the amount, where there is one.
  currency: (line, all, currency) =>
    all.some(({ field }) => field === "estimated_value_minor") ? [] : plain(line, all, currency),
  external_id: told("Number in the other system", (value) => value),
  metadata: own,
  source_metadata: own,
};

/** Fields that somebody named themselves, as the event has them; null for what is none. */
function partsOf(text: string | null): Record<string, unknown> | null {
  if (text === null) return {};
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : null;
  } catch {
    return null;
  }
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === null || value === "") return null;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
