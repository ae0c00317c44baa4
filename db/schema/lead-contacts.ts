import { boolean, index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { oneOf, tenantColumns, tenantKey, tenantReference } from "./columns";
import { contacts } from "./contacts";
import { leads } from "./leads";

export const influences = ["decides", "advises", "blocks", "informs"] as const;

/** Which stakeholders a pursuit has, and what each one is in it. */
export const leadContacts = pgTable(
  "lead_contacts",
  {
    ...tenantColumns(),
    leadId: uuid("lead_id").notNull(),
    contactId: uuid("contact_id").notNull(),
    role: text("role"),
    influence: text("influence", { enum: influences }),
    isPrimary: boolean("is_primary").notNull().default(false),
  },
  (t) => [
    tenantKey(t),
    unique("lead_contacts_key").on(t.orgId, t.leadId, t.contactId),
    oneOf("lead_contacts_influence_check", t.influence, influences),
    tenantReference({ orgId: t.orgId, column: t.leadId, to: leads, name: "lead_contacts_lead_fk" }),
    tenantReference({ orgId: t.orgId, column: t.contactId, to: contacts, name: "lead_contacts_contact_fk" }),
    index("lead_contacts_contact_idx").on(t.orgId, t.contactId),
  ],
);
