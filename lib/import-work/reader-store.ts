import { openLeadFile } from "@/lib/lead-files/open-lead-file";
import type { FileRow } from "@/lib/lead-files/schema";
import { setsOf } from "@/lib/lead-imports/file-rules";
import type { DryRun } from "@/lib/lead-imports/schema";
import type { Looked, SeenRows } from "./assess-rows";

/** A file that is read between turns: where it is, and in a dry run what was counted so far. */
export type OpenReader = {
  purpose: "store" | "count";
  sets: AsyncGenerator<FileRow[]>;
  /** the set that is read while the one before it is stored */
  ahead: Promise<IteratorResult<FileRow[]>> | null;
  /** the row behind which the next set begins; -1 when nobody knows any more */
  at: number;
  seen: SeenRows;
  looked: Looked;
  counted: DryRun;
};

const mostOpen = 8;
const open = new Map<string, OpenReader>();

const nothing = {
  rows: 0,
  created: 0,
  updated: 0,
  skipped: 0,
  rejected: 0,
  dnc_added: 0,
  possible_duplicates: 0,
  looked_through: 0,
};

/** The counts of a dry run before its first row. */
export const noCounts = (): DryRun => ({ ...nothing });

/** The same with another set of rows counted in. */
export function addCounted(sum: DryRun, more: DryRun): void {
  for (const [name, count] of Object.entries(more)) Object.assign(sum, { [name]: countOf(sum, name) + (count ?? 0) });
}

const countOf = (counts: Record<string, number | undefined>, name: string) => counts[name] ?? 0;

/** The file of an import, open behind its row `at`; a dry run goes on where it was. Of many the one opened first is closed. */
export async function openReader(
  id: string,
  path: string,
  at: number,
  purpose: OpenReader["purpose"],
): Promise<OpenReader> {
  const known = open.get(id);
  if (known?.purpose === purpose && (purpose === "count" || known.at === at)) return known;
  await releaseReader(id);
  for (const oldest of [...open.keys()].slice(0, Math.max(0, open.size - mostOpen + 1))) await releaseReader(oldest);
  const { rows } = await openLeadFile(path);
  const reader: OpenReader = {
    purpose,
    sets: setsOf(later(rows(), at)),
    ahead: null,
    at,
    seen: new Map(),
    looked: { rows: 0, ms: 0 },
    counted: noCounts(),
  };
  open.set(id, reader);
  return reader;
}

/** The next set of rows; the one behind it is read from now on, while the database has this one. */
export async function takeSet(reader: OpenReader): Promise<IteratorResult<FileRow[]>> {
  const set = await (reader.ahead ?? reader.sets.next());
  reader.ahead = set.done ? null : reader.sets.next();
  // What is wrong further down in the file is told when its turn has come.
  reader.ahead?.catch(() => undefined);
  return set;
}

export async function releaseReader(id: string): Promise<void> {
  const reader = open.get(id);
  open.delete(id);
  await reader?.sets.return(undefined);
}

/** The rows behind a place. */
export async function* later(pieces: AsyncIterable<FileRow[]>, after: number): AsyncGenerator<FileRow[]> {
  for await (const piece of pieces) yield piece.filter((row) => row.number > after);
}
