import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { at, oneOf, tenantColumns, tenantKey } from "./columns";

/** Mail to members of the organization itself: no touch of anybody, each at most once. */
export const memberMails = pgTable(
  "member_mails",
  {
    ...tenantColumns(),
    userId: uuid("user_id").notNull(),
    /** what it is about and of when: the same never goes twice */
    key: text("key").notNull(),
    subject: text("subject").notNull(),
    body: text("body"),
    files: jsonb("files"),
    state: text("state").notNull().default("waiting"),
    tries: integer("tries").notNull().default(0),
    nextAt: at("next_at").notNull(),
    takenAt: at("taken_at"),
    response: text("response"),
  },
  (t) => [
    tenantKey(t),
    unique("member_mails_key").on(t.orgId, t.userId, t.key),
    oneOf("member_mails_state_check", t.state, ["waiting", "sending", "sent", "failed", "unknown"]),
    check("member_mails_body_check", sql`(body is null) = (state in ('sent', 'failed', 'unknown'))`),
    foreignKey({
      name: "member_mails_user_fk",
      columns: [t.orgId, t.userId],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
    index("member_mails_due_idx").on(t.orgId, t.nextAt).where(sql`state in ('waiting', 'sending')`),
  ],
);

/** Pages of figures that somebody wants by mail. */
export const viewMails = pgTable(
  "view_mails",
  {
    ...tenantColumns(),
    userId: uuid("user_id").notNull(),
    view: text("view").notNull(),
    query: text("query").notNull().default(""),
    frequency: text("frequency").notNull(),
    nextAt: at("next_at").notNull(),
  },
  (t) => [
    tenantKey(t),
    unique("view_mails_key").on(t.orgId, t.userId, t.view, t.query),
    oneOf("view_mails_frequency_check", t.frequency, ["daily", "weekly", "monthly"]),
    check("view_mails_query_check", sql`length(query) <= 1000`),
    foreignKey({
      name: "view_mails_user_fk",
      columns: [t.orgId, t.userId],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
    index("view_mails_due_idx").on(t.orgId, t.nextAt),
  ],
);
