import { sql } from "drizzle-orm";
import { check, foreignKey, index, jsonb, pgTable, real, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { at, bytea, oneOf, tenantColumns, tenantKey, tenantReference, tstzrange } from "./columns";
import { communications } from "./communications";
import { leads } from "./leads";

/** A slot: the right to contact one person (`point`) or one lead on one channel group for one span. Exclusion constraint in 0001. */
export const contactGuards = pgTable(
  "contact_guards",
  {
    ...tenantColumns(),
    scope: text("scope", { enum: ["point", "lead", "company", "message"] }).notNull(),
    scopeKey: text("scope_key").notNull(),
    channelGroup: text("channel_group").notNull(),
    span: tstzrange("span").notNull(),
    communicationId: uuid("communication_id").notNull(),
    userId: uuid("user_id"),
    kind: text("kind", { enum: ["outreach", "reply"] })
      .notNull()
      .default("outreach"),
    releasedAt: at("released_at"),
    /** the address that many share, which this slot leaves out */
    sharedPoint: text("shared_point"),
  },
  (t) => [
    tenantKey(t),
    oneOf("contact_guards_scope_check", t.scope, ["point", "lead", "company", "message"]),
    oneOf("contact_guards_kind_check", t.kind, ["outreach", "reply"]),
    check("contact_guards_reply_check", sql`(kind = 'reply') = (scope = 'message')`),
    index("contact_guards_communication_idx").on(t.orgId, t.communicationId),
    index("contact_guards_key_idx").on(t.orgId, t.scopeKey),
    foreignKey({
      name: "contact_guards_user_fk",
      columns: [t.orgId, t.userId],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
  ],
);

/** A recorded decision to send in spite of a warning. Append-only. */
export const outreachOverrides = pgTable(
  "outreach_overrides",
  {
    ...tenantColumns(),
    communicationId: uuid("communication_id").notNull(),
    userId: uuid("user_id").notNull(),
    role: text("role").notNull(),
    codes: text("codes").array().notNull(),
    reason: text("reason").notNull(),
    warning: jsonb("warning").notNull(),
    endedGuardIds: uuid("ended_guard_ids").array().notNull().default(sql`'{}'`),
    reviewedBy: uuid("reviewed_by"),
    reviewedAt: at("reviewed_at"),
  },
  (t) => [
    tenantKey(t),
    check("outreach_overrides_reason_check", sql`char_length(btrim(reason)) >= 10`),
    foreignKey({
      name: "outreach_overrides_user_fk",
      columns: [t.orgId, t.userId],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
    foreignKey({
      name: "outreach_overrides_reviewer_fk",
      columns: [t.orgId, t.reviewedBy],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
  ],
);

/** Two touches that broke a rule: prevented (no touch was stored), overridden, or escaped (found afterwards). */
export const collisionIncidents = pgTable(
  "collision_incidents",
  {
    ...tenantColumns(),
    kind: text("kind", { enum: ["prevented", "overridden", "escaped"] }).notNull(),
    leadId: uuid("lead_id").notNull(),
    channel: text("channel").notNull(),
    code: text("code").notNull(),
    at: at("at").notNull(),
    userId: uuid("user_id"),
    communicationId: uuid("communication_id"),
    otherCommunicationId: uuid("other_communication_id"),
    subject: text("subject"),
    excerpt: text("excerpt"),
    similarity: real("similarity"),
    resolution: text("resolution"),
    /** the do-not-contact entry that stopped it */
    dncEntryId: uuid("dnc_entry_id"),
  },
  (t) => [
    tenantKey(t),
    oneOf("collision_incidents_kind_check", t.kind, ["prevented", "overridden", "escaped"]),
    tenantReference({ orgId: t.orgId, column: t.leadId, to: leads, name: "collision_incidents_lead_fk" }),
    tenantReference({
      orgId: t.orgId,
      column: t.communicationId,
      to: communications,
      name: "collision_incidents_communication_fk",
    }),
    tenantReference({
      orgId: t.orgId,
      column: t.otherCommunicationId,
      to: communications,
      name: "collision_incidents_other_fk",
    }),
    foreignKey({
      name: "collision_incidents_user_fk",
      columns: [t.orgId, t.userId],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
    index("collision_incidents_at_idx").on(t.orgId, t.at.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("collision_incidents_communication_idx").on(t.orgId, t.communicationId),
    index("collision_incidents_dnc_entry_idx").on(t.orgId, t.dncEntryId, t.at).where(sql`dnc_entry_id is not null`),
    foreignKey({
      name: "collision_incidents_dnc_entry_fk",
      columns: [t.orgId, t.dncEntryId],
      foreignColumns: [dncEntries.orgId, dncEntries.id],
    }),
  ],
);

export const dncKinds = ["email", "domain", "phone", "linkedin", "person"] as const;
export const dncSources = ["manual", "unsubscribe", "keyword", "complaint", "bounce", "import", "detected"] as const;

/** An address, domain or person that must not be contacted. No link to leads: it survives delete, merge and re-import. */
export const dncEntries = pgTable(
  "dnc_entries",
  {
    ...tenantColumns(),
    kind: text("kind", { enum: dncKinds }).notNull(),
    valueNorm: text("value_norm").notNull(),
    valueHash: bytea("value_hash"),
    channel: text("channel"),
    reason: text("reason").notNull(),
    source: text("source", { enum: dncSources }).notNull().default("manual"),
    evidence: text("evidence"),
    expiresAt: at("expires_at"),
    addedBy: uuid("added_by"),
    revokedAt: at("revoked_at"),
    revokedBy: uuid("revoked_by"),
    revokedReason: text("revoked_reason"),
    secondApprover: uuid("second_approver"),
    /** the message in which it was detected */
    communicationId: uuid("communication_id"),
    keyCheck: bytea("key_check"),
  },
  (t) => [
    tenantKey(t),
    oneOf("dnc_entries_kind_check", t.kind, dncKinds),
    oneOf("dnc_entries_source_check", t.source, dncSources),
    check("dnc_entries_legal_check", sql`expires_at is null or source in ('manual', 'bounce', 'import', 'detected')`),
    check(
      "dnc_entries_hash_check",
      sql`(value_hash is not null) = (value_norm like 'erased:%') and (value_hash is null) = (key_check is null)`,
    ),
    check(
      "dnc_entries_removed_check",
      sql`(revoked_by is null or revoked_at is not null) and (second_approver is null or (revoked_by is not null and second_approver <> revoked_by))`,
    ),
    index("dnc_entries_erased_idx").on(t.orgId, t.createdAt).where(sql`value_hash is not null and revoked_at is null`),
    index("dnc_entries_detected_idx")
      .on(t.orgId, t.createdAt, t.id)
      .where(sql`communication_id is not null and revoked_at is null`),
    tenantReference({
      orgId: t.orgId,
      column: t.communicationId,
      to: communications,
      name: "dnc_entries_communication_fk",
    }),
    check("dnc_entries_second_person_check", sql`second_approver is null or second_approver <> revoked_by`),
    uniqueIndex("dnc_entries_active_key")
      .on(t.orgId, t.valueNorm, t.kind, sql`coalesce(channel, '')`)
      .where(sql`revoked_at is null`),
    index("dnc_entries_value_idx").on(t.orgId, t.valueNorm, t.kind),
    index("dnc_entries_created_idx").on(t.orgId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    foreignKey({
      name: "dnc_entries_added_by_fk",
      columns: [t.orgId, t.addedBy],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
    foreignKey({
      name: "dnc_entries_revoked_by_fk",
      columns: [t.orgId, t.revokedBy],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
    foreignKey({
      name: "dnc_entries_approver_fk",
      columns: [t.orgId, t.secondApprover],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
  ],
);
