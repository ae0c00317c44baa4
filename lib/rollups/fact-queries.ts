import type { OrgTx } from "@/db/tenant";
import type { Group, Told } from "./fact-rules";

/** Days since 2000, both included. */
export type DayRange = { from: number; to: number };
/** The move up to which a process knows its days, and the days that it wants besides. */
export type Wanted = { known: string | null; days: DayRange | null };
/** `held`: the facts of the wanted days; `moved`: of any day, since the known move; `waiting`: not folded yet, and to be among what moves. */
export type Facts = { latest: string | null; held: Told[]; moved: Told[]; waiting: Told[] };
type Part = "held" | "moved" | "waiting";
type Line = { part: Part | null; group: Group; numbers: string };

/** One statement, so one look at all of them. Null when what moved since cannot be said, and everything is to be asked anew. */
export async function askFacts(tx: OrgTx, { known, days }: Wanted): Promise<Facts | null> {
  const { from, to } = days ?? { from: 1, to: 0 };
  const rows = await tx.sql<(Line & { latest: string | null; usable: boolean })[]>`
    with since as materialized (
      select m.facts from outreach_moves k join outreach_moves m on m.org_id = k.org_id and m.version > k.version
      where k.org_id = current_org_id() and k.id = ${known}),
    facts as (
      select 'held' as part, ${facts(tx)} from outreach_rollups f where f.org_id = current_org_id() and f.kind = any (${kinds})
        and f.from_until between date '2000-01-01' + ${from}::int and date '2000-01-01' + ${to}::int
      union all
      select 'moved', ${facts(tx)} from since s cross join unnest(s.facts) f
      union all
      select 'waiting', ${facts(tx)} from pending_outreach() f),
    lines as (
      select part, kind, channel, user_id, ref, value, string_agg(numbers, ',') as numbers from facts group by 1, 2, 3, 4, 5, 6)
    select (select k.id from outreach_moves k where k.org_id = current_org_id() order by k.version desc limit 1) as latest,
      ${known}::uuid is null or (exists (select from outreach_moves k where k.org_id = current_org_id() and k.id = ${known})
        and not exists (select from since where facts is null)) as usable, l.part, l.numbers,
      json_build_object('kind', l.kind, 'channel', l.channel, 'user_id', l.user_id, 'ref', l.ref, 'value', l.value) as group
    from (select 1) one left join lines l on true`;
  const [first] = rows;
  if (!first?.usable) return null;
  const of = (part: Part) => rows.filter((row) => row.part === part).map(toTold);
  return { latest: first.latest, held: of("held"), moved: of("moved"), waiting: of("waiting") };
}

const toTold = ({ group, numbers }: Line): Told => ({ group, numbers: Int32Array.from(JSON.parse(`[${numbers}]`)) });

// The microseconds of a response are a number of its own; elsewhere a value names the group.
const facts = (tx: OrgTx) => tx.sql`
  f.kind, f.channel, f.user_id, f.ref, case when f.kind <> 'responded' then coalesce(f.value, 0) else 0 end as value, concat_ws(',',
    f.from_until - date '2000-01-01', greatest(f.from_after, date '1900-01-01') - date '2000-01-01', f.to_since - date '2000-01-01',
    least(f.to_before, date '9999-12-31') - date '2000-01-01', f.n, f.m, f.begun,
    case when f.kind = 'responded' then f.value >> 31 else 0 end, case when f.kind = 'responded' then f.value & 2147483647 else 0 end) as numbers`;

// Named, so that their days are found by the index.
const kinds = ["again", "attempts", "direction", "hour", "leads", "responded", "responses", "sequence", "template"];
