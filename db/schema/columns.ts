import { sql } from "drizzle-orm";
import { check, customType, foreignKey, type PgColumn, primaryKey, timestamp, uuid } from "drizzle-orm/pg-core";

/** Columns of every tenant table; `org_id` and `id` default in the database, so a forgotten value cannot cross a wall. */
export const tenantColumns = () => ({
  orgId: uuid("org_id").notNull().default(sql`current_org_id()`),
  id: uuid("id").notNull().default(sql`new_id()`),
  createdAt: at("created_at").notNull().defaultNow(),
  updatedAt: at("updated_at").notNull().defaultNow(),
});

export const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

export const tenantKey = (t: { orgId: PgColumn; id: PgColumn }) => primaryKey({ columns: [t.orgId, t.id] });

type Reference = { orgId: PgColumn; column: PgColumn; to: { orgId: PgColumn; id: PgColumn }; name: string };

/** A foreign key that cannot point into another organization. */
export const tenantReference = ({ orgId, column, to, name }: Reference) =>
  foreignKey({ name, columns: [orgId, column], foreignColumns: [to.orgId, to.id] });

/** CHECK that a text column holds one of the words; native enums lose their index under row-level security. */
export const oneOf = (name: string, column: PgColumn, words: readonly string[]) =>
  check(name, sql`${column} in (${sql.raw(words.map((word) => `'${word}'`).join(", "))})`);

export const bytea = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });
export const xid8 = customType<{ data: string }>({ dataType: () => "xid8" });
export const tstzrange = customType<{ data: string }>({ dataType: () => "tstzrange" });
export const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });
