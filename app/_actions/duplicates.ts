"use server";

import { toAction } from "@/app/_adapters/action";
import { dismissDuplicate } from "@/lib/duplicates/dismiss-duplicate";
import { mergeLeads } from "@/lib/merges/merge-leads";
import { undoMerge } from "@/lib/merges/undo-merge";

export async function dismissDuplicateAction(raw: unknown) {
  return toAction(dismissDuplicate, { revalidate: "/leads" })(raw);
}

/** Draws nothing anew: the page of the two is left for the lead's own. */
export async function mergeLeadsAction(raw: unknown) {
  return toAction(mergeLeads)(raw);
}

export async function undoMergeAction(leadId: string) {
  return toAction(undoMerge, { revalidate: "/leads" })({ lead_id: leadId });
}
