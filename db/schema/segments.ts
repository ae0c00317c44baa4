import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { at, oneOf, tenantColumns, tenantKey } from "./columns";

export const segmentVisibilities = ["private", "team", "public"] as const;

/** Conditions under a name. Who is in it is asked anew each time; the count is of the last time it was saved. */
export const segments = pgTable(
  "segments",
  {
    ...tenantColumns(),
    name: text("name").notNull(),
    filter: jsonb("filter").notNull(),
    visibility: text("visibility", { enum: segmentVisibilities }).notNull(),
    ownerId: uuid("owner_id").notNull(),
    lastCount: integer("last_count"),
    countedAt: at("counted_at"),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    tenantKey(t),
    oneOf("segments_visibility_check", t.visibility, segmentVisibilities),
    check("segments_name_check", sql`char_length(name) between 1 and 100`),
    check("segments_filter_check", sql`jsonb_typeof(filter) = 'object'`),
    check("segments_count_check", sql`(last_count is null) = (counted_at is null)`),
    index("segments_owner_idx").on(t.orgId, t.ownerId),
    foreignKey({
      name: "segments_owner_fk",
      columns: [t.orgId, t.ownerId],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
  ],
);
