import type { Problem } from "@/lib/guard/schema";
import type { Import } from "@/lib/lead-imports/schema";
import type { Mapping } from "@/lib/lead-rows/schema";

type Answer = Promise<{ ok: true; output: Import } | { ok: false; problem: Problem }>;
type Choices = { import_id: string; mapping?: Mapping; duplicates?: string; empty_values?: string[] };

export type ImportActions = {
  update: (choices: Choices) => Answer;
  start: (asked: { import_id: string; dry_run?: boolean }) => Answer;
  cancel: (asked: { import_id: string }) => Answer;
  undo: (asked: { import_id: string }) => Answer;
};
