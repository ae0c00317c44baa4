import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import { atLeast } from "@/lib/core/permissions";
import type { RowProblem } from "@/lib/lead-files/schema";
import type { DateOrder, DuplicateRule, Mapping } from "@/lib/lead-rows/schema";
import type { Import, ImportPage, ListImportsInput, RejectedRow } from "./schema";

type Times = "created_at" | "started_at" | "finished_at" | "undo_until" | "undone_at";
type Row = Omit<Import, Times> & Record<Times, Date | null>;

const shownColumns = (tx: OrgTx) => tx.sql`
  i.id, i.name, i.state, i.format, i.encoding, i.delimiter, i.sheet, i.size::float8 as size, i.header, i.rows_estimated, i.rows_exact, i.mapping,
  i.duplicates, i.empty_values, i.owner_id, i.dry_run, i.error, i.rows, i.created, i.updated, i.skipped, i.rejected, i.dnc_added,
  jsonb_build_object('id', m.user_id, 'name', m.name) as created_by, i.created_at, i.started_at, i.finished_at, i.undo_until, i.undone_at,
  i.undone, i.kept`;

// A rep reads their own imports: the rows of a file may be of people whom only its owner sees.
const mine = (tx: OrgTx, ctx: Context) =>
  atLeast(ctx.actor.role, "manager") ? tx.sql`true` : tx.sql`i.created_by = ${ctx.actor.userId}`;

const toImport = (row: Row): Import => ({
  ...row,
  created_at: row.created_at?.toISOString() ?? "",
  started_at: row.started_at?.toISOString() ?? null,
  finished_at: row.finished_at?.toISOString() ?? null,
  undo_until: row.undo_until?.toISOString() ?? null,
  undone_at: row.undone_at?.toISOString() ?? null,
});

/** One import; NOT_FOUND when it is not here or another rep's. */
export async function getImport(tx: OrgTx, ctx: Context, id: string): Promise<Import> {
  const [row] = await tx.sql<Row[]>`
    select ${shownColumns(tx)} from imports i join memberships m on m.org_id = i.org_id and m.user_id = i.created_by
    where i.id = ${id} and ${mine(tx, ctx)}`;
  if (!row) throw notFound("import");
  return toImport(row);
}

export async function listImports(tx: OrgTx, ctx: Context, { limit, cursor }: ListImportsInput): Promise<ImportPage> {
  const after = decodeCursor("imports", cursor, "time");
  const rows = await tx.sql<(Row & { place: string })[]>`
    select ${shownColumns(tx)}, i.created_at::text as place
    from imports i join memberships m on m.org_id = i.org_id and m.user_id = i.created_by
    where ${mine(tx, ctx)} and (${after?.[0] ?? null}::text is null
      or (i.created_at, i.id) < (${after?.[0] ?? null}::text::timestamptz, ${after?.[1] ?? null}::text::uuid))
    order by i.created_at desc, i.id desc limit ${limit + 1}`;
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map(({ place: _, ...row }) => toImport(row)),
    next_cursor: rows.length > limit && last ? encodeCursor("imports", [last.place, last.id]) : null,
  };
}

export type LockedImport = {
  id: string;
  name: string;
  state: Import["state"];
  stored_name: string | null;
  header: string[];
  mapping: Mapping;
  date_orders: Record<string, DateOrder>;
  empty_values: string[];
  duplicates: DuplicateRule;
  owner_id: string | null;
  created_by: string;
  rows: number;
  rows_estimated: number;
  started_at: Date | null;
  undo_until: Date | null;
  /** of the organization */
  base_currency: string;
  sample: { line: number; cells: string[]; problem: RowProblem | null }[];
};

const workColumns = (tx: OrgTx) => tx.sql`
  i.id, i.name, i.state, i.stored_name, i.header, i.mapping, i.date_orders, i.empty_values, i.duplicates, i.owner_id, i.created_by, i.rows,
  i.rows_estimated, i.started_at, i.undo_until, i.sample, (select o.base_currency from organizations o where o.id = i.org_id) as base_currency`;

/** The import as its work needs it; NOT_FOUND when it is not here or another rep's. */
export async function readImport(tx: OrgTx, ctx: Context, id: string): Promise<LockedImport> {
  const [row] = await tx.sql<
    LockedImport[]
  >`select ${workColumns(tx)} from imports i where i.id = ${id} and ${mine(tx, ctx)}`;
  if (!row) throw notFound("import");
  return row;
}

/** The same, locked: who works on it and who cancels it wait for each other. */
export async function lockImport(tx: OrgTx, ctx: Context, id: string): Promise<LockedImport> {
  const [row] = await tx.sql<LockedImport[]>`
    select ${workColumns(tx)} from imports i where i.id = ${id} and ${mine(tx, ctx)} for no key update`;
  if (!row) throw notFound("import");
  return row;
}

/** Files that nobody has begun to import or changed anything about since, the oldest first; one that somebody turns to at this moment is left. */
export async function lockForgotten(tx: OrgTx, before: Date, most: number): Promise<LockedImport[]> {
  return tx.sql<LockedImport[]>`
    select ${workColumns(tx)} from imports i where i.state = 'uploaded' and i.updated_at < ${before}
    order by i.created_at, i.id limit ${most} for no key update skip locked`;
}

export type Remembered = { mapping: Mapping; empty_values: string[]; duplicates: DuplicateRule };

/** How a file with the same columns was read the last time. */
export async function findRemembered(tx: OrgTx, headerKey: string): Promise<Remembered | null> {
  const [row] = await tx.sql<Remembered[]>`
    select mapping, empty_values, duplicates from imports where header_key = ${headerKey} and state <> 'uploaded' and started_at is not null order by created_at desc limit 1`;
  return row ?? null;
}

/** Rejected rows behind `after`, by their place in the file. */
export async function listRejected(tx: OrgTx, importId: string, after: number, limit: number): Promise<RejectedRow[]> {
  const rows = await tx.sql<(Omit<RejectedRow, "cells"> & { cells: string[] | null })[]>`
    select number, line, problems, cells from import_rows
    where import_id = ${importId} and outcome = 'rejected' and number > ${after} order by number limit ${limit}`;
  return rows.map((row) => ({ ...row, cells: row.cells ?? [] }));
}
