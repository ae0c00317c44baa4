import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  real,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { campaigns } from "./campaigns";
import { at, oneOf, tenantColumns, tenantKey, tenantReference } from "./columns";
import { leads } from "./leads";
import { emailTemplates } from "./templates";

export const sequenceStates = ["draft", "active", "paused", "archived"] as const;
export const stepKinds = ["email", "sms", "call", "linkedin", "task", "wait", "condition"] as const;
export const enrollmentStatuses = ["active", "paused", "parked", "finished", "stopped", "failed"] as const;

/** A nurture workflow: what is published of it is a version, and people go through versions. */
export const nurtureSequences = pgTable(
  "nurture_sequences",
  {
    ...tenantColumns(),
    name: text("name").notNull(),
    /** what it is for; null: nobody wrote it down */
    description: text("description"),
    state: text("state", { enum: sequenceStates }).notNull().default("draft"),
    exitRules: jsonb("exit_rules").notNull().default({}),
    /** its enrollments may run beside those of other sequences */
    alongside: boolean("alongside").notNull().default(false),
    campaignId: uuid("campaign_id"),
    liveVersionId: uuid("live_version_id"),
    /** what enrolls people by itself; null: nothing does */
    trigger: jsonb("trigger"),
    triggerSince: at("trigger_since"),
    /** held by the press that holds everything, and let go by the one that ends it */
    pausedWithAll: boolean("paused_with_all").notNull().default(false),
    createdBy: uuid("created_by").notNull(),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    tenantKey(t),
    oneOf("nurture_sequences_state_check", t.state, sequenceStates),
    check("nurture_sequences_name_check", sql`char_length(name) between 1 and 100`),
    check("nurture_sequences_description_check", sql`char_length(description) between 1 and 500`),
    check("nurture_sequences_live_check", sql`state in ('draft', 'archived') or live_version_id is not null`),
    check("nurture_sequences_trigger_check", sql`trigger is null or jsonb_typeof(trigger) = 'object'`),
    check("nurture_sequences_exit_check", sql`jsonb_typeof(exit_rules) = 'object'`),
    tenantReference({ orgId: t.orgId, column: t.campaignId, to: campaigns, name: "nurture_sequences_campaign_fk" }),
    uniqueIndex("nurture_sequences_name_key").on(t.orgId, sql`lower(name)`).where(sql`state <> 'archived'`),
    foreignKey({
      name: "nurture_sequences_creator_fk",
      columns: [t.orgId, t.createdBy],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
  ],
);

/** The steps of a sequence as they stand; frozen when it was published. See drizzle/0029. */
export const sequenceVersions = pgTable(
  "sequence_versions",
  {
    ...tenantColumns(),
    sequenceId: uuid("sequence_id").notNull(),
    number: integer("number").notNull(),
    frozenAt: at("frozen_at"),
    publishedBy: uuid("published_by"),
  },
  (t) => [
    tenantKey(t),
    unique("sequence_versions_number_key").on(t.orgId, t.sequenceId, t.number),
    uniqueIndex("sequence_versions_draft_key").on(t.orgId, t.sequenceId).where(sql`frozen_at is null`),
    check("sequence_versions_published_check", sql`(frozen_at is null) = (published_by is null)`),
    tenantReference({
      orgId: t.orgId,
      column: t.sequenceId,
      to: nurtureSequences,
      name: "sequence_versions_sequence_fk",
    }),
    foreignKey({
      name: "sequence_versions_publisher_fk",
      columns: [t.orgId, t.publishedBy],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
  ],
);

export const sequenceSteps = pgTable(
  "sequence_steps",
  {
    ...tenantColumns(),
    versionId: uuid("version_id").notNull(),
    position: integer("position").notNull(),
    kind: text("kind", { enum: stepKinds }).notNull(),
    /** after the step before */
    delayHours: real("delay_hours").notNull().default(0),
    /** by the clock where the recipient is */
    openHours: jsonb("open_hours"),
    subject: text("subject"),
    body: text("body"),
    condition: jsonb("condition"),
    /** of a condition that does not hold: the step that comes next instead; null: the end */
    otherwise: integer("otherwise"),
    templateId: uuid("template_id"),
    /** settled when the version is published */
    templateVersion: integer("template_version"),
  },
  (t) => [
    tenantKey(t),
    unique("sequence_steps_position_key").on(t.orgId, t.versionId, t.position),
    oneOf("sequence_steps_kind_check", t.kind, stepKinds),
    check("sequence_steps_position_check", sql`position between 1 and 50`),
    check("sequence_steps_delay_check", sql`delay_hours between 0 and 8760`),
    check("sequence_steps_condition_check", sql`kind <> 'condition' or condition is not null`),
    check("sequence_steps_otherwise_check", sql`otherwise is null or (kind = 'condition' and otherwise > position)`),
    tenantReference({ orgId: t.orgId, column: t.versionId, to: sequenceVersions, name: "sequence_steps_version_fk" }),
    tenantReference({ orgId: t.orgId, column: t.templateId, to: emailTemplates, name: "sequence_steps_template_fk" }),
    check("sequence_steps_template_check", sql`template_version is null or template_id is not null`),
  ],
);

/** One lead's way through one version. */
export const leadSequenceEnrollments = pgTable(
  "lead_sequence_enrollments",
  {
    ...tenantColumns(),
    leadId: uuid("lead_id").notNull(),
    sequenceId: uuid("sequence_id").notNull(),
    versionId: uuid("version_id").notNull(),
    /** the step that comes next */
    stepId: uuid("step_id"),
    status: text("status", { enum: enrollmentStatuses }).notNull().default("active"),
    alongside: boolean("alongside").notNull().default(false),
    stopReason: text("stop_reason"),
    /** the last decision in words */
    lastReason: text("last_reason"),
    resumeAt: at("resume_at"),
    nextRunAt: at("next_run_at"),
    /** what a rep is asked for; until it is done nothing comes next */
    awaits: text("awaits", { enum: ["call", "linkedin", "task"] }),
    failures: integer("failures").notNull().default(0),
    enrolledBy: uuid("enrolled_by").notNull(),
    senderId: uuid("sender_id").notNull(),
    endedAt: at("ended_at"),
  },
  (t) => [
    tenantKey(t),
    oneOf("lead_sequence_enrollments_status_check", t.status, enrollmentStatuses),
    check("lead_sequence_enrollments_stop_check", sql`(status in ('stopped', 'failed')) = (stop_reason is not null)`),
    check(
      "lead_sequence_enrollments_end_check",
      sql`(status in ('finished', 'stopped', 'failed')) = (ended_at is not null)`,
    ),
    check("lead_sequence_enrollments_park_check", sql`status <> 'parked' or resume_at is not null`),
    check(
      "lead_sequence_enrollments_run_check",
      sql`status <> 'active' or next_run_at is not null or awaits is not null`,
    ),
    oneOf("lead_sequence_enrollments_awaits_check", t.awaits, ["call", "linkedin", "task"]),
    tenantReference({ orgId: t.orgId, column: t.leadId, to: leads, name: "lead_sequence_enrollments_lead_fk" }),
    tenantReference({
      orgId: t.orgId,
      column: t.sequenceId,
      to: nurtureSequences,
      name: "lead_sequence_enrollments_sequence_fk",
    }),
    tenantReference({
      orgId: t.orgId,
      column: t.versionId,
      to: sequenceVersions,
      name: "lead_sequence_enrollments_version_fk",
    }),
    tenantReference({
      orgId: t.orgId,
      column: t.stepId,
      to: sequenceSteps,
      name: "lead_sequence_enrollments_step_fk",
    }),
    foreignKey({
      name: "lead_sequence_enrollments_enroller_fk",
      columns: [t.orgId, t.enrolledBy],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
    foreignKey({
      name: "lead_sequence_enrollments_sender_fk",
      columns: [t.orgId, t.senderId],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
    uniqueIndex("lead_sequence_enrollments_lead_key")
      .on(t.orgId, t.leadId)
      .where(sql`status in ('active', 'paused', 'parked') and not alongside`),
    uniqueIndex("lead_sequence_enrollments_running_key")
      .on(t.orgId, t.leadId, t.sequenceId)
      .where(sql`status in ('active', 'paused', 'parked')`),
    index("lead_sequence_enrollments_lead_idx").on(t.orgId, t.leadId, t.id),
    index("lead_sequence_enrollments_sequence_idx").on(t.orgId, t.sequenceId, t.id),
    index("lead_sequence_enrollments_due_idx").on(t.orgId, t.nextRunAt).where(sql`status = 'active'`),
    index("lead_sequence_enrollments_parked_idx").on(t.orgId, t.resumeAt).where(sql`status = 'parked'`),
  ],
);
