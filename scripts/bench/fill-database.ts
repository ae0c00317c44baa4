import { readFileSync } from "node:fs";
import { join } from "node:path";
import type postgres from "postgres";

export type Size = { leads: number; communications: number };
export type FilledOrganization = { id: string; slug: string };

/** The large organization and the small neighbour whose rows must never cost or show anything. */
export const bench: FilledOrganization = { id: "00000000-0000-7000-8000-000000000001", slug: "bench" };
export const neighbour: FilledOrganization = { id: "00000000-0000-7000-8000-000000000002", slug: "neighbour" };
const neighbourSize: Size = { leads: 500, communications: 2000 };

/** Fills an empty, migrated database; `sql` is one connection of the administrator. `built` is the last moment of the story. */
export async function fillDatabase(
  sql: postgres.ReservedSql,
  size: Size,
  built: Date,
  say: (line: string) => void = () => {},
): Promise<void> {
  // The same rows every time: one random sequence, read by one process.
  await sql`select setseed(0.42), set_config('max_parallel_workers_per_gather', '0', false), set_config('statement_timeout', '0', false),
    set_config('bench.built', ${built.toISOString()}, false), set_config('synchronous_commit', 'off', false)`;
  for (const [organization, its] of [[bench, size] as const, [neighbour, neighbourSize] as const]) {
    await use(sql, organization, its);
    await run(sql, "people.sql");
  }
  const indexes = await dropIndexes(sql);
  await sql`set session_replication_role = replica`;
  for (const [organization, its] of [[bench, size] as const, [neighbour, neighbourSize] as const]) {
    await use(sql, organization, its);
    for (const file of ["leads.sql", "moves.sql", "touches.sql", "guard.sql"]) {
      say(`${organization.slug}: ${file}`);
      await run(sql, file);
    }
  }
  await sql`set session_replication_role = origin`;
  await sql`reset max_parallel_workers_per_gather`;
  say("indexes");
  await sql`set maintenance_work_mem = '512MB'`;
  await createIndexes(sql, indexes, (name) => recomputeNeeds.has(name));
  say("summaries and search documents");
  for (const organization of [bench, neighbour]) await sumUp(sql, organization.id);
  await createIndexes(sql, indexes, (name) => !recomputeNeeds.has(name));
  await sql.unsafe("drop table bench.touches, bench.threads; drop function bench.name").simple();
}

async function use(sql: postgres.ReservedSql, { id, slug }: FilledOrganization, its: Size): Promise<void> {
  const members = its.leads > neighbourSize.leads ? 50 : 5;
  const dnc = Math.min(its.leads * 4, 1_000_000);
  await sql`select set_config('bench.org', ${id}, false), set_config('bench.slug', ${slug}, false), set_config('app.org_id', ${id}, false),
    set_config('bench.leads', ${its.leads}::text, false), set_config('bench.communications', ${its.communications}::text, false),
    set_config('bench.members', ${members}::text, false), set_config('bench.dnc', ${dnc}::text, false)`;
}

const run = (sql: postgres.ReservedSql, file: string) =>
  sql.unsafe(readFileSync(join(import.meta.dirname, "fill", file), "utf8")).simple();

type Index = { name: string; definition: string };
const recomputeNeeds = new Set(["communications_lead_idx", "communications_thread_idx", "threads_root_key"]);
const filledTables = ["leads", "communications", "contact_points", "lead_search", "lead_tags", "threads"];

// One sort per index at the end costs a fraction of ten million single insertions.
async function dropIndexes(sql: postgres.ReservedSql): Promise<Index[]> {
  const found = await sql<Index[]>`
    select i.indexname as name, i.indexdef as definition from pg_indexes i
    where i.schemaname = 'public' and i.tablename = any (${filledTables})
      and not exists (select from pg_constraint c where c.conname = i.indexname) order by 1`;
  for (const { name } of found) await sql`drop index ${sql(name)}`;
  return [...found];
}

async function createIndexes(sql: postgres.ReservedSql, all: Index[], wanted: (name: string) => boolean) {
  for (const one of all) if (wanted(one.name)) await sql.unsafe(one.definition).simple();
}

/** The product's own functions write what its triggers would have written. */
async function sumUp(sql: postgres.ReservedSql, orgId: string): Promise<void> {
  await sql`select set_config('app.org_id', ${orgId}, false)`;
  await sql`analyze leads, communications, threads, companies, lead_search`;
  const batches = await sql<{ ids: string[] }[]>`
    select array_agg(id) as ids from bench.leads where org_id = ${orgId} group by (place - 1) / 20000 order by 1`;
  for (const { ids } of batches) {
    await sql`select recompute_thread_summary(array(select id from threads where org_id = ${orgId} and lead_id = any (${ids}::uuid[])))`;
    await sql`select recompute_lead_summary(${ids}::uuid[])`;
    await sql`select write_lead_search(${ids}::uuid[])`;
  }
  await sql`select rebuild_rollups()`;
  await foldAll(sql);
}

/** Folds what waits into the daily counts. */
export async function foldAll(sql: postgres.ReservedSql): Promise<void> {
  for (let folded = 1; folded > 0; ) {
    const [row] = await sql<{ n: number }[]>`select fold_rollups(5000) as n`;
    folded = row?.n ?? 0;
  }
}
