import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  jsonb,
  pgTable,
  real,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { at, tenantColumns, tenantKey, tenantReference, xid8 } from "./columns";
import { leads } from "./leads";

/** Two leads that may be one person, why, and what somebody said about it. */
export const duplicatePairs = pgTable(
  "duplicate_pairs",
  {
    ...tenantColumns(),
    leadId: uuid("lead_id").notNull(),
    otherId: uuid("other_id").notNull(),
    score: real("score").notNull(),
    reasons: text("reasons").array().notNull(),
    state: text("state", { enum: ["open", "dismissed", "merged"] })
      .notNull()
      .default("open"),
    decidedBy: uuid("decided_by"),
    decidedAt: at("decided_at"),
  },
  (t) => [
    tenantKey(t),
    unique("duplicate_pairs_key").on(t.orgId, t.leadId, t.otherId),
    check("duplicate_pairs_order_check", sql`lead_id < other_id`),
    check("duplicate_pairs_score_check", sql`score >= 0 and score <= 1`),
    check(
      "duplicate_pairs_state_check",
      sql`state in ('open', 'dismissed', 'merged') and (state = 'dismissed' or decided_by is null) and (decided_by is null) = (decided_at is null)`,
    ),
    tenantReference({ orgId: t.orgId, column: t.leadId, to: leads, name: "duplicate_pairs_lead_fk" }),
    tenantReference({ orgId: t.orgId, column: t.otherId, to: leads, name: "duplicate_pairs_other_fk" }),
    foreignKey({
      name: "duplicate_pairs_decider_fk",
      columns: [t.orgId, t.decidedBy],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
    index("duplicate_pairs_other_idx").on(t.orgId, t.otherId),
    index("duplicate_pairs_open_idx")
      .on(t.orgId, t.score.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`state = 'open'`),
  ],
);

/** A lead that became a part of another, and whether that was taken back. Written by merge_leads and unmerge_lead alone. */
export const leadMerges = pgTable(
  "lead_merges",
  {
    ...tenantColumns(),
    fromId: uuid("from_id").notNull(),
    intoId: uuid("into_id").notNull(),
    /** where an old id leads today, over all merges after this one */
    rootId: uuid("root_id").notNull(),
    /** what the lead that stayed took over: before and after, by column */
    fields: jsonb("fields").$type<Record<string, { before: unknown; after: unknown }>>().notNull().default({}),
    mergedBy: uuid("merged_by"),
    at: at("at").notNull(),
    undoneBy: uuid("undone_by"),
    undoneAt: at("undone_at"),
    /** the person was erased: there is no way back */
    final: boolean("final").notNull().default(false),
    movingXid: xid8("moving_xid").notNull(),
  },
  (t) => [
    tenantKey(t),
    check("lead_merges_two_check", sql`from_id <> into_id`),
    tenantReference({ orgId: t.orgId, column: t.fromId, to: leads, name: "lead_merges_from_fk" }),
    tenantReference({ orgId: t.orgId, column: t.intoId, to: leads, name: "lead_merges_into_fk" }),
    tenantReference({ orgId: t.orgId, column: t.rootId, to: leads, name: "lead_merges_root_fk" }),
    foreignKey({
      name: "lead_merges_by_fk",
      columns: [t.orgId, t.mergedBy],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
    foreignKey({
      name: "lead_merges_undone_by_fk",
      columns: [t.orgId, t.undoneBy],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
    uniqueIndex("lead_merges_standing_key").on(t.orgId, t.fromId).where(sql`undone_at is null`),
    index("lead_merges_into_idx").on(t.orgId, t.intoId).where(sql`undone_at is null`),
    index("lead_merges_root_idx").on(t.orgId, t.rootId).where(sql`undone_at is null`),
  ],
);

/** What a merge moved or changed, row by row: the way back. */
export const leadMergeRows = pgTable(
  "lead_merge_rows",
  {
    ...tenantColumns(),
    mergeId: uuid("merge_id").notNull(),
    /** table and column, or a table alone where only other columns changed */
    place: text("place").notNull(),
    rowId: uuid("row_id").notNull(),
    /** changed columns as they were */
    before: jsonb("before").$type<Record<string, unknown>>(),
    /** the whole row as it was, where somebody may delete it */
    image: jsonb("image").$type<Record<string, unknown>>(),
  },
  (t) => [
    tenantKey(t),
    tenantReference({ orgId: t.orgId, column: t.mergeId, to: leadMerges, name: "lead_merge_rows_merge_fk" }),
    index("lead_merge_rows_merge_idx").on(t.orgId, t.mergeId, t.place, t.rowId),
  ],
);
