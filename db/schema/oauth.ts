import { sql } from "drizzle-orm";
import { boolean, check, foreignKey, index, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { at, bytea, tenantColumns, tenantKey, tenantReference } from "./columns";
import { mailboxes } from "./mailboxes";

/** A sign-in with a mail provider that was begun: it comes back once, within minutes, into the session that began it. */
export const oauthRequests = pgTable(
  "oauth_requests",
  {
    ...tenantColumns(),
    userId: uuid("user_id").notNull(),
    sessionHash: bytea("session_hash").notNull(),
    stateHash: bytea("state_hash").notNull(),
    provider: text("provider").notNull(),
    /** sealed by lib/mailboxes/seal-secrets */
    verifier: bytea("verifier").notNull(),
    redirectUri: text("redirect_uri").notNull(),
    address: text("address"),
    shared: boolean("shared").notNull().default(false),
    mailboxId: uuid("mailbox_id"),
    expiresAt: at("expires_at").notNull(),
    usedAt: at("used_at"),
  },
  (t) => [
    tenantKey(t),
    unique("oauth_requests_key").on(t.orgId, t.stateHash),
    check("oauth_requests_hashes_check", sql`octet_length(state_hash) = 32 and octet_length(session_hash) = 32`),
    index("oauth_requests_expires_idx").on(t.orgId, t.expiresAt),
    foreignKey({
      name: "oauth_requests_user_fk",
      columns: [t.orgId, t.userId],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
    tenantReference({ orgId: t.orgId, column: t.mailboxId, to: mailboxes, name: "oauth_requests_mailbox_fk" }),
  ],
);

/** What the provider gave for a mailbox: tokens, sealed like passwords, exchanged by one at a time. */
export const oauthConnections = pgTable(
  "oauth_connections",
  {
    ...tenantColumns(),
    mailboxId: uuid("mailbox_id").notNull(),
    provider: text("provider").notNull(),
    account: text("account").notNull(),
    scopes: text("scopes").notNull().default(""),
    tokens: bytea("tokens"),
    accessExpiresAt: at("access_expires_at").notNull(),
    generation: integer("generation").notNull().default(1),
    rotatingBy: text("rotating_by"),
    rotatingUntil: at("rotating_until"),
    revokedAt: at("revoked_at"),
  },
  (t) => [
    tenantKey(t),
    unique("oauth_connections_key").on(t.orgId, t.mailboxId),
    check("oauth_connections_tokens_check", sql`(tokens is null) = (revoked_at is not null)`),
    check("oauth_connections_rotating_check", sql`(rotating_by is null) = (rotating_until is null)`),
    tenantReference({ orgId: t.orgId, column: t.mailboxId, to: mailboxes, name: "oauth_connections_mailbox_fk" }),
  ],
);
