import { sql } from "drizzle-orm";
import { check, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { tenantColumns, tenantKey, tenantReference } from "./columns";
import { companies } from "./companies";

/** A further person of a pursuit; REST calls them stakeholders. Their addresses are contact points. */
export const contacts = pgTable(
  "contacts",
  {
    ...tenantColumns(),
    firstName: text("first_name"),
    lastName: text("last_name"),
    title: text("title"),
    email: text("email"),
    phoneE164: text("phone_e164"),
    linkedin: text("linkedin"),
    companyId: uuid("company_id"),
  },
  (t) => [
    tenantKey(t),
    check("contacts_phone_check", sql`phone_e164 ~ '^\\+[1-9][0-9]{6,14}$'`),
    tenantReference({ orgId: t.orgId, column: t.companyId, to: companies, name: "contacts_company_fk" }),
  ],
);
