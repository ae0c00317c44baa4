import type postgres from "postgres";
import { bench, foldAll } from "@/scripts/bench/fill-database";
import { serverMs } from "@/scripts/bench/processor-time";
import { row } from "@/scripts/bench/report";

type Speed = { perSecond: number; postgres: number };
export type FoldRun = { touches: number; ours: Speed; bare: Speed; upkeep: Upkeep };
/** Milliseconds: a touch inserted with its delta and without; all counted anew, and how many touches that were. */
type Upkeep = { counted: number; uncounted: number; rebuilt: number; ledger: number };

const wanted = 20_000;

/**
 * How fast the rollups catch up with touches that were just written, of as many leads; beside it one statement that adds the same touches
 * to a table of counts by day and channel, as one would write it by hand.
 */
export async function measureFolding(admin: postgres.Sql, postmaster: number): Promise<FoldRun> {
  const sql = await admin.reserve();
  try {
    await sql`select set_config('app.org_id', ${bench.id}, false), set_config('statement_timeout', '0', false)`;
    await foldAll(sql);
    // With triggers off, and what those of the counts would have written: the summaries of so many leads at once take minutes.
    await sql`set session_replication_role = replica`;
    const stored = await sql`
      with stored as (insert into communications (org_id, lead_id, user_id, actor_name, source, intent, channel, direction, status, occurred_at,
        counts_as_contact)
      select b.org_id, b.id, m.user_id, 'Member', 'api', 'happened', 'call', 'outbound', 'logged', now(), true
      from bench.leads b join bench.members m on m.org_id = b.org_id and m.place = 1
      where b.org_id = ${bench.id} and b.place > 1 order by hashint4(b.place) limit ${wanted} returning *)
      insert into rollup_deltas (org_id, day, hour, user_id, channel, direction, lead_id, touches, answered)
      select s.org_id, (s.occurred_at at time zone o.timezone)::date, extract(hour from s.occurred_at at time zone o.timezone)::smallint,
        s.user_id, s.channel, s.direction, s.lead_id, 1, 0 from stored s join organizations o on o.id = s.org_id`;
    await sql`set session_replication_role = origin`;
    const ours = await timed(postmaster, stored.count, () => foldAll(sql));
    await sql`create temporary table counted (day date, channel text, n bigint, primary key (day, channel))`;
    const bare = await timed(
      postmaster,
      stored.count,
      () => sql`
      insert into counted select occurred_at::date, channel, count(*) from communications
      where org_id = ${bench.id} and channel = 'call' and occurred_at >= now() - interval '1 hour' group by 1, 2
      on conflict (day, channel) do update set n = counted.n + excluded.n`,
    );
    await sql`drop table counted`;
    return { touches: stored.count, ours, bare, upkeep: await measureUpkeep(sql) };
  } finally {
    sql.release();
  }
}

/** What logging pays for its delta, and what it takes to count everything anew; both are rolled back. */
async function measureUpkeep(sql: postgres.ReservedSql): Promise<Upkeep> {
  const insert = async () => {
    const began = performance.now();
    for (let nth = 0; nth < 500; nth++) {
      await sql`
        insert into communications (org_id, lead_id, user_id, actor_name, source, intent, channel, direction, status, occurred_at)
        select b.org_id, b.id, m.user_id, 'Member', 'api', 'happened', 'call', 'outbound', 'logged', now()
        from bench.leads b join bench.members m on m.org_id = b.org_id and m.place = 1 where b.org_id = ${bench.id} and b.place = ${1000 + nth}`;
    }
    return (performance.now() - began) / 500;
  };
  const rolledBack = async <T>(work: () => Promise<T>): Promise<T> => {
    await sql`begin`;
    try {
      return await work();
    } finally {
      await sql`rollback`;
    }
  };
  await rolledBack(insert);
  const counted = await rolledBack(insert);
  const uncounted = await rolledBack(async () => {
    await sql`alter table communications disable trigger count_new_touches`;
    return insert();
  });
  const rebuilt = await rolledBack(async () => {
    await sql`delete from rollups_daily where org_id = ${bench.id}`;
    await sql`delete from outreach_rollups where org_id = ${bench.id}`;
    await sql`delete from lead_outreach where org_id = ${bench.id}`;
    const began = performance.now();
    await sql`select rebuild_rollups()`;
    await foldAll(sql);
    return performance.now() - began;
  });
  const [row] = await sql<{ n: number }[]>`select count(*)::int as n from communications where org_id = ${bench.id}`;
  return { counted, uncounted, rebuilt, ledger: row?.n ?? 0 };
}

async function timed(postmaster: number, touches: number, work: () => PromiseLike<unknown>): Promise<Speed> {
  const [cpu, began] = [serverMs(postmaster), performance.now()];
  await work();
  return {
    perSecond: touches / ((performance.now() - began) / 1000),
    postgres: (serverMs(postmaster) - cpu) / touches,
  };
}

export function foldTable({ touches, ours, bare, upkeep }: FoldRun): string {
  const line = (name: string, one: Speed) => row([name, Math.round(one.perSecond), one.postgres.toFixed(3)]);
  const head = [`rollups catch up with ${touches.toLocaleString("en")} touches`, "touches/s", "CPU ms postgres"];
  const { counted, uncounted, rebuilt, ledger } = upkeep;
  return [
    row(head),
    row(head.map(() => "---")),
    line("counted by hand", bare),
    line("Touchline", ours),
    "",
    `A touch inserted: ${counted.toFixed(2)} ms with its delta, ${uncounted.toFixed(2)} ms without.`,
    `All ${ledger.toLocaleString("en")} touches counted anew: ${(rebuilt / 1000).toFixed(1)} s, ${((rebuilt / ledger) * (10_000_000 / 60_000)).toFixed(1)} minutes for ten million.`,
  ].join("\n");
}
