export const LEAD_STATUSES = [
  "new",
  "enriched",
  "contacted",
  "conversing",
  "qualified",
  "proposal",
  "on_ice",
  "converted",
  "lost",
  "unqualified",
] as const;

export const LEAD_SORTS = ["created_at", "updated_at", "last_contacted_at", "score", "name"] as const;
