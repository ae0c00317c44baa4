import { sql } from "drizzle-orm";
import { boolean, foreignKey, index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { tenantColumns, tenantKey } from "./columns";

/** The prospect's employer. */
export const companies = pgTable(
  "companies",
  {
    ...tenantColumns(),
    name: text("name").notNull(),
    /** By which a company is found by its name; an index on lower(name) is of no use under the policies. */
    nameKey: text("name_key").generatedAlwaysAs(sql`lower(name)`),
    domain: text("domain"),
    freeMail: boolean("free_mail").notNull().default(false),
    timezone: text("timezone"),
    ownerId: uuid("owner_id"),
    source: text("source"),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("companies_domain_key").on(t.orgId, t.domain).where(sql`not free_mail`),
    index("companies_name_idx").on(t.orgId, t.nameKey),
    index("companies_place_idx").on(t.orgId, sql`lower(name)`, t.id),
    foreignKey({
      name: "companies_owner_fk",
      columns: [t.orgId, t.ownerId],
      foreignColumns: [memberships.orgId, memberships.userId],
    }),
  ],
);
