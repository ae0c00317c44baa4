import { sql } from "drizzle-orm";
import { bigint, index, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { at, bytea, tenantColumns, tenantKey, tenantReference, xid8 } from "./columns";

/** Audit log, outbox and live feed in one. Position and hashes are given by the sealer, once, when the row is older than every running transaction. */
export const events = pgTable(
  "events",
  {
    ...tenantColumns(),
    kind: text("kind").notNull(),
    at: at("at").notNull(),
    leadId: uuid("lead_id"),
    subjects: jsonb("subjects").$type<Record<string, string>>().notNull().default({}),
    actorId: uuid("actor_id"),
    actorName: text("actor_name"),
    via: text("via").notNull(),
    ip: text("ip"),
    userAgent: text("user_agent"),
    requestId: text("request_id"),
    payloadHash: bytea("payload_hash").notNull(),
    xid: xid8("xid").notNull().default(sql`pg_current_xact_id()`),
    position: bigint("position", { mode: "number" }),
    prevHash: bytea("prev_hash"),
    hash: bytea("hash"),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("events_position_key").on(t.orgId, t.position).where(sql`position is not null`),
    index("events_unsealed_idx").on(t.xid).where(sql`position is null`),
    index("events_lead_idx").on(t.orgId, t.leadId, t.at.desc().nullsFirst()).where(sql`lead_id is not null`),
  ],
);

/** What erasure may empty; the chain hashes sha256(salt ‖ payload) and still verifies afterwards. */
export const eventPayloads = pgTable(
  "event_payloads",
  { ...tenantColumns(), salt: bytea("salt"), payload: text("payload") },
  (t) => [tenantKey(t), tenantReference({ orgId: t.orgId, column: t.id, to: events, name: "event_payloads_event_fk" })],
);

/** The end of each organization's chain: without it a cut tail could not be noticed. */
export const eventHeads = pgTable("event_heads", {
  orgId: uuid("org_id").primaryKey(),
  position: bigint("position", { mode: "number" }).notNull(),
  hash: bytea("hash").notNull(),
});
