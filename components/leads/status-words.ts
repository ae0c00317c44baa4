import type { LeadStatus } from "@/lib/leads/schema";

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
