import type postgres from "postgres";
import { idOf } from "./wall-words";
import type { Catalogue, Reference } from "./walls";

type Sql = postgres.TransactionSql;
const undo = Symbol("undo");

/**
 * Tries every table as organization "b" while the rows of "a" lie beside its own, and names what it could do to them.
 * Each try is undone. Runs as the application with every right granted, so that nothing but the policies stands in the way.
 */
export async function sweepTable(sql: Sql, { keys, references }: Catalogue, table: string): Promise<string[]> {
  const [theirs, own] = [idOf("a", "org"), idOf("b", "org")];
  const target = sql(table);
  const columns = (keys[table] ?? []).map((name) => `"${name}"`).join(", ");
  const [row] = await sql<
    { json: object }[]
  >`select to_jsonb(t) as json from ${target} t where org_id = ${theirs} limit 1`;
  if (!row) return [`${table}: nothing to try it on`];
  const change = sql`update ${target} set org_id = org_id where org_id = ${theirs} returning 1`;
  const tries: [string, (as: Sql) => Promise<boolean>][] = [
    ["sees less than its own rows", async (as) => (await countOf(as, table, own)) === 0],
    ["select", async (as) => (await countOf(as, table, theirs)) > 0],
    ["update", async (as) => (await as`${change}`).length > 0],
    ["delete", async (as) => (await as`delete from ${target} where org_id = ${theirs} returning 1`).length > 0],
    [
      "give away",
      async (as) => (await as`update ${target} set org_id = ${theirs} where org_id = ${own} returning 1`).length > 0,
    ],
    [
      "insert",
      async (as) =>
        (
          await as.unsafe(
            `insert into ${table} (${columns}) select ${columns} from jsonb_populate_record(null::${table}, $1) returning 1`,
            [{ ...row.json, id: idOf("b", "fresh") } as postgres.JSONValue as string],
          )
        ).length > 0,
    ],
  ];
  const found: string[] = [];
  for (const [what, attempt] of tries) {
    for (const role of ["touchline_app", "touchline_owner"]) {
      if (await succeeds(sql, role, own, attempt))
        found.push(`${table}: ${what}${role === "touchline_app" ? "" : " as owner"}`);
    }
  }
  if (await succeeds(sql, "touchline_app", "", async (as) => (await as`select 1 from ${target}`).length > 0))
    found.push(`${table}: select without an organization`);
  for (const reference of references.filter((one) => one.table === table)) {
    if (await canReference(sql, reference)) found.push(`${table}: reference through ${reference.name}`);
  }
  return found;
}

/** Points a row of "b" at a row of "a", past the policies: the foreign key alone has to refuse it. */
async function canReference(sql: Sql, { table, to, columns, targets }: Reference): Promise<boolean> {
  const [theirs, own] = [idOf("a", "org"), idOf("b", "org")];
  const pairs = columns
    .map((column, nth) => [column, targets[nth] ?? ""] as const)
    .filter(([column]) => column !== "org_id");
  const setting = pairs.map(([column, target]) => `"${column}" = x."${target}"`).join(", ");
  const text = `update ${table} t set ${setting} from (select * from ${to} where org_id = '${theirs}' limit 1) x
    where t.org_id = '${own}' and t.ctid = (select ctid from ${table} where org_id = '${own}' limit 1) returning 1`;
  return succeeds(sql, null, own, async (as) => {
    const rows = await as.unsafe(text);
    await as`set constraints all immediate`;
    return rows.length > 0;
  });
}

async function countOf(sql: Sql, table: string, orgId: string): Promise<number> {
  const [row] = await sql<{ n: number }[]>`select count(*)::int as n from ${sql(table)} where org_id = ${orgId}`;
  return row?.n ?? 0;
}

async function succeeds(
  sql: Sql,
  role: string | null,
  orgId: string,
  attempt: (as: Sql) => Promise<boolean>,
): Promise<boolean> {
  let worked = false;
  try {
    await sql.savepoint(async (as) => {
      if (role) await as.unsafe(`set local role ${role}`);
      await as`select set_config('app.org_id', ${orgId}, true)`;
      worked = await attempt(as);
      throw undo;
    });
  } catch (error) {
    if (error === undo) return worked;
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    // A policy refuses as 42501; a key that speaks instead means that the policy let the row through.
    if (code === "42501") return false;
    if (code === "23503" || code === "23505") return role !== null;
    throw error;
  }
  return worked;
}
