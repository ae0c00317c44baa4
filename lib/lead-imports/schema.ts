import { z } from "zod";
import { pageInputSchema } from "@/lib/core/schema";
import type { RowProblem } from "@/lib/lead-files/schema";
import { duplicateRuleSchema, mappingSchema } from "@/lib/lead-rows/schema";

/** As in db/schema/imports. */
export const IMPORT_STATES = [
  "uploaded",
  "checking",
  "running",
  "done",
  "cancelled",
  "failed",
  "undoing",
  "undone",
] as const;
export const importStateSchema = z.enum(IMPORT_STATES);
export type ImportState = z.infer<typeof importStateSchema>;
/** Those in which a worker is at it. */
export const AT_WORK: readonly ImportState[] = ["checking", "running", "undoing"];
const time = z.iso.datetime().nullable();
const count = z.number().int();

export const rowCountsSchema = z.object({
  rows: count,
  created: count,
  updated: count,
  skipped: count,
  rejected: count,
  dnc_added: count,
});
/** What became of rows; `rows` is the sum of created, updated, skipped and rejected. */
export type RowCounts = z.infer<typeof rowCountsSchema>;

/** What a file would come to; and how many of the new leads may be one that is there by nearly the same name and company, of how many looked through. */
export const dryRunSchema = rowCountsSchema.extend({
  possible_duplicates: count.optional(),
  looked_through: count.optional(),
});
export type DryRun = z.infer<typeof dryRunSchema>;

export const importSchema = rowCountsSchema.extend({
  id: z.uuid(),
  name: z.string(),
  state: importStateSchema,
  format: z.enum(["csv", "xlsx"]),
  encoding: z.string().nullable(),
  delimiter: z.string().nullable(),
  sheet: z.string().nullable(),
  size: count,
  header: z.array(z.string()),
  rows_estimated: count,
  rows_exact: z.boolean(),
  mapping: mappingSchema,
  duplicates: duplicateRuleSchema,
  empty_values: z.array(z.string()),
  owner_id: z.uuid().nullable(),
  dry_run: dryRunSchema.nullable(),
  error: z.string().nullable(),
  created_by: z.object({ id: z.uuid(), name: z.string() }),
  created_at: z.iso.datetime(),
  started_at: time,
  finished_at: time,
  undo_until: time,
  undone_at: time,
  undone: count,
  kept: count,
});
export type Import = z.infer<typeof importSchema>;

/** `GET /api/imports` */
export const listImportsInputSchema = pageInputSchema;
export type ListImportsInput = z.output<typeof listImportsInputSchema>;
export type ImportPage = { data: Import[]; next_cursor: string | null };
export const importIdInputSchema = z.strictObject({ import_id: z.uuid() });
export const importPageInputSchema = importIdInputSchema.extend(pageInputSchema.shape);

const emptyValuesSchema = z.array(z.string().trim().min(1).max(100)).max(50, "50 values that mean empty are the most.");
const choices = {
  mapping: mappingSchema,
  duplicates: duplicateRuleSchema,
  empty_values: emptyValuesSchema,
  owner_id: z.uuid().nullable(),
};

/** `PATCH /api/imports/{id}`: how the columns are read, what happens to people who are leads already, whose the new leads are. */
export const changeImportInputSchema = z.strictObject(choices).partial();
export const changeImportCommandSchema = changeImportInputSchema.extend({ import_id: z.uuid() });

/** `POST /api/imports/{id}/start`; with `dry_run` nothing is stored and the counts are kept with the import. */
export const startImportInputSchema = z.strictObject({ dry_run: z.boolean().default(false) });
export const startImportCommandSchema = startImportInputSchema.extend({
  import_id: z.uuid(),
  by_caller: z.boolean().default(false),
});

/** `POST /api/imports?...`, beside the file itself. */
export const uploadQuerySchema = z.strictObject({
  name: z.string().trim().min(1).max(255).optional(),
  duplicates: duplicateRuleSchema.optional(),
  /** starts at once, with the columns as they were proposed */
  start: z.enum(["true", "false"]).optional(),
  dry_run: z.enum(["true", "false"]).optional(),
});

/** A row that did not become a lead: its place among the records, the line it begins on, and why. */
export type RejectedRow = { number: number; line: number; problems: RowProblem[]; cells: string[] };
