import { sql } from "drizzle-orm";
import { check, foreignKey, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { at, tenantColumns, tenantKey, tenantReference } from "./columns";
import { budgetAccounts, leadSources } from "./money";

/** What outreach was for, with the source and the budget account it belongs to. */
export const campaigns = pgTable(
  "campaigns",
  {
    ...tenantColumns(),
    name: text("name").notNull(),
    goal: text("goal"),
    sourceId: uuid("source_id"),
    accountId: uuid("account_id"),
    archivedAt: at("archived_at"),
    createdBy: uuid("created_by").notNull(),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    tenantKey(t),
    check("campaigns_name_check", sql`length(name) between 1 and 100 and length(goal) <= 1000`),
    tenantReference({ orgId: t.orgId, column: t.sourceId, to: leadSources, name: "campaigns_source_fk" }),
    tenantReference({ orgId: t.orgId, column: t.accountId, to: budgetAccounts, name: "campaigns_account_fk" }),
    foreignKey({
      name: "campaigns_created_by_fk",
      columns: [t.orgId, t.createdBy],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
    uniqueIndex("campaigns_name_key").on(t.orgId, sql`lower(name)`).where(sql`archived_at is null`),
  ],
);
