import type { Point } from "@/lib/contact-points/point-rules";
import type { DuplicateRule, LeadDraft } from "@/lib/lead-rows/schema";
import { isTold } from "@/lib/lead-rows/touch-rules";

/** Who is there already: leads by what other systems call them, and by their addresses as `kind norm`. */
export type Known = {
  byExternalId: Map<string, string>;
  byPoint: Map<string, { id: string; last_name: string | null }>;
  /** of stakeholders' addresses: the lead they belong to */
  byStakeholder: Map<string, string>;
};
export type Decided = {
  draft: LeadDraft;
  leadId: string;
  outcome: "created" | "updated" | "skipped";
  /** the lead is created by a row further up in the same set */
  fresh: boolean;
  /** the stakeholder's address that the row is about */
  through?: Point;
};

/**
 * What becomes of each row: of somebody who is a lead already as `rule` says, of everybody else a new lead. Who stands in the file
 * twice is a lead already the second time; a touch with a stakeholder goes to their lead. Adds what it creates to `known`; `mint` gives ids.
 */
export function decideRows(drafts: LeadDraft[], known: Known, rule: DuplicateRule, mint: () => string): Decided[] {
  const created = new Set<string>();
  return drafts.map((draft): Decided => {
    const found = rule === "create" ? null : findLead(draft, known);
    if (found)
      return { draft, leadId: found, outcome: rule === "skip" ? "skipped" : "updated", fresh: created.has(found) };
    const theirs = rule === "create" ? null : findStakeholders(draft, known);
    if (theirs) return { draft, ...theirs, outcome: "skipped", fresh: false };
    const leadId = mint();
    created.add(leadId);
    learn(draft, leadId, known);
    return { draft, leadId, outcome: "created", fresh: true };
  });
}

/** By the number of the other system first, then by address. A phone alone is a person's only when the name agrees: companies share lines. */
function findLead(draft: LeadDraft, known: Known): string | null {
  const byNumber = draft.external_id ? known.byExternalId.get(draft.external_id) : undefined;
  if (byNumber) return byNumber;
  for (const kind of ["email", "linkedin", "phone"] as const) {
    for (const point of draft.points.filter((one) => one.kind === kind)) {
      const lead = known.byPoint.get(keyOf(point));
      if (lead && (kind !== "phone" || agrees(draft.last_name, lead.last_name))) return lead.id;
    }
  }
  return null;
}

/** What was said to a stakeholder, or by one, belongs to the lead they stand beside: it makes nobody a lead. */
function findStakeholders(draft: LeadDraft, known: Known): { leadId: string; through: Point } | null {
  if (!draft.touch || !isTold(draft.touch)) return null;
  for (const through of draft.points.filter((point) => point.kind !== "phone")) {
    const leadId = known.byStakeholder.get(keyOf(through));
    if (leadId) return { leadId, through };
  }
  return null;
}

const agrees = (one: string | null, other: string | null) =>
  !one || !other || one.trim().toLowerCase() === other.trim().toLowerCase();

function learn(draft: LeadDraft, id: string, known: Known): void {
  if (draft.external_id) known.byExternalId.set(draft.external_id, id);
  for (const point of draft.points) {
    if (!known.byPoint.has(keyOf(point))) known.byPoint.set(keyOf(point), { id, last_name: draft.last_name });
  }
}

export const keyOf = ({ kind, norm }: { kind: string; norm: string }) => `${kind} ${norm}`;
