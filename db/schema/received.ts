import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  type PgColumn,
  pgTable,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { at, oneOf, tenantColumns, tenantKey, tenantReference } from "./columns";
import { communications, threads } from "./communications";
import { leads } from "./leads";
import { mailboxes } from "./mailboxes";

export const mailKinds = ["human", "auto_reply", "out_of_office", "bounce", "complaint", "list", "other"] as const;
/** `passing`: said on a list between others, or by us to all; kept as far as it joins what are touches. */
export const inboundStates = ["matched", "unmatched", "dismissed", "passing"] as const;

export const arrivalChannels = ["email", "sms"] as const;

/** Every message that arrived, once, with its kind and what became of it. A person's is also a touch of the ledger. */
export const inboundMessages = pgTable(
  "inbound_messages",
  {
    ...tenantColumns(),
    mailboxId: uuid("mailbox_id"),
    channel: text("channel", { enum: arrivalChannels }).notNull().default("email"),
    userId: uuid("user_id"),
    leadId: uuid("lead_id"),
    communicationId: uuid("communication_id"),
    aboutId: uuid("about_id"),
    threadId: uuid("thread_id"),
    messageId: text("message_id").notNull(),
    bodyHash: text("body_hash").notNull(),
    /** another message came under the same Message-ID before */
    repeatsId: boolean("repeats_id").notNull().default(false),
    fromAddress: text("from_address").notNull(),
    fromNorm: text("from_norm"),
    fromName: text("from_name"),
    toAddresses: text("to_addresses"),
    subject: text("subject"),
    body: text("body"),
    bodyHtml: text("body_html"),
    inReplyTo: text("in_reply_to"),
    references: text("references"),
    occurredAt: at("occurred_at").notNull(),
    kind: text("kind", { enum: mailKinds }).notNull(),
    evidence: text("evidence").notNull(),
    correctedBy: uuid("corrected_by"),
    correctedAt: at("corrected_at"),
    recipient: text("recipient"),
    hard: boolean("hard"),
    returnDate: date("return_date"),
    aboutMessageId: text("about_message_id"),
    state: text("state", { enum: inboundStates }).notNull(),
    matchedBy: text("matched_by", { enum: ["message_id", "references", "address", "person"] }),
    decidedBy: uuid("decided_by"),
    decidedAt: at("decided_at"),
    redactedAt: at("redacted_at"),
  },
  (t) => [
    tenantKey(t),
    unique("inbound_messages_message_key").on(t.orgId, t.messageId, t.bodyHash),
    oneOf("inbound_messages_kind_check", t.kind, mailKinds),
    oneOf("inbound_messages_channel_check", t.channel, arrivalChannels),
    check(
      "inbound_messages_state_check",
      sql`state in ('matched', 'unmatched', 'dismissed', 'passing') and (state = 'matched') = (lead_id is not null)`,
    ),
    oneOf("inbound_messages_matched_check", t.matchedBy, ["message_id", "references", "address", "person"]),
    check("inbound_messages_corrected_check", sql`(corrected_by is null) = (corrected_at is null)`),
    check("inbound_messages_size_check", sql`octet_length(body) <= 400000 and octet_length(body_html) <= 1000000`),
    tenantReference({ orgId: t.orgId, column: t.mailboxId, to: mailboxes, name: "inbound_messages_mailbox_fk" }),
    tenantReference({ orgId: t.orgId, column: t.leadId, to: leads, name: "inbound_messages_lead_fk" }),
    tenantReference({
      orgId: t.orgId,
      column: t.communicationId,
      to: communications,
      name: "inbound_messages_communication_fk",
    }),
    tenantReference({ orgId: t.orgId, column: t.aboutId, to: communications, name: "inbound_messages_about_fk" }),
    tenantReference({ orgId: t.orgId, column: t.threadId, to: threads, name: "inbound_messages_thread_fk" }),
    member(t.orgId, t.userId, "inbound_messages_user_fk"),
    member(t.orgId, t.correctedBy, "inbound_messages_corrector_fk"),
    member(t.orgId, t.decidedBy, "inbound_messages_decider_fk"),
    index("inbound_messages_report_idx").on(t.orgId, t.aboutId).where(sql`about_id is not null`),
    index("inbound_messages_dismissed_idx")
      .on(t.orgId, t.occurredAt.desc(), t.id.desc())
      .where(sql`state = 'dismissed'`),
    index("inbound_messages_unmatched_idx")
      .on(t.orgId, t.occurredAt.desc(), t.id.desc())
      .where(sql`state = 'unmatched'`),
    index("inbound_messages_lead_idx")
      .on(t.orgId, t.leadId, t.occurredAt.desc(), t.id.desc())
      .where(sql`lead_id is not null`),
    index("inbound_messages_passing_idx").on(t.orgId, t.inReplyTo).where(sql`state = 'passing'`),
    index("inbound_messages_thread_idx").on(t.orgId, t.threadId, t.occurredAt).where(sql`thread_id is not null`),
    index("inbound_messages_communication_idx").on(t.orgId, t.communicationId).where(sql`communication_id is not null`),
    index("inbound_messages_about_idx").on(t.orgId, t.aboutMessageId).where(sql`about_message_id is not null`),
    index("inbound_messages_awaited_idx")
      .using("gin", t.orgId, sql`awaited_words("references", in_reply_to, about_message_id, kind, recipient)`)
      .where(sql`state = 'unmatched'`),
    index("inbound_messages_from_idx").on(t.orgId, t.fromNorm).where(sql`from_norm is not null`),
  ],
);

/** Which conversation of a lead a Message-ID belongs to, its own or one that a message names. */
export const threadLinks = pgTable(
  "thread_links",
  {
    ...tenantColumns(),
    leadId: uuid("lead_id").notNull(),
    messageId: text("message_id").notNull(),
    threadId: uuid("thread_id").notNull(),
  },
  (t) => [
    tenantKey(t),
    unique("thread_links_message_key").on(t.orgId, t.leadId, t.messageId),
    tenantReference({ orgId: t.orgId, column: t.leadId, to: leads, name: "thread_links_lead_fk" }),
    tenantReference({ orgId: t.orgId, column: t.threadId, to: threads, name: "thread_links_thread_fk" }),
    index("thread_links_thread_idx").on(t.orgId, t.threadId),
    index("thread_links_named_idx").on(t.orgId, t.messageId),
  ],
);

/** Until when a lead rests in the queues of who waits for whom. */
export const leadSnoozes = pgTable(
  "lead_snoozes",
  {
    ...tenantColumns(),
    leadId: uuid("lead_id").notNull(),
    userId: uuid("user_id").notNull(),
    since: at("since").notNull(),
    until: at("until").notNull(),
  },
  (t) => [
    tenantKey(t),
    unique("lead_snoozes_lead_key").on(t.orgId, t.leadId),
    check("lead_snoozes_order_check", sql`until >= since`),
    tenantReference({ orgId: t.orgId, column: t.leadId, to: leads, name: "lead_snoozes_lead_fk" }),
    member(t.orgId, t.userId, "lead_snoozes_user_fk"),
  ],
);

function member(orgId: PgColumn, column: PgColumn, name: string) {
  return foreignKey({ name, columns: [orgId, column], foreignColumns: [memberships.orgId, memberships.userId] });
}
