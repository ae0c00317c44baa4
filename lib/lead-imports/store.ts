import type { OrgTx } from "@/db/tenant";
import type { StoredRow } from "@/lib/lead-intake/schema";
import type { DuplicateRule, Mapping } from "@/lib/lead-rows/schema";
import type { AssessedFile } from "./assess-file";
import type { DryRun, ImportState, RowCounts } from "./schema";

export type NewImport = AssessedFile & {
  id: string;
  name: string;
  storedName: string;
  mapping: Mapping;
  emptyValues: string[];
  duplicates: DuplicateRule;
  ownerId: string | null;
  createdBy: string;
  at: Date;
};

export async function insertImport(tx: OrgTx, one: NewImport): Promise<void> {
  await tx.sql`
    insert into imports (id, name, stored_name, size, format, encoding, delimiter, sheet, header, header_key, sample, rows_estimated, rows_exact,
      mapping, date_orders, empty_values, duplicates, owner_id, created_by, created_at, updated_at)
    values (${one.id}, ${one.name}, ${one.storedName}, ${one.size}, ${one.format}, ${one.encoding}, ${one.delimiter}, ${one.sheet}, ${one.header},
      ${one.headerKey}, ${JSON.stringify(one.sample)}::text::jsonb, ${one.rowsEstimated}, ${one.rowsExact}, ${JSON.stringify(one.mapping)}::text::jsonb,
      ${JSON.stringify(one.dateOrders)}::text::jsonb, ${one.emptyValues}, ${one.duplicates}, ${one.ownerId}, ${one.createdBy}, ${one.at}, ${one.at})`;
}

type Choices = Partial<{
  mapping: Mapping;
  duplicates: DuplicateRule;
  empty_values: string[];
  owner_id: string | null;
}>;

/** What was chosen for an import; a dry run of other choices says nothing any more. */
export async function updateChoices(tx: OrgTx, id: string, { mapping, ...choices }: Choices, at: Date): Promise<void> {
  const row = { ...choices, ...(mapping ? { mapping: JSON.stringify(mapping) } : {}), dry_run: null, updated_at: at };
  await tx.sql`update imports set ${tx.sql(row)} where id = ${id}`;
}

type Standing = Partial<{
  state: ImportState;
  error: string | null;
  started_at: Date;
  finished_at: Date;
  undo_until: Date;
  undo_asked_at: Date;
  undone_at: Date;
  stored_name: null;
  rows_estimated: number;
  rows_exact: boolean;
}>;

/** Writes how far an import has come. */
export async function updateState(tx: OrgTx, id: string, standing: Standing, at: Date): Promise<void> {
  await tx.sql`update imports set ${tx.sql({ ...standing, updated_at: at })} where id = ${id}`;
}

export async function updateDryRun(tx: OrgTx, id: string, counts: DryRun, at: Date): Promise<void> {
  await tx.sql`update imports set dry_run = ${JSON.stringify(counts)}::text::jsonb, state = 'uploaded', rows_estimated = ${counts.rows}, rows_exact = true,
    updated_at = ${at} where id = ${id}`;
}

/** Counts on by what a set of rows came to. */
export async function addCounts(tx: OrgTx, id: string, counts: RowCounts, at: Date): Promise<RowCounts> {
  const [row] = await tx.sql<RowCounts[]>`
    update imports set rows = rows + ${counts.rows}, created = created + ${counts.created}, updated = updated + ${counts.updated},
      skipped = skipped + ${counts.skipped}, rejected = rejected + ${counts.rejected}, dnc_added = dnc_added + ${counts.dnc_added}, updated_at = ${at}
    where id = ${id} returning rows, created, updated, skipped, rejected, dnc_added`;
  return row ?? counts;
}

/** What became of rows; a row that is there already is refused by the database. */
export async function insertRows(tx: OrgTx, importId: string, rows: StoredRow[], at: Date): Promise<void> {
  await tx.sql.unsafe(
    `insert into import_rows (import_id, number, line, outcome, lead_id, problems, cells, before, version_after, created_at, updated_at)
     select $2::text::uuid, number, line, outcome, lead_id, problems, cells, before, version_after, $3::text::timestamptz, $3::text::timestamptz
     from json_to_recordset($1::text::json) as n(number integer, line integer, outcome text, lead_id uuid, problems jsonb, cells jsonb, before jsonb,
       version_after integer)`,
    [JSON.stringify(rows), importId, at.toISOString()],
    { prepare: true },
  );
}
