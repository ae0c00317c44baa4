import { sql } from "drizzle-orm";
import { check, date, foreignKey, index, integer, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { campaigns } from "./campaigns";
import { channels } from "./channels";
import { at, oneOf, tenantColumns, tenantKey, tenantReference } from "./columns";
import { communications } from "./communications";
import { leads } from "./leads";
import { leadSequenceEnrollments, sequenceSteps } from "./sequences";
import { suggestions } from "./suggestions";

/** A rep's day. */
export const dailyOutreachBatches = pgTable(
  "daily_outreach_batches",
  {
    ...tenantColumns(),
    userId: uuid("user_id").notNull(),
    day: date("day").notNull(),
    state: text("state", { enum: ["open", "closed"] })
      .notNull()
      .default("open"),
    capacity: integer("capacity").notNull(),
    campaignId: uuid("campaign_id"),
  },
  (t) => [
    tenantKey(t),
    unique("daily_outreach_batches_day_key").on(t.orgId, t.userId, t.day),
    oneOf("daily_outreach_batches_state_check", t.state, ["open", "closed"]),
    check("daily_outreach_batches_capacity_check", sql`capacity >= 0`),
    tenantReference({
      orgId: t.orgId,
      column: t.campaignId,
      to: campaigns,
      name: "daily_outreach_batches_campaign_fk",
    }),
    foreignKey({
      name: "daily_outreach_batches_user_fk",
      columns: [t.orgId, t.userId],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
  ],
);

export const itemReasons = ["reply", "follow_up", "sequence", "score", "segment", "suggestion"] as const;
export const itemStatuses = ["open", "sent", "done", "skipped", "withdrawn"] as const;

/** One lead to contact in a day, with what was prepared for it; it and its touch belong together one to one. */
export const dailyOutreachItems = pgTable(
  "daily_outreach_items",
  {
    ...tenantColumns(),
    batchId: uuid("batch_id").notNull(),
    leadId: uuid("lead_id").notNull(),
    reason: text("reason", { enum: itemReasons }).notNull(),
    why: text("why").notNull(),
    channel: text("channel"),
    subject: text("subject"),
    body: text("body"),
    tone: text("tone"),
    status: text("status", { enum: itemStatuses }).notNull().default("open"),
    skipReason: text("skip_reason"),
    dueAt: at("due_at").notNull(),
    snoozedUntil: at("snoozed_until"),
    sentAt: at("sent_at"),
    doneAt: at("done_at"),
    communicationId: uuid("communication_id"),
    enrollmentId: uuid("enrollment_id"),
    stepId: uuid("step_id"),
    suggestionId: uuid("suggestion_id"),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    tenantKey(t),
    oneOf("daily_outreach_items_reason_check", t.reason, itemReasons),
    oneOf("daily_outreach_items_status_check", t.status, itemStatuses),
    check("daily_outreach_items_skip_check", sql`(status = 'skipped') = (skip_reason is not null)`),
    check("daily_outreach_items_done_check", sql`(status = 'open') = (done_at is null)`),
    check(
      "daily_outreach_items_sent_check",
      sql`(status = 'sent') = (sent_at is not null) and (status <> 'sent' or communication_id is not null)`,
    ),
    check(
      "daily_outreach_items_step_check",
      sql`(enrollment_id is null) = (step_id is null) and (reason = 'sequence') = (step_id is not null)`,
    ),
    check("daily_outreach_items_suggestion_check", sql`(reason = 'suggestion') = (suggestion_id is not null)`),
    tenantReference({ ...t, column: t.batchId, to: dailyOutreachBatches, name: "daily_outreach_items_batch_fk" }),
    tenantReference({ ...t, column: t.leadId, to: leads, name: "daily_outreach_items_lead_fk" }),
    foreignKey({
      name: "daily_outreach_items_channel_fk",
      columns: [t.orgId, t.channel],
      foreignColumns: [channels.orgId, channels.code],
    }),
    tenantReference({
      ...t,
      column: t.communicationId,
      to: communications,
      name: "daily_outreach_items_communication_fk",
    }),
    tenantReference({
      ...t,
      column: t.enrollmentId,
      to: leadSequenceEnrollments,
      name: "daily_outreach_items_enrollment_fk",
    }),
    tenantReference({ ...t, column: t.stepId, to: sequenceSteps, name: "daily_outreach_items_step_fk" }),
    tenantReference({
      ...t,
      column: t.suggestionId,
      to: suggestions,
      name: "daily_outreach_items_suggestion_fk",
    }),
    uniqueIndex("daily_outreach_items_suggestion_key")
      .on(t.orgId, t.suggestionId)
      .where(sql`suggestion_id is not null`),
    uniqueIndex("daily_outreach_items_touch_key")
      .on(t.orgId, t.communicationId)
      .where(sql`communication_id is not null`),
    uniqueIndex("daily_outreach_items_step_key")
      .on(t.orgId, t.enrollmentId, t.stepId)
      .where(sql`enrollment_id is not null`),
    uniqueIndex("daily_outreach_items_lead_key")
      .on(t.orgId, t.batchId, t.leadId)
      .where(sql`enrollment_id is null and suggestion_id is null`),
    index("daily_outreach_items_batch_idx").on(t.orgId, t.batchId, t.status),
    index("daily_outreach_items_lead_idx").on(t.orgId, t.leadId),
  ],
);
