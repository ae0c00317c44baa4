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
import { channels } from "./channels";
import { at, oneOf, tenantColumns, tenantKey, tenantReference } from "./columns";
import { communications } from "./communications";
import { leads } from "./leads";
import { notes } from "./notes";

export const suggestionTypes = ["TASK", "REPLY", "FOLLOW_UP", "SEND_EMAIL", "SCHEDULE_CALL", "SEND_PROPOSAL"] as const;
export const suggestionStatuses = [
  "DRAFT",
  "PENDING",
  "APPROVED",
  "REJECTED",
  "MODIFIED",
  "FAILED",
  "EXECUTED",
  "EXPIRED",
] as const;

/** What could be done next about a lead, waiting for a person. What was decided stays decided (trigger), and is carried out once. */
export const suggestions = pgTable(
  "suggestions",
  {
    ...tenantColumns(),
    leadId: uuid("lead_id").notNull(),
    type: text("type", { enum: suggestionTypes }).notNull(),
    status: text("status", { enum: suggestionStatuses }).notNull(),
    /** which rule proposed it */
    cause: text("cause").notNull(),
    /** the same cause about the same thing is proposed once, ever */
    fingerprint: text("fingerprint").notNull(),
    channel: text("channel"),
    /** whose lead it was */
    userId: uuid("user_id"),
    content: jsonb("content").notNull(),
    /** as it was proposed, before anybody changed it */
    proposed: jsonb("proposed").notNull(),
    editShare: real("edit_share"),
    reasoning: text("reasoning").notNull(),
    evidence: jsonb("evidence").notNull().default([]),
    confidence: real("confidence").notNull(),
    /** the newest touch when it was proposed: another since makes it stale */
    anchorId: uuid("anchor_id"),
    replyToId: uuid("reply_to_id"),
    notBefore: at("not_before"),
    snoozedUntil: at("snoozed_until"),
    expiresAt: at("expires_at").notNull(),
    model: text("model").notNull().default("rules"),
    version: integer("version").notNull().default(1),
    decidedBy: uuid("decided_by"),
    decidedAt: at("decided_at"),
    reason: text("reason"),
    communicationId: uuid("communication_id"),
    noteId: uuid("note_id"),
    error: text("error"),
    /** carried out without a press */
    automatic: boolean("automatic").notNull().default(false),
  },
  (t) => [
    tenantKey(t),
    unique("suggestions_fingerprint_key").on(t.orgId, t.leadId, t.fingerprint),
    oneOf("suggestions_type_check", t.type, suggestionTypes),
    oneOf("suggestions_status_check", t.status, suggestionStatuses),
    check("suggestions_content_check", sql`jsonb_typeof(content) = 'object' and jsonb_typeof(proposed) = 'object'`),
    check("suggestions_confidence_check", sql`confidence between 0 and 1 and edit_share between 0 and 1`),
    check(
      "suggestions_decided_check",
      sql`(decided_by is null) = (decided_at is null) and (status not in ('APPROVED', 'REJECTED', 'FAILED', 'EXECUTED') or decided_at is not null)`,
    ),
    check(
      "suggestions_done_check",
      sql`(status in ('EXECUTED', 'FAILED')) = (num_nonnulls(communication_id, note_id) = 1)`,
    ),
    tenantReference({ orgId: t.orgId, column: t.leadId, to: leads, name: "suggestions_lead_fk" }),
    tenantReference({
      orgId: t.orgId,
      column: t.communicationId,
      to: communications,
      name: "suggestions_communication_fk",
    }),
    tenantReference({ orgId: t.orgId, column: t.anchorId, to: communications, name: "suggestions_anchor_fk" }),
    tenantReference({ orgId: t.orgId, column: t.replyToId, to: communications, name: "suggestions_reply_to_fk" }),
    foreignKey({
      name: "suggestions_channel_fk",
      columns: [t.orgId, t.channel],
      foreignColumns: [channels.orgId, channels.code],
    }),
    tenantReference({ orgId: t.orgId, column: t.noteId, to: notes, name: "suggestions_note_fk" }),
    foreignKey({
      name: "suggestions_user_fk",
      columns: [t.orgId, t.userId],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
    foreignKey({
      name: "suggestions_decided_by_fk",
      columns: [t.orgId, t.decidedBy],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
    index("suggestions_open_idx")
      .on(t.orgId, t.confidence.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`status in ('PENDING', 'MODIFIED')`),
    index("suggestions_lead_idx").on(t.orgId, t.leadId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("suggestions_made_idx").on(t.orgId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("suggestions_decided_idx").on(t.orgId, t.cause, t.status).where(sql`status in ('EXECUTED', 'REJECTED')`),
    index("suggestions_automatic_idx").on(t.orgId, t.decidedBy, t.decidedAt.desc().nullsFirst()).where(sql`automatic`),
    uniqueIndex("suggestions_communication_key")
      .on(t.orgId, t.communicationId)
      .where(sql`communication_id is not null`),
  ],
);
