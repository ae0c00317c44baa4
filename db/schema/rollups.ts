import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  customType,
  date,
  index,
  integer,
  pgTable,
  smallint,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { tenantColumns, tenantKey } from "./columns";

const counted = () => ({
  day: date("day").notNull(),
  hour: smallint("hour").notNull(),
  userId: uuid("user_id"),
  channel: text("channel").notNull(),
  direction: text("direction").notNull(),
  touches: bigint("touches", { mode: "number" }).notNull(),
  answered: bigint("answered", { mode: "number" }).notNull(),
});

/** Touches by day and hour where the organization is, by rep, channel and direction; true together with the deltas alone. */
export const rollupsDaily = pgTable("rollups_daily", { ...tenantColumns(), ...counted() }, (t) => [
  tenantKey(t),
  unique("rollups_daily_key").on(t.orgId, t.day, t.hour, t.userId, t.channel, t.direction).nullsNotDistinct(),
  check("rollups_daily_hour_check", sql`hour between 0 and 23`),
]);

/** What each write adds, until it is folded, and whose facts it changed. */
export const rollupDeltas = pgTable(
  "rollup_deltas",
  { ...tenantColumns(), ...counted(), leadId: uuid("lead_id") },
  (t) => [tenantKey(t), index("rollup_deltas_lead_idx").on(t.orgId, t.leadId).where(sql`lead_id is not null`)],
);

/** Conversations, first responses and answers: each row counts for the periods that begin and end within its days. */
export const outreachRollups = pgTable(
  "outreach_rollups",
  {
    ...tenantColumns(),
    kind: text("kind").notNull(),
    fromAfter: date("from_after").notNull(),
    fromUntil: date("from_until").notNull(),
    toSince: date("to_since").notNull(),
    toBefore: date("to_before").notNull(),
    userId: uuid("user_id"),
    channel: text("channel"),
    ref: uuid("ref"),
    value: bigint("value", { mode: "number" }),
    n: integer("n").notNull(),
    m: integer("m").notNull(),
    begun: integer("begun").notNull(),
  },
  (t) => [
    tenantKey(t),
    unique("outreach_rollups_key")
      .on(t.orgId, t.kind, t.fromUntil, t.fromAfter, t.toSince, t.toBefore, t.channel, t.userId, t.ref, t.value)
      .nullsNotDistinct(),
    check(
      "outreach_rollups_kind_check",
      sql`kind in ('again', 'attempts', 'direction', 'hour', 'leads', 'responded', 'responses', 'sequence', 'template')`,
    ),
  ],
);

const facts = customType<{ data: string }>({ dataType: () => "outreach_fact[]" });

/** What each lead has added to them, so that it can be taken away again. */
export const leadOutreach = pgTable(
  "lead_outreach",
  { ...tenantColumns(), leadId: uuid("lead_id").notNull(), facts: facts("facts").notNull() },
  (t) => [tenantKey(t), unique("lead_outreach_lead_key").on(t.orgId, t.leadId)],
);

/** What each turn of folding moved, so that whoever keeps an answer adds that alone; null: all is added up again. */
export const outreachMoves = pgTable(
  "outreach_moves",
  { ...tenantColumns(), version: bigint("version", { mode: "number" }).notNull(), facts: facts("facts") },
  (t) => [tenantKey(t), unique("outreach_moves_version_key").on(t.orgId, t.version)],
);
