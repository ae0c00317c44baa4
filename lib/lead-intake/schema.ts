import type { RowProblem } from "@/lib/lead-files/schema";
import type { DuplicateRule } from "@/lib/lead-rows/schema";
import type { LeadValues } from "@/lib/lead-sets/schema";

/** What a set of rows comes from, and how it is taken in. */
export type Intake = { id: string; name: string; duplicates: DuplicateRule; owner_id: string | null };

/** What a row changed, so that it can be taken back: old values by column, and what was added. */
export type Before = {
  values: Partial<LeadValues>;
  owner?: { id: string | null };
  tags: string[];
  points: string[];
  /** the primary addresses that others took the place of */
  primary: string[];
  links?: TakenNumber[];
};
/** What the other system calls the lead since, and the lead it called so before. */
export type TakenNumber = { external_id: string; was: string | null };
/** Of a lead of which nothing was changed yet. */
export const nothingBefore = (): Before => ({ values: {}, tags: [], points: [], primary: [] });

/** What became of a row. */
export type StoredRow = {
  number: number;
  line: number;
  outcome: "created" | "updated" | "skipped" | "rejected";
  lead_id: string | null;
  problems?: RowProblem[];
  cells?: string[];
  before?: Before;
  version_after?: number;
};
