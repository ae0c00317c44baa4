import type { Problem } from "@/lib/guard/schema";
import type { UnmatchedDetail } from "@/lib/received/schema";

export type FoundLead = { id: string; name: string; company: string | null };
export type SearchLeads = (query: string) => Promise<FoundLead[]>;

type Answer<T> = Promise<{ ok: true; output: T } | { ok: false; problem: Problem }>;
export type UnmatchedActions = {
  assign: (input: { id: string; lead_id: string }) => Answer<{ assigned: number }>;
  dismiss: (input: { id: string; undo?: boolean }) => Answer<{ state: string }>;
  readUnmatched: (id: string) => Answer<UnmatchedDetail>;
  searchLeads: SearchLeads;
};
