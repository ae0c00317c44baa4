import { sql } from "drizzle-orm";
import { boolean, check, foreignKey, integer, pgTable, unique, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { tenantColumns, tenantKey } from "./columns";

/** What a member wants to reach in a day; nobody else sees it unless it is shared. */
export const memberGoals = pgTable(
  "member_goals",
  {
    ...tenantColumns(),
    userId: uuid("user_id").notNull(),
    touches: integer("touches"),
    people: integer("people"),
    calls: integer("calls"),
    shared: boolean("shared").notNull().default(false),
  },
  (t) => [
    tenantKey(t),
    unique("member_goals_user_key").on(t.orgId, t.userId),
    check("member_goals_check", sql`least(touches, people, calls) >= 1 and greatest(touches, people, calls) <= 500`),
    foreignKey({
      name: "member_goals_user_fk",
      columns: [t.orgId, t.userId],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
  ],
);
