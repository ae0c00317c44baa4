import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { at, tenantColumns, tenantKey } from "./columns";

/** What a command that touched many rows needs to take itself back, until it expires. Foreign keys to members in 0013. */
export const undoEntries = pgTable(
  "undo_entries",
  {
    ...tenantColumns(),
    command: text("command").notNull(),
    actorId: uuid("actor_id").notNull(),
    leadCount: integer("lead_count").notNull(),
    before: jsonb("before").notNull(),
    after: jsonb("after").notNull(),
    expiresAt: at("expires_at").notNull(),
    undoneAt: at("undone_at"),
    undoneBy: uuid("undone_by"),
  },
  (t) => [
    tenantKey(t),
    check("undo_entries_lead_count_check", sql`${t.leadCount} >= 0`),
    check("undo_entries_undone_check", sql`(${t.undoneAt} is null) = (${t.undoneBy} is null)`),
    check("undo_entries_in_time_check", sql`${t.undoneAt} is null or ${t.undoneAt} <= ${t.expiresAt}`),
    index("undo_entries_actor_idx").on(t.orgId, t.actorId, t.createdAt.desc()),
  ],
);
