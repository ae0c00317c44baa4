import type { LeadStatus, StatusMove } from "@/lib/leads/schema";

export const STATUS_NAMES: Record<LeadStatus, string> = {
  new: "New",
  enriched: "Enriched",
  contacted: "Contacted",
  conversing: "Conversing",
  qualified: "Qualified",
  proposal: "Proposal",
  on_ice: "On ice",
  converted: "Converted",
  lost: "Lost",
  unqualified: "Unqualified",
};

/** How far along, in five steps; the states beside the road have none. */
export const STATUS_STEPS: Partial<Record<LeadStatus, number>> = {
  new: 0,
  enriched: 1,
  contacted: 2,
  conversing: 3,
  qualified: 4,
  proposal: 5,
};

/** Why a move is off for this person, or null. */
export function moveOff({ may, min_role }: Pick<StatusMove, "may" | "min_role">): string | null {
  if (may) return null;
  return min_role === "admin" ? "Only an admin may do this" : "Only a manager may do this";
}
