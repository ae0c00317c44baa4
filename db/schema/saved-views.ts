import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { teams } from "./accounts";
import { at, oneOf, tenantColumns, tenantKey, tenantReference } from "./columns";

/** A list of leads under a name: filters, order and columns as its address has them. The key to its owner is in 0019. */
export const savedViews = pgTable(
  "saved_views",
  {
    ...tenantColumns(),
    ownerId: uuid("owner_id").notNull(),
    name: text("name").notNull(),
    visibility: text("visibility", { enum: ["private", "team", "public"] })
      .notNull()
      .default("private"),
    /** with which team it is shared */
    teamId: uuid("team_id"),
    query: jsonb("query").$type<Record<string, string>>().notNull().default({}),
    position: integer("position").notNull().default(0),
    version: integer("version").notNull().default(1),
    deletedAt: at("deleted_at"),
  },
  (t) => [
    tenantKey(t),
    oneOf("saved_views_visibility_check", t.visibility, ["private", "team", "public"]),
    check("saved_views_team_check", sql`(visibility = 'team') = (team_id is not null)`),
    tenantReference({ orgId: t.orgId, column: t.teamId, to: teams, name: "saved_views_team_fk" }),
    uniqueIndex("saved_views_name_key").on(t.orgId, t.ownerId, sql`lower(name)`).where(sql`deleted_at is null`),
    index("saved_views_position_idx").on(t.orgId, t.position, t.id).where(sql`deleted_at is null`),
  ],
);

/** With which view and columns the list opens for a person. The key to the member is in 0019. */
export const listHabits = pgTable(
  "list_habits",
  { ...tenantColumns(), userId: uuid("user_id").notNull(), viewId: uuid("view_id"), columns: text("columns") },
  (t) => [
    tenantKey(t),
    unique("list_habits_member_key").on(t.orgId, t.userId),
    tenantReference({ orgId: t.orgId, column: t.viewId, to: savedViews, name: "list_habits_view_fk" }),
  ],
);
