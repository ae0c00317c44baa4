import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { at, tenantColumns, tenantKey, tenantReference } from "./columns";
import { leads } from "./leads";

/** What colleagues write to one another about a lead. Internal: no channel carries it. Its versions are events. */
export const notes = pgTable(
  "notes",
  {
    ...tenantColumns(),
    leadId: uuid("lead_id").notNull(),
    authorId: uuid("author_id").notNull(),
    body: text("body").notNull(),
    mentions: uuid("mentions").array().notNull().default([]),
    editedAt: at("edited_at"),
    deletedAt: at("deleted_at"),
    redactedAt: at("redacted_at"),
  },
  (t) => [
    tenantKey(t),
    check("notes_body_check", sql`char_length(body) <= 20000 and (redacted_at is null) = (btrim(body) <> '')`),
    tenantReference({ orgId: t.orgId, column: t.leadId, to: leads, name: "notes_lead_fk" }),
    foreignKey({
      name: "notes_author_fk",
      columns: [t.orgId, t.authorId],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
    index("notes_lead_idx").on(t.orgId, t.leadId, t.createdAt.desc(), t.id.desc()).where(sql`deleted_at is null`),
  ],
);
