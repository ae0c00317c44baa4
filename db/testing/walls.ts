import type postgres from "postgres";
import { fileRows, ledgerRows, listRows, peopleRows } from "./ledger-rows";
import { moneyRows } from "./money-rows";
import { idOf, type Row, wordsOf } from "./wall-words";
import { afterRows, scoreRows, sequenceRows } from "./work-rows";

type Sql = postgres.TransactionSql;
export type Reference = { name: string; table: string; to: string; columns: string[]; targets: string[] };
export type Catalogue = { tables: string[]; references: Reference[]; keys: Record<string, string[]> };

/** The tenant tables and their references to one another, as the catalogue has them. */
export async function readCatalogue(sql: postgres.Sql): Promise<Catalogue> {
  const columns = await sql<{ table: string; names: string[] }[]>`
    select c.relname as table, array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as names
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and exists (
      select from pg_attribute o where o.attrelid = c.oid and o.attname = 'org_id') group by 1 order by 1`;
  const references = await sql<Reference[]>`
    select k.conname as name, c.relname as table, r.relname as to,
      (select array_agg(a.attname::text order by o) from unnest(k.conkey) with ordinality as u(n, o) join pg_attribute a on a.attrelid = c.oid and a.attnum = n) as columns,
      (select array_agg(a.attname::text order by o) from unnest(k.confkey) with ordinality as u(n, o) join pg_attribute a on a.attrelid = r.oid and a.attnum = n) as targets
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class r on r.oid = k.confrelid
    where k.contype = 'f' and k.connamespace = 'public'::regnamespace and r.relname not in ('organizations', 'users') order by 1`;
  return {
    tables: columns.map((one) => one.table),
    references: [...references],
    keys: Object.fromEntries(columns.map((one) => [one.table, one.names])),
  };
}

/** Two rows in every tenant table, as an administrator with triggers off writes them: nothing but the walls is tried here. */
export async function fillOrganization(sql: Sql, org: string): Promise<void> {
  const orgId = idOf(org, "org");
  await sql`insert into organizations (id, slug, name) values (${orgId}, ${org}, ${org})`;
  for (const nth of ["1", "2"]) {
    await sql`insert into users (id, email, name) values (${idOf(org, `user${nth}`)}, ${`${org}${nth}@example.com`}, ${org})`;
    for (const [table, row] of rowsOf(org, nth)) {
      if (table === "event_heads" && nth === "2") continue;
      const own: Row = table === "event_heads" ? {} : { id: idOf(org, table + nth) };
      await sql`insert into ${sql(table)} ${sql({ org_id: orgId, ...own, ...row })}`;
    }
  }
}

const rowsOf = (org: string, nth: string): [string, Row][] =>
  [peopleRows, ledgerRows, listRows, fileRows, sequenceRows, afterRows, moneyRows, scoreRows].flatMap((rows) =>
    rows(wordsOf(org, nth)),
  );

/** Rows whose own id is the id of what they belong to. */
export async function fillAttached(sql: Sql, org: string): Promise<void> {
  for (const nth of ["1", "2"]) {
    const org_id = idOf(org, "org");
    await sql`insert into lead_search ${sql({ org_id, id: idOf(org, `leads${nth}`), document: "delta" })}`;
    await sql`insert into event_payloads ${sql({ org_id, id: idOf(org, `events${nth}`), payload: "{}" })}`;
  }
}
