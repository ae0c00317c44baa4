import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { at, oneOf, tenantColumns, tenantKey, tenantReference } from "./columns";
import { communications } from "./communications";
import { mailboxes } from "./mailboxes";

export const deliveryTransports = ["captured", "smtp", "resend", "twilio", "hand"] as const;
export const attemptOutcomes = [
  "sent",
  "later",
  "rejected",
  "unknown",
  "stopped",
  "released",
  "absent",
  "not_sent",
] as const;

/** An attempt at sending a message: who holds the open one may send. `began_at`: the first byte of the text may have left. */
export const deliveryAttempts = pgTable(
  "delivery_attempts",
  {
    ...tenantColumns(),
    communicationId: uuid("communication_id").notNull(),
    number: integer("number").notNull(),
    worker: text("worker").notNull(),
    mailboxId: uuid("mailbox_id"),
    transport: text("transport", { enum: deliveryTransports }).notNull(),
    leaseUntil: at("lease_until").notNull(),
    beganAt: at("began_at"),
    endedAt: at("ended_at"),
    /** put into the Sent folder of its mailbox, or found there */
    copiedAt: at("copied_at"),
    outcome: text("outcome", { enum: attemptOutcomes }),
    response: text("response"),
  },
  (t) => [
    tenantKey(t),
    unique("delivery_attempts_key").on(t.orgId, t.communicationId, t.number),
    check("delivery_attempts_number_check", sql`number >= 1`),
    oneOf("delivery_attempts_transport_check", t.transport, deliveryTransports),
    oneOf("delivery_attempts_outcome_check", t.outcome, attemptOutcomes),
    check("delivery_attempts_ended_check", sql`(ended_at is null) = (outcome is null)`),
    check("delivery_attempts_copied_check", sql`copied_at is null or outcome = 'sent'`),
    check("delivery_attempts_began_check", sql`outcome <> 'released' or began_at is null`),
    check("delivery_attempts_response_check", sql`octet_length(response) <= 8192`),
    uniqueIndex("delivery_attempts_open_key").on(t.orgId, t.communicationId).where(sql`ended_at is null`),
    index("delivery_attempts_uncopied_idx")
      .on(t.orgId, t.endedAt)
      .where(sql`copied_at is null and outcome = 'sent' and transport = 'smtp' and mailbox_id is not null`),
    index("delivery_attempts_lease_idx").on(t.orgId, t.leaseUntil).where(sql`ended_at is null`),
    index("delivery_attempts_response_idx").on(t.orgId, t.endedAt).where(sql`response is not null`),
    index("delivery_attempts_time_idx").on(t.orgId, sql`coalesce(began_at, created_at)`),
    tenantReference({
      orgId: t.orgId,
      column: t.communicationId,
      to: communications,
      name: "delivery_attempts_communication_fk",
    }),
    tenantReference({ orgId: t.orgId, column: t.mailboxId, to: mailboxes, name: "delivery_attempts_mailbox_fk" }),
  ],
);
