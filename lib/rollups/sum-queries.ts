import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import type { SumLine } from "./sum-rules";

/** The days where the organization is, both included, and the channel if one alone is asked for. */
export type SumQuestion = { from: string; to: string; method: string | null };
type Fragment = postgres.PendingQuery<postgres.Row[]>;
type Answer = { line: (SumLine & { waiting: boolean }) | null; latest: string | null; usable: boolean };
/** `waiting`: what is not folded yet and will be among what moved; `latest`: the move up to which the rest is known, if there was one. */
export type Told = { lines: SumLine[]; waiting: SumLine[]; latest: string | null };

/** Everything that the rollups hold for the days, and what waits. */
export async function addUp(tx: OrgTx, asked: SumQuestion): Promise<Told> {
  const rows = await tx.sql<Answer[]>`
    with pending as materialized (select * from pending_outreach()),
    lines as (${lines(tx, asked, tx.sql`outreach_rollups r where r.org_id = current_org_id()`)})
    select (${latest(tx)}) as latest, true as usable, to_jsonb(t) as line from (select 1) one left join lines t on true`;
  return told(rows);
}

/** What moved since the move that is known, and what waits; null when that cannot be said, and all is to be added up. */
export async function addSince(tx: OrgTx, asked: SumQuestion, known: string): Promise<Told | null> {
  const rows = await tx.sql<Answer[]>`
    with pending as materialized (select * from pending_outreach()),
    since as materialized (
      select m.facts from outreach_moves k join outreach_moves m on m.org_id = k.org_id and m.version > k.version
      where k.org_id = current_org_id() and k.id = ${known}),
    moved as materialized (select f.* from since s cross join unnest(s.facts) f),
    lines as (${lines(tx, asked, tx.sql`moved r where true`)})
    select (${latest(tx)}) as latest, to_jsonb(t) as line,
      exists (select from outreach_moves k where k.org_id = current_org_id() and k.id = ${known})
      and not exists (select from since where facts is null) as usable
    from (select 1) one left join lines t on true`;
  return rows[0]?.usable ? told(rows) : null;
}

function told(rows: readonly Answer[]): Told {
  const lines: SumLine[] = [];
  const waiting: SumLine[] = [];
  for (const { line } of rows) if (line) (line.waiting ? waiting : lines).push(line);
  return { lines, waiting, latest: rows[0]?.latest ?? null };
}

const latest = (tx: OrgTx) => tx.sql`
  select k.id from outreach_moves k where k.org_id = current_org_id() order by k.version desc limit 1`;

/** The facts of a source in sums that one adds to others of their kind: those that hold for the days, and of `pending` the same. */
function lines(tx: OrgTx, { from, to, method }: SumQuestion, source: Fragment): Fragment {
  const facts = (kind: Fragment, channel: Fragment) => {
    const holds = tx.sql`r.kind ${kind} and ${channel} and r.from_until between ${from}::date and ${to}::date and r.from_after < ${from}::date
      and r.to_since <= ${to}::date and r.to_before > ${to}::date`;
    const columns = tx.sql`r.kind, r.from_until as day, r.channel, r.user_id, r.ref, r.value, r.n, r.m, r.begun`;
    return tx.sql`(select false as waiting, ${columns} from ${source} and ${holds} union all select true, ${columns} from pending r where ${holds})`;
  };
  const any = method === null ? tx.sql`true` : tx.sql`r.channel = ${method}`;
  const of = (kind: string) => facts(tx.sql`= ${kind}`, any);
  // Leads reached and hours stand there for any channel too, and are not added up over the channels.
  const once = (kind: string) => facts(tx.sql`= ${kind}`, method === null ? tx.sql`r.channel is null` : any);
  return tx.sql`
    select waiting, case when grouping(channel) = 0 then 'channel' when grouping(user_id) = 0 then 'rep' when grouping(day) = 0 then 'day' else 'all' end as of,
      case when grouping(channel) = 0 then channel when grouping(user_id) = 0 then coalesce(user_id::text, '') when grouping(day) = 0 then day::text else '' end as key,
      sum(n) as n, sum(m) as m, sum(begun) as begun, null::text as values
    from ${facts(tx.sql`in ('attempts', 'again')`, any)} f group by grouping sets ((waiting), (waiting, channel), (waiting, user_id), (waiting, day))
    union all
    select waiting, 'leads', '', sum(n), 0, 0, null from ${once("leads")} f group by waiting
    union all
    select waiting, 'hour', value::text, sum(n), sum(m), 0, null from ${once("hour")} f group by waiting, value
    union all
    select waiting, 'direction', channel || ' ' || value, sum(n), 0, 0, null from ${of("direction")} f group by waiting, channel, value
    union all
    select waiting, 'weekday', weekday::text, sum(n), sum(m), 0, null
    from (select *, extract(isodow from day)::int as weekday from ${of("direction")} f where value = 0) f group by waiting, weekday
    union all
    select waiting, kind, ref::text, sum(n), sum(m), 0, null from ${facts(tx.sql`in ('sequence', 'template')`, any)} f group by waiting, kind, ref
    union all
    select waiting, 'response', (date '2000-01-01' + value::int)::text, sum(n), 0, 0, null from ${of("responses")} f group by waiting, value
    union all
    select waiting, 'times', channel || ' ' || coalesce(user_id::text, ''), n, 0, 0, string_agg(value::text, ',')
    from ${of("responded")} f where n <> 0 group by waiting, channel, user_id, n`;
}
