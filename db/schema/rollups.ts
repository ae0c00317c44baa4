import { sql } from "drizzle-orm";
import { bigint, check, date, pgTable, smallint, text, unique, uuid } from "drizzle-orm/pg-core";
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

/** What each write adds, until it is folded. */
export const rollupDeltas = pgTable("rollup_deltas", { ...tenantColumns(), ...counted() }, (t) => [tenantKey(t)]);
