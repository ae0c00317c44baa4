import { sql } from "drizzle-orm";
import { check, foreignKey, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { oneOf, tenantColumns, tenantKey } from "./columns";
import { suggestionTypes } from "./suggestions";

export const autonomyLevels = ["off", "suggest", "one_click", "automatic"] as const;

/** How far suggestions of a kind go by themselves: each person's wish, and an admin's ceiling for everybody (no user). */
export const autonomySettings = pgTable(
  "autonomy_settings",
  {
    ...tenantColumns(),
    userId: uuid("user_id"),
    action: text("action", { enum: suggestionTypes }).notNull(),
    level: text("level", { enum: autonomyLevels }).notNull(),
    dayLimit: integer("day_limit").notNull(),
    changedBy: uuid("changed_by").notNull(),
  },
  (t) => [
    tenantKey(t),
    unique("autonomy_settings_action_key").on(t.orgId, t.userId, t.action).nullsNotDistinct(),
    oneOf("autonomy_settings_action_check", t.action, suggestionTypes),
    oneOf("autonomy_settings_level_check", t.level, autonomyLevels),
    check("autonomy_settings_day_limit_check", sql`day_limit between 0 and 200`),
    foreignKey({
      name: "autonomy_settings_user_fk",
      columns: [t.orgId, t.userId],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
    foreignKey({
      name: "autonomy_settings_changed_by_fk",
      columns: [t.orgId, t.changedBy],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
  ],
);
