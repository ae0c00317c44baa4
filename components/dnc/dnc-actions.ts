import type { DryRun, ImportedList } from "@/lib/dnc-imports/schema";
import type { Problem } from "@/lib/guard/schema";

type Answer<O> = Promise<{ ok: true; output: O } | { ok: false; problem: Problem }>;

export type Pasted = { text: string; kind: string | null; column: string | null; channel: string | null };
export type DncPasteActions = {
  assess: (asked: Pasted) => Answer<DryRun>;
  add: (asked: Pasted & { reason: string; evidence: string | null }) => Answer<ImportedList>;
};

export type DncLifeActions = {
  review: (asked: { id: string; decision: "confirm" | "undo"; reason?: string }) => Answer<unknown>;
  request: (asked: { id: string; reason: string }) => Answer<unknown>;
  approve: (asked: { id: string }) => Answer<unknown>;
  reject: (asked: { id: string; reason: string }) => Answer<unknown>;
};
