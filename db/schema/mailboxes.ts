import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { at, bytea, oneOf, tenantColumns, tenantKey, tenantReference } from "./columns";
import { communications } from "./communications";

export const mailboxProviders = ["smtp", "resend", "twilio"] as const;
export const mailboxStates = ["active", "paused", "disconnected"] as const;
export const connectionSecurities = ["tls", "starttls", "none"] as const;

/** Where messages leave from and arrive. Without a user it is the whole organization's. */
export const mailboxes = pgTable(
  "mailboxes",
  {
    ...tenantColumns(),
    userId: uuid("user_id"),
    channel: text("channel", { enum: ["email", "sms"] })
      .notNull()
      .default("email"),
    provider: text("provider", { enum: mailboxProviders }).notNull(),
    address: text("address").notNull(),
    addressNorm: text("address_norm").notNull(),
    senderName: text("sender_name"),
    /** whose sign-in opens it, instead of a password */
    oauthProvider: text("oauth_provider"),
    isDefault: boolean("is_default").notNull().default(false),
    smtpHost: text("smtp_host"),
    smtpPort: integer("smtp_port"),
    smtpSecurity: text("smtp_security", { enum: connectionSecurities }),
    smtpUsername: text("smtp_username"),
    imapHost: text("imap_host"),
    imapPort: integer("imap_port"),
    imapSecurity: text("imap_security", { enum: connectionSecurities }),
    imapUsername: text("imap_username"),
    /** sealed by lib/mailboxes/seal-secrets; the key is not in this database */
    secrets: bytea("secrets"),
    settings: jsonb("settings").$type<Record<string, unknown>>().notNull().default({}),
    state: text("state", { enum: mailboxStates }).notNull().default("active"),
    pausedReason: text("paused_reason"),
    pausedAt: at("paused_at"),
    pausedBy: uuid("paused_by"),
    hourLimit: integer("hour_limit"),
    dayLimit: integer("day_limit"),
    sendHours: jsonb("send_hours"),
    testedAt: at("tested_at"),
    testResult: jsonb("test_result"),
    domainCheckedAt: at("domain_checked_at"),
    domainResult: jsonb("domain_result"),
    /** how far each folder was read: whoever reads them writes it */
    syncCursor: jsonb("sync_cursor").$type<Record<string, unknown>>().notNull().default({}),
    /** from when on bounces and complaints count against it */
    countedSince: at("counted_since"),
    syncedAt: at("synced_at"),
    syncError: text("sync_error"),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    tenantKey(t),
    oneOf("mailboxes_channel_check", t.channel, ["email", "sms"]),
    oneOf("mailboxes_provider_check", t.provider, mailboxProviders),
    check("mailboxes_provider_channel_check", sql`(provider = 'twilio') = (channel = 'sms')`),
    oneOf("mailboxes_state_check", t.state, mailboxStates),
    check("mailboxes_paused_check", sql`(state = 'paused') = (paused_at is not null)`),
    oneOf("mailboxes_smtp_security_check", t.smtpSecurity, connectionSecurities),
    oneOf("mailboxes_imap_security_check", t.imapSecurity, connectionSecurities),
    check(
      "mailboxes_smtp_check",
      sql`provider <> 'smtp' or (smtp_host is not null and smtp_port between 1 and 65535 and smtp_security is not null)`,
    ),
    check(
      "mailboxes_imap_check",
      sql`imap_host is null or (imap_port between 1 and 65535 and imap_security is not null)`,
    ),
    check(
      "mailboxes_address_check",
      sql`char_length(address) between 3 and 320 and address !~ '[[:cntrl:]]' and sender_name !~ '[[:cntrl:]]'`,
    ),
    check(
      "mailboxes_oauth_check",
      sql`oauth_provider is null or (provider = 'smtp' and oauth_provider ~ '^[a-z0-9_]{1,40}$')`,
    ),
    check("mailboxes_limits_check", sql`hour_limit >= 1 and day_limit >= 1`),
    check("mailboxes_secrets_check", sql`state <> 'disconnected' or secrets is null`),
    check("mailboxes_default_check", sql`not is_default or state <> 'disconnected'`),
    uniqueIndex("mailboxes_address_key").on(t.orgId, t.channel, t.addressNorm).where(sql`state <> 'disconnected'`),
    uniqueIndex("mailboxes_default_key").on(t.orgId, t.channel).where(sql`is_default`),
    index("mailboxes_user_idx").on(t.orgId, t.userId).where(sql`user_id is not null`),
    foreignKey({
      name: "mailboxes_user_fk",
      columns: [t.orgId, t.userId],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
    foreignKey({
      name: "mailboxes_paused_by_fk",
      columns: [t.orgId, t.pausedBy],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
  ],
);

export const communicationEventKinds = [
  "delivered",
  "deferred",
  "opened",
  "clicked",
  "bounced",
  "failed",
  "complained",
  "unsubscribed",
] as const;

/** What became of a message after it had left: each told event once, by its provider's id. */
export const communicationEvents = pgTable(
  "communication_events",
  {
    ...tenantColumns(),
    communicationId: uuid("communication_id").notNull(),
    kind: text("kind", { enum: communicationEventKinds }).notNull(),
    at: at("at").notNull(),
    provider: text("provider").notNull(),
    providerEventId: text("provider_event_id").notNull(),
    url: text("url"),
    isMachine: boolean("is_machine").notNull().default(false),
    raw: text("raw"),
  },
  (t) => [
    tenantKey(t),
    unique("communication_events_key").on(t.orgId, t.provider, t.providerEventId),
    oneOf("communication_events_kind_check", t.kind, communicationEventKinds),
    check("communication_events_raw_check", sql`octet_length(raw) <= 8192`),
    index("communication_events_communication_idx").on(t.orgId, t.communicationId, t.at),
    tenantReference({
      orgId: t.orgId,
      column: t.communicationId,
      to: communications,
      name: "communication_events_communication_fk",
    }),
  ],
);
