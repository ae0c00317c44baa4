import type { Cancelled } from "@/lib/dnc/schema";
import type { PastedValue, ReadPaste } from "./paste-rules";
import type { DryRun, PastedLine } from "./schema";

/** The entries that stand for a value: one that covers what is asked, or one for a single channel that becomes wider. */
export type StandingEntry = { covers: boolean; since: Date };
type Sorted = { fresh: PastedValue[]; lines: PastedLine[] };

const mostShown = 100;

/** Each value of the paste beside the list as it stands: what is new, wider, there already or twice. `standing` is by `kind value`. */
export function sortPaste(paste: ReadPaste, standing: ReadonlyMap<string, StandingEntry>): Sorted {
  const seen = new Set<string>();
  const fresh: PastedValue[] = [];
  const lines = paste.values.map((value): PastedLine => {
    const key = keyOf(value);
    const entry = standing.get(key);
    const again = seen.has(key);
    seen.add(key);
    const { line, given, kind } = value;
    const result = again ? "duplicate" : entry?.covers ? "present" : entry ? "wider" : "new";
    if (result === "new" || result === "wider") fresh.push(value);
    return {
      line,
      given,
      kind,
      value: value.value,
      result,
      reason: null,
      since: entry?.since.toISOString() ?? null,
      leads: 0,
    };
  });
  return { fresh, lines };
}

/** The dry run as people see it; `touched` counts leads by `kind value`. */
export function dryRunOf(
  paste: ReadPaste,
  { lines }: Sorted,
  touched: { leads: number; byValue: ReadonlyMap<string, number> },
  cancels: Cancelled,
): DryRun {
  const unreadable = paste.unreadable.map(
    (one): PastedLine => ({ ...one, kind: null, value: null, result: "unreadable", since: null, leads: 0 }),
  );
  const counts = { new: 0, wider: 0, present: 0, duplicate: 0, unreadable: 0 };
  const shown: PastedLine[] = [];
  for (const line of [...lines, ...unreadable]) {
    counts[line.result] += 1;
    const leads = line.value === null ? 0 : (touched.byValue.get(`${line.kind} ${line.value}`) ?? 0);
    if (counts[line.result] <= mostShown) shown.push({ ...line, leads });
  }
  return {
    lines: paste.lines,
    counts,
    leads: touched.leads,
    cancels,
    shown: shown.toSorted((a, b) => a.line - b.line),
    unreadable: paste.unreadable,
  };
}

export const keyOf = ({ kind, value }: { kind: string; value: string }) => `${kind} ${value}`;
