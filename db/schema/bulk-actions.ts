import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { at, oneOf, tenantColumns, tenantKey, tenantReference } from "./columns";
import { leads } from "./leads";
import { undoEntries } from "./undo-entries";

/** One change of many leads. Foreign keys to members in the migration. */
export const bulkActions = pgTable(
  "bulk_actions",
  {
    ...tenantColumns(),
    startedBy: uuid("started_by").notNull(),
    action: text("action").notNull(),
    details: jsonb("details").notNull(),
    chosen: jsonb("chosen").notNull(),
    state: text("state").notNull().default("collecting"),
    collectedTo: text("collected_to"),
    total: integer("total").notNull().default(0),
    changed: integer("changed").notNull().default(0),
    unchanged: integer("unchanged").notNull().default(0),
    refused: integer("refused").notNull().default(0),
    finishedAt: at("finished_at"),
    endedBy: uuid("ended_by"),
    failure: text("failure"),
    undoEntryId: uuid("undo_entry_id"),
    undoState: text("undo_state"),
    undoStartedAt: at("undo_started_at"),
    undoFinishedAt: at("undo_finished_at"),
    restored: integer("restored").notNull().default(0),
    kept: integer("kept").notNull().default(0),
  },
  (t) => [
    tenantKey(t),
    oneOf("bulk_actions_state_check", t.state, ["collecting", "running", "done", "cancelled", "failed"]),
    tenantReference({ orgId: t.orgId, column: t.undoEntryId, to: undoEntries, name: "bulk_actions_undo_entry_fk" }),
    index("bulk_actions_newest_idx").on(t.orgId, t.createdAt.desc(), t.id.desc()),
    index("bulk_actions_mine_idx").on(t.orgId, t.startedBy, t.createdAt.desc(), t.id.desc()),
  ],
);

/** What became of each lead, once; and what became of it when it was taken back. */
export const bulkActionRows = pgTable(
  "bulk_action_rows",
  {
    ...tenantColumns(),
    bulkActionId: uuid("bulk_action_id").notNull(),
    position: integer("position").notNull(),
    leadId: uuid("lead_id"),
    askedFor: text("asked_for"),
    outcome: text("outcome", { enum: ["changed", "unchanged", "refused"] }),
    reason: text("reason"),
    before: jsonb("before"),
    versionAfter: integer("version_after"),
    doneAt: at("done_at"),
    undoOutcome: text("undo_outcome", { enum: ["restored", "kept"] }),
    undoReason: text("undo_reason"),
  },
  (t) => [
    tenantKey(t),
    tenantReference({ orgId: t.orgId, column: t.bulkActionId, to: bulkActions, name: "bulk_action_rows_action_fk" }),
    tenantReference({ orgId: t.orgId, column: t.leadId, to: leads, name: "bulk_action_rows_lead_fk" }),
    unique("bulk_action_rows_lead_key").on(t.orgId, t.bulkActionId, t.leadId),
    unique("bulk_action_rows_position_key").on(t.orgId, t.bulkActionId, t.position),
    index("bulk_action_rows_open_idx").on(t.orgId, t.bulkActionId, t.position).where(sql`outcome is null`),
    index("bulk_action_rows_undo_idx")
      .on(t.orgId, t.bulkActionId, t.position)
      .where(sql`outcome = 'changed' and undo_outcome is null`),
    index("bulk_action_rows_lead_idx").on(t.orgId, t.leadId).where(sql`lead_id is not null`),
  ],
);
