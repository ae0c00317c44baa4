import { sql } from "drizzle-orm";
import { check, foreignKey, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { tenantColumns, tenantKey } from "./columns";

/** One row per change of a setting; the newest version of a key holds, null is the default. A trigger counts and applies it. */
export const systemConfig = pgTable(
  "system_config",
  {
    ...tenantColumns(),
    key: text("key").notNull(),
    value: jsonb("value").$type<number | boolean | string | null>().notNull(),
    version: integer("version").notNull(),
    changedBy: uuid("changed_by").notNull(),
  },
  (t) => [
    tenantKey(t),
    unique("system_config_version_key").on(t.orgId, t.key, t.version),
    check("system_config_key_check", sql`key ~ '^[a-z0-9_]+(\\.[a-z0-9_]+)+$'`),
    check("system_config_value_check", sql`jsonb_typeof(value) in ('number', 'boolean', 'string', 'null')`),
    check("system_config_version_check", sql`version >= 1`),
    foreignKey({
      name: "system_config_changed_by_fk",
      columns: [t.orgId, t.changedBy],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
  ],
);
