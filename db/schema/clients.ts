import { sql } from "drizzle-orm";
import { bigint, check, foreignKey, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./accounts";
import { at, oneOf, tenantColumns, tenantKey, tenantReference } from "./columns";
import { leads } from "./leads";

/** A customer: what a lead became. One that was undone stays as history; a lead has one standing client at most. */
export const clients = pgTable(
  "clients",
  {
    ...tenantColumns(),
    name: text("name").notNull(),
    fromLeadId: uuid("from_lead_id").notNull(),
    fromStatus: text("from_status", { enum: ["qualified", "proposal"] }).notNull(),
    valueMinor: bigint("value_minor", { mode: "number" }),
    currency: text("currency"),
    convertedBy: uuid("converted_by").notNull(),
    convertedAt: at("converted_at").notNull(),
    undoneBy: uuid("undone_by"),
    undoneAt: at("undone_at"),
    undoneReason: text("undone_reason"),
  },
  (t) => [
    tenantKey(t),
    oneOf("clients_status_check", t.fromStatus, ["qualified", "proposal"]),
    check("clients_value_check", sql`value_minor between 0 and 9007199254740991`),
    check(
      "clients_currency_check",
      sql`(currency is null or currency ~ '^[A-Z]{3}$') and (value_minor is null or currency is not null)`,
    ),
    check(
      "clients_undone_check",
      sql`(undone_at is null) = (undone_by is null) and (undone_at is null) = (undone_reason is null) and coalesce(btrim(undone_reason), 'x') <> ''`,
    ),
    tenantReference({ orgId: t.orgId, column: t.fromLeadId, to: leads, name: "clients_lead_fk" }),
    ...[
      { name: "clients_converted_by_fk", column: t.convertedBy },
      { name: "clients_undone_by_fk", column: t.undoneBy },
    ].map(({ name, column }) =>
      foreignKey({ name, columns: [t.orgId, column], foreignColumns: [memberships.orgId, memberships.userId] }),
    ),
    uniqueIndex("clients_lead_key").on(t.orgId, t.fromLeadId).where(sql`undone_at is null`),
    index("clients_converted_idx").on(t.orgId, t.convertedAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
  ],
);
