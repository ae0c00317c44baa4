import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { at, oneOf, tenantColumns, tenantKey, tenantReference } from "./columns";

/** Who gets a lead that arrives without an owner; the first active rule that fits, by position. */
export const assignmentRules = pgTable(
  "assignment_rules",
  {
    ...tenantColumns(),
    name: text("name").notNull(),
    position: integer("position").notNull(),
    strategy: text("strategy", { enum: ["round_robin"] })
      .notNull()
      .default("round_robin"),
    active: boolean("active").notNull().default(true),
    sources: text("sources").array().notNull().default([]),
    statuses: text("statuses").array().notNull().default([]),
    hours: jsonb("hours").$type<{ from: string; until: string; weekdays: number[] }>(),
    version: integer("version").notNull().default(1),
    archivedAt: at("archived_at"),
  },
  (t) => [
    tenantKey(t),
    oneOf("assignment_rules_strategy_check", t.strategy, ["round_robin"]),
    check("assignment_rules_hours_check", sql`hours is null or jsonb_typeof(hours) = 'object'`),
    check("assignment_rules_archived_check", sql`archived_at is null or not active`),
    index("assignment_rules_position_idx").on(t.orgId, t.position, t.id).where(sql`archived_at is null`),
  ],
);

/** A member's place in the rotation of a rule. */
export const assignmentMembers = pgTable(
  "assignment_members",
  {
    ...tenantColumns(),
    ruleId: uuid("rule_id").notNull(),
    userId: uuid("user_id").notNull(),
    dailyCap: integer("daily_cap"),
    turn: bigint("turn", { mode: "number" }).notNull().default(0),
    givenOn: date("given_on"),
    given: integer("given").notNull().default(0),
  },
  (t) => [
    tenantKey(t),
    unique("assignment_members_key").on(t.orgId, t.ruleId, t.userId),
    check("assignment_members_cap_check", sql`daily_cap >= 1`),
    tenantReference({ orgId: t.orgId, column: t.ruleId, to: assignmentRules, name: "assignment_members_rule_fk" }),
    foreignKey({
      name: "assignment_members_user_fk",
      columns: [t.orgId, t.userId],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
  ],
);
