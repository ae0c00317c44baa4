export const ITEM_REASONS = ["reply", "follow_up", "sequence", "score", "segment", "suggestion"] as const;
export type ItemReason = (typeof ITEM_REASONS)[number];
export const ITEM_STATUSES = ["open", "sent", "done", "skipped", "withdrawn"] as const;
export type ItemStatus = (typeof ITEM_STATUSES)[number];
