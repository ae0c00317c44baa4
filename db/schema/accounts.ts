import { sql } from "drizzle-orm";
import { boolean, check, foreignKey, integer, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { at, bytea, oneOf, tenantColumns, tenantKey, tenantReference } from "./columns";
import { organizations } from "./organizations";

export const roles = ["rep", "manager", "admin"] as const;

/** A person's identity, global: the same person may belong to several organizations. */
export const users = pgTable("users", {
  id: uuid("id").primaryKey().default(sql`new_id()`),
  email: text("email").notNull().unique(),
  name: text("name").notNull(),
  passwordHash: text("password_hash"),
  deactivatedAt: at("deactivated_at"),
  createdAt: at("created_at").notNull().defaultNow(),
  updatedAt: at("updated_at").notNull().defaultNow(),
});

export const teams = pgTable("teams", { ...tenantColumns(), name: text("name").notNull() }, (t) => [
  tenantKey(t),
  unique("teams_name_key").on(t.orgId, t.name),
]);

/**
 * A person's role in an organization. Name and address are kept here too, so that colleagues can be shown
 * without opening the global `users` table to tenant queries.
 */
export const memberships = pgTable(
  "memberships",
  {
    ...tenantColumns(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    name: text("name").notNull(),
    email: text("email").notNull(),
    role: text("role", { enum: roles }).notNull(),
    teamId: uuid("team_id"),
    active: boolean("active").notNull().default(true),
    capacity: integer("capacity").notNull().default(50),
    timezone: text("timezone"),
    showsLooking: boolean("shows_looking").notNull().default(true),
    showsWriting: boolean("shows_writing").notNull().default(true),
    visibility: text("visibility").notNull().default("all"),
    /** under this person's own emails */
    signature: text("signature"),
  },
  (t) => [
    tenantKey(t),
    unique("memberships_user_key").on(t.orgId, t.userId),
    oneOf("memberships_role_check", t.role, roles),
    check("memberships_signature_check", sql`char_length(signature) between 1 and 1000`),
    oneOf("memberships_visibility_check", t.visibility, ["own", "team", "all"]),
    tenantReference({ orgId: t.orgId, column: t.teamId, to: teams, name: "memberships_team_fk" }),
    foreignKey({ name: "memberships_org_fk", columns: [t.orgId], foreignColumns: [organizations.id] }),
  ],
);

export const sessions = pgTable(
  "sessions",
  {
    ...tenantColumns(),
    userId: uuid("user_id").notNull(),
    device: text("device").notNull().default(""),
    ip: text("ip").notNull().default(""),
    lastSeenAt: at("last_seen_at").notNull().defaultNow(),
    expiresAt: at("expires_at").notNull(),
    revokedAt: at("revoked_at"),
  },
  (t) => [
    tenantKey(t),
    foreignKey({
      name: "sessions_member_fk",
      columns: [t.orgId, t.userId],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
  ],
);

export const apiKeys = pgTable(
  "api_keys",
  {
    ...tenantColumns(),
    userId: uuid("user_id").notNull(),
    name: text("name").notNull(),
    hash: bytea("hash").notNull(),
    prefix: text("prefix").notNull(),
    scopes: text("scopes").array().notNull().default(sql`'{}'`),
    expiresAt: at("expires_at"),
    lastUsedAt: at("last_used_at"),
    revokedAt: at("revoked_at"),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("api_keys_hash_key").on(t.hash),
    foreignKey({
      name: "api_keys_member_fk",
      columns: [t.orgId, t.userId],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
  ],
);

/** A link that lets one person join; only the hash of its token is kept. */
export const invitations = pgTable(
  "invitations",
  {
    ...tenantColumns(),
    email: text("email").notNull(),
    role: text("role", { enum: roles }).notNull(),
    tokenHash: bytea("token_hash").notNull(),
    invitedBy: uuid("invited_by").notNull(),
    expiresAt: at("expires_at").notNull(),
    acceptedAt: at("accepted_at"),
    revokedAt: at("revoked_at"),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("invitations_token_key").on(t.tokenHash),
    oneOf("invitations_role_check", t.role, roles),
    foreignKey({
      name: "invitations_inviter_fk",
      columns: [t.orgId, t.invitedBy],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
  ],
);

export const passwordResets = pgTable(
  "password_resets",
  {
    ...tenantColumns(),
    userId: uuid("user_id").notNull(),
    tokenHash: bytea("token_hash").notNull(),
    createdBy: uuid("created_by").notNull(),
    expiresAt: at("expires_at").notNull(),
    usedAt: at("used_at"),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("password_resets_token_key").on(t.tokenHash),
    foreignKey({
      name: "password_resets_member_fk",
      columns: [t.orgId, t.userId],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
  ],
);

/** Failed sign-ins per account (hashed address) and hour: the counter behind the slow-down. Global, without names. */
export const signInAttempts = pgTable("sign_in_attempts", {
  subject: text("subject").primaryKey(),
  count: integer("count").notNull(),
  windowEndsAt: at("window_ends_at").notNull(),
});

/** The stored answer to a POST with an Idempotency-Key, kept for 7 days. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    ...tenantColumns(),
    principal: text("principal").notNull(),
    route: text("route").notNull(),
    key: text("key").notNull(),
    bodyHash: text("body_hash").notNull(),
    answer: text("answer").notNull(),
  },
  (t) => [tenantKey(t), unique("idempotency_keys_key").on(t.orgId, t.principal, t.route, t.key)],
);

/** One row per worker; `/api/health` calls the worker down when the beat is older than 10 s. */
export const workerHeartbeats = pgTable("worker_heartbeats", {
  name: text("name").primaryKey(),
  beatAt: at("beat_at").notNull(),
});
