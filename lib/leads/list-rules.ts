import { STATUSES } from "@/lib/filters/field-schema";

export const LEAD_STATUSES = STATUSES;

export const LEAD_SORTS = ["created_at", "updated_at", "last_contacted_at", "score", "name"] as const;
