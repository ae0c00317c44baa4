import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { at, oneOf, tenantColumns, tenantKey, tenantReference } from "./columns";
import { dncEntries } from "./outreach";

/** A request to take an entry off the list: an admin asks, somebody else decides, once. */
export const dncRemovals = pgTable(
  "dnc_removals",
  {
    ...tenantColumns(),
    entryId: uuid("entry_id").notNull(),
    reason: text("reason").notNull(),
    requestedBy: uuid("requested_by").notNull(),
    decision: text("decision", { enum: ["approved", "rejected"] }),
    decidedBy: uuid("decided_by"),
    decidedAt: at("decided_at"),
    decisionReason: text("decision_reason"),
  },
  (t) => [
    tenantKey(t),
    check("dnc_removals_reason_check", sql`char_length(btrim(reason)) >= 10`),
    oneOf("dnc_removals_decision_check", t.decision, ["approved", "rejected"]),
    check(
      "dnc_removals_decided_check",
      sql`(decision is null) = (decided_by is null) and (decision is null) = (decided_at is null)`,
    ),
    check("dnc_removals_second_person_check", sql`decision is distinct from 'approved' or decided_by <> requested_by`),
    uniqueIndex("dnc_removals_open_key").on(t.orgId, t.entryId).where(sql`decision is null`),
    index("dnc_removals_entry_idx").on(t.orgId, t.entryId, t.createdAt),
    tenantReference({ orgId: t.orgId, column: t.entryId, to: dncEntries, name: "dnc_removals_entry_fk" }),
    foreignKey({
      name: "dnc_removals_requested_by_fk",
      columns: [t.orgId, t.requestedBy],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
    foreignKey({
      name: "dnc_removals_decided_by_fk",
      columns: [t.orgId, t.decidedBy],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
  ],
);

/** What a person decided about an entry that was detected in a message: once, append-only. */
export const dncReviews = pgTable(
  "dnc_reviews",
  {
    ...tenantColumns(),
    entryId: uuid("entry_id").notNull(),
    decision: text("decision", { enum: ["confirmed", "undone"] }).notNull(),
    reason: text("reason"),
    reviewedBy: uuid("reviewed_by").notNull(),
  },
  (t) => [
    tenantKey(t),
    oneOf("dnc_reviews_decision_check", t.decision, ["confirmed", "undone"]),
    check("dnc_reviews_reason_check", sql`decision = 'confirmed' or char_length(btrim(coalesce(reason, ''))) >= 10`),
    unique("dnc_reviews_entry_key").on(t.orgId, t.entryId),
    tenantReference({ orgId: t.orgId, column: t.entryId, to: dncEntries, name: "dnc_reviews_entry_fk" }),
    foreignKey({
      name: "dnc_reviews_reviewed_by_fk",
      columns: [t.orgId, t.reviewedBy],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
  ],
);
