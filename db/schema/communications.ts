import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  type ExtraConfigColumn,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { campaigns } from "./campaigns";
import { channels } from "./channels";
import { at, oneOf, tenantColumns, tenantKey, tenantReference } from "./columns";
import { companies } from "./companies";
import { consents } from "./consents";
import { contacts } from "./contacts";
import { leads } from "./leads";
import { leadSequenceEnrollments as enrollments, sequenceSteps } from "./sequences";

export const communicationStatuses = [
  "draft",
  "queued",
  "sending",
  "sent",
  "delivered",
  "bounced",
  "rejected",
  "failed",
  "unknown",
  "cancelled",
  "blocked",
  "received",
  "logged",
] as const;

export const communicationSources = [
  "manual_log",
  "composer",
  "sequence",
  "batch",
  "inbox_sync",
  "import",
  "api",
  "suggestion",
  "backfill",
] as const;

export const threads = pgTable(
  "threads",
  {
    ...tenantColumns(),
    leadId: uuid("lead_id").notNull(),
    channel: text("channel").notNull(),
    subject: text("subject"),
    rootKey: text("root_key"),
    lastInboundAt: at("last_inbound_at"),
    lastOutboundAt: at("last_outbound_at"),
    awaitingReply: boolean("awaiting_reply").generatedAlwaysAs(
      sql`last_outbound_at is not null and (last_inbound_at is null or last_inbound_at < last_outbound_at)`,
    ),
    sentiment: text("sentiment"),
    replyClass: text("reply_class"),
    /** the words that decided the class, and whose word it is when it is no rule's */
    replyEvidence: text("reply_evidence"),
    replyClassBy: uuid("reply_class_by"),
    ownerId: uuid("owner_id"),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("threads_root_key").on(t.orgId, t.leadId, t.rootKey),
    oneOf("threads_sentiment_check", t.sentiment, ["positive", "neutral", "negative", "urgent"]),
    oneOf("threads_class_check", t.replyClass, ["positive", "neutral", "negative", "urgent", "unsubscribe"]),
    foreignKey({
      name: "threads_class_by_fk",
      columns: [t.orgId, t.replyClassBy],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
    index("threads_inbound_idx")
      .on(t.orgId, t.lastInboundAt.desc(), t.id.desc())
      .where(sql`last_inbound_at is not null`),
    tenantReference({ orgId: t.orgId, column: t.leadId, to: leads, name: "threads_lead_fk" }),
    foreignKey({
      name: "threads_owner_fk",
      columns: [t.orgId, t.ownerId],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
  ],
);

/** The ledger: one row is one touch in one direction on one channel. Append-only; see drizzle/0001 for what may still change. */
export const communications = pgTable(
  "communications",
  {
    ...tenantColumns(),
    leadId: uuid("lead_id").notNull(),
    companyId: uuid("company_id"),
    userId: uuid("user_id"),
    actorName: text("actor_name"),
    source: text("source", { enum: communicationSources }).notNull(),
    intent: text("intent", { enum: ["planned", "happened"] }).notNull(),
    channel: text("channel").notNull(),
    direction: text("direction", { enum: ["outbound", "inbound"] }).notNull(),
    countsAsContact: boolean("counts_as_contact").notNull().default(true),
    fromAddress: text("from_address"),
    toAddress: text("to_address"),
    toNorm: text("to_norm"),
    contactId: uuid("contact_id"),
    corporateDomain: text("corporate_domain"),
    cc: text("cc"),
    subject: text("subject"),
    body: text("body"),
    /** the same text with its formatting, cleaned */
    bodyHtml: text("body_html"),
    bodyNorm: text("body_norm"),
    bodyPreview: text("body_preview").generatedAlwaysAs(
      sql`left(regexp_replace(left(body, 1000), '\\s+', ' ', 'g'), 200)`,
    ),
    status: text("status", { enum: communicationStatuses }).notNull(),
    threadId: uuid("thread_id"),
    parentId: uuid("parent_id"),
    messageId: text("message_id"),
    messageGroup: uuid("message_group"),
    inReplyTo: text("in_reply_to"),
    references: text("references"),
    scheduledFor: at("scheduled_for"),
    occurredAt: at("occurred_at").notNull(),
    sentAt: at("sent_at"),
    deliveredAt: at("delivered_at"),
    firstOpenedAt: at("first_opened_at"),
    repliedAt: at("replied_at"),
    repliedById: uuid("replied_by_id"),
    priority: integer("priority").notNull().default(5),
    provider: text("provider"),
    providerMessageId: text("provider_message_id"),
    providerResponse: text("provider_response"),
    errorCode: text("error_code"),
    errorMessage: text("error_message"),
    retryCount: integer("retry_count").notNull().default(0),
    maxRetries: integer("max_retries").notNull().default(5),
    nextAttemptAt: at("next_attempt_at"),
    openCount: integer("open_count").notNull().default(0),
    machineOpenCount: integer("machine_open_count").notNull().default(0),
    clickCount: integer("click_count").notNull().default(0),
    clickedLinks: jsonb("clicked_links").$type<string[]>().notNull().default([]),
    consentStatus: text("consent_status").notNull().default("unknown"),
    /** the consent that applied when it went out */
    consentId: uuid("consent_id"),
    complianceNotes: text("compliance_notes"),
    /** what it was made from; the foreign key to that version is in drizzle/0026 */
    templateId: uuid("template_id"),
    templateVersion: integer("template_version"),
    templateVariables: jsonb("template_variables"),
    guardKind: text("guard_kind", { enum: ["slot", "override", "redial", "reply", "none"] })
      .notNull()
      .default("none"),
    overrideId: uuid("override_id"),
    correctsId: uuid("corrects_id"),
    idempotencyKey: text("idempotency_key"),
    metadata: jsonb("metadata").$type<Record<string, unknown>>().notNull().default({}),
    redactedAt: at("redacted_at"),
    /** what it turned out to be that came in as a person's message; null: a person's */
    mailKind: text("mail_kind"),
    /** logged by hand, and read from a mailbox later: as this message, which counts instead */
    readAsId: uuid("read_as_id"),
    /** what an answer that was logged by hand comes to, the words that decided, and whose word it is when it is no rule's */
    replyClass: text("reply_class"),
    replyEvidence: text("reply_evidence"),
    replyClassBy: uuid("reply_class_by"),
    /** the same message stands at this lead once more, from before a merge */
    twin: boolean("twin").notNull().default(false),
    /** the step of a sequence that it is */
    enrollmentId: uuid("enrollment_id"),
    /** what it was for; set when it is promised, and never again */
    campaignId: uuid("campaign_id"),
    stepId: uuid("step_id"),
  },
  (t) => [
    tenantKey(t),
    oneOf("communications_status_check", t.status, communicationStatuses),
    oneOf("communications_source_check", t.source, communicationSources),
    oneOf("communications_intent_check", t.intent, ["planned", "happened"]),
    oneOf("communications_direction_check", t.direction, ["outbound", "inbound"]),
    oneOf("communications_guard_check", t.guardKind, ["slot", "override", "redial", "reply", "none"]),
    oneOf("communications_consent_check", t.consentStatus, ["granted", "denied", "unknown", "withdrawn"]),
    ...ledgerChecks(),
    tenantReference({ orgId: t.orgId, column: t.campaignId, to: campaigns, name: "communications_campaign_fk" }),
    index("communications_campaign_idx").on(t.orgId, t.campaignId, t.leadId).where(sql`campaign_id is not null`),
    uniqueIndex("communications_step_key")
      .on(t.orgId, t.enrollmentId, t.stepId)
      .where(sql`enrollment_id is not null and status <> 'cancelled'`),
    tenantReference({ ...t, column: t.enrollmentId, to: enrollments, name: "communications_enrollment_fk" }),
    tenantReference({ ...t, column: t.stepId, to: sequenceSteps, name: "communications_step_fk" }),
    index("communications_template_idx").on(t.orgId, t.templateId, t.status).where(sql`template_id is not null`),
    tenantReference({ orgId: t.orgId, column: t.leadId, to: leads, name: "communications_lead_fk" }),
    tenantReference({ orgId: t.orgId, column: t.companyId, to: companies, name: "communications_company_fk" }),
    tenantReference({ orgId: t.orgId, column: t.threadId, to: threads, name: "communications_thread_fk" }),
    foreignKey({ name: "communications_parent_fk", columns: [t.orgId, t.parentId], foreignColumns: [t.orgId, t.id] }),
    tenantReference({ orgId: t.orgId, column: t.repliedById, to: t, name: "communications_replied_by_fk" }),
    tenantReference({ orgId: t.orgId, column: t.consentId, to: consents, name: "communications_consent_fk" }),
    tenantReference({ orgId: t.orgId, column: t.correctsId, to: t, name: "communications_corrects_fk" }),
    tenantReference({ orgId: t.orgId, column: t.readAsId, to: t, name: "communications_read_as_fk" }),
    ofMember("communications_class_by_fk", t.orgId, t.replyClassBy),
    ofMember("communications_user_fk", t.orgId, t.userId),
    foreignKey({
      name: "communications_channel_fk",
      columns: [t.orgId, t.channel],
      foreignColumns: [channels.orgId, channels.code],
    }),
    uniqueIndex("communications_idempotency_key").on(t.orgId, t.idempotencyKey).where(sql`idempotency_key is not null`),
    uniqueIndex("communications_message_key")
      .on(t.orgId, t.messageId, t.direction, t.leadId)
      .where(sql`message_id is not null and not twin`),
    uniqueIndex("communications_provider_key")
      .on(t.orgId, t.provider, t.providerMessageId, t.leadId)
      .where(sql`provider_message_id is not null and not twin`),
    tenantReference({ orgId: t.orgId, column: t.contactId, to: contacts, name: "communications_contact_fk" }),
    index("communications_company_idx")
      .on(t.orgId, t.companyId, t.occurredAt.desc().nullsFirst())
      .where(sql`company_id is not null and direction = 'outbound'`),
    index("communications_corporate_domain_idx")
      .on(t.orgId, t.corporateDomain, t.occurredAt.desc().nullsFirst())
      .where(sql`corporate_domain is not null and direction = 'outbound'`),
    index("communications_lead_idx").on(t.orgId, t.leadId, t.occurredAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("communications_user_idx").on(t.orgId, t.userId, t.occurredAt.desc().nullsFirst()),
    index("communications_channel_idx").on(t.orgId, t.channel, t.occurredAt.desc().nullsFirst()),
    index("communications_to_norm_idx")
      .on(t.orgId, t.toNorm, t.channel, t.occurredAt.desc().nullsFirst())
      .where(sql`to_norm is not null`),
    ...figureIndexes(t),
    ...outboxIndexes(t),
    index("communications_waiting_idx").on(t.orgId, t.leadId, t.occurredAt).where(sql`status = 'queued'`),
    uniqueIndex("communications_read_as_key").on(t.orgId, t.readAsId).where(sql`read_as_id is not null`),
    index("communications_thread_idx").on(t.orgId, t.threadId, t.occurredAt).where(sql`thread_id is not null`),
  ],
);

const ofMember = (name: string, orgId: ExtraConfigColumn, userId: ExtraConfigColumn) =>
  foreignKey({ name, columns: [orgId, userId], foreignColumns: [memberships.orgId, memberships.userId] });

type Outbox = Record<"orgId" | "status" | "priority" | "nextAttemptAt" | "occurredAt" | "id", ExtraConfigColumn>;

/** By which is found what is to leave, what is leaving, what has left and what has not. */
const outboxIndexes = (t: Outbox) => [
  index("communications_next_attempt_idx").on(t.orgId, t.nextAttemptAt).where(sql`status = 'queued'`),
  index("communications_due_idx").on(t.orgId, t.priority, t.nextAttemptAt, t.id).where(sql`status = 'queued'`),
  index("communications_not_left_idx")
    .on(t.orgId, t.occurredAt.desc(), t.id.desc())
    .where(
      sql`status in ('unknown', 'failed', 'rejected', 'blocked') and scheduled_for is not null and message_id is not null and direction = 'outbound'`,
    ),
  index("communications_outbox_idx")
    .on(t.orgId, t.occurredAt.desc(), t.id.desc())
    .where(sql`scheduled_for is not null and message_id is not null and direction = 'outbound'`),
  index("communications_under_way_idx").on(t.orgId, t.status).where(sql`status in ('sending', 'unknown')`),
];

type Figured = Record<"orgId" | "leadId" | "channel" | "occurredAt" | "repliedAt", ExtraConfigColumn>;

/** By which figures find what was answered late, and what came in from somebody. */
const figureIndexes = (t: Figured) => [
  index("communications_late_reply_idx")
    .on(t.orgId, t.repliedAt, t.occurredAt)
    .where(sql`replied_at is not null and direction = 'outbound' and thread_id is null`),
  index("communications_inbound_idx")
    .on(t.orgId, t.leadId, t.channel, t.occurredAt)
    .where(sql`direction = 'inbound' and thread_id is null and counts_as_contact`),
];

function ledgerChecks() {
  return [
    check(
      "communications_mail_kind_check",
      sql`mail_kind is null or (direction = 'inbound' and mail_kind in ('auto_reply', 'out_of_office', 'bounce', 'complaint', 'list', 'other', 'told'))`,
    ),
    check(
      "communications_read_as_check",
      sql`read_as_id is null or (status = 'logged' and message_id is null and not counts_as_contact)`,
    ),
    check("communications_told_check", sql`mail_kind is distinct from 'told' or read_as_id is not null`),
    check(
      "communications_class_check",
      sql`reply_class is null or (direction = 'inbound' and reply_class in ('positive', 'neutral', 'negative', 'urgent', 'unsubscribe'))`,
    ),
    check("communications_step_check", sql`(enrollment_id is null) = (step_id is null)`),
    check("communications_priority_check", sql`priority between 1 and 10`),
    check(
      "communications_replied_check",
      sql`replied_at is null or (direction = 'outbound' and replied_at >= occurred_at)`,
    ),
    check(
      "communications_gate_check",
      sql`intent = 'happened' or direction = 'inbound' or ((not counts_as_contact or status in ('draft', 'cancelled', 'blocked') or guard_kind <> 'none') and (to_address is null or to_norm is not null))`,
    ),
    check("communications_template_check", sql`(template_id is null) = (template_version is null)`),
    check("communications_html_check", sql`body_html is null or body is not null`),
    check("communications_response_size_check", sql`octet_length(provider_response) <= 8192`),
    check(
      "communications_direction_status_check",
      sql`case direction when 'inbound' then status in ('received', 'logged') and intent = 'happened' else status <> 'received' and (intent = 'planned' or status in ('logged', 'sent', 'delivered', 'bounced')) end`,
    ),
  ];
}
