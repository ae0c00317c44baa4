import type { OrgTx } from "@/db/tenant";
import { type Group, type Told, toldOfPeriod } from "./fact-rules";
import { sumByHashing, totalsPart } from "./total-queries";

/** Days since 2000, both included. */
export type DayRange = { from: number; to: number };
/** The move up to which a process knows its days, and the days that it wants besides; `summed`: what these add up to as one period, not each. */
export type Wanted = { known: string | null; days: DayRange | null; summed: boolean };
/** `held`: the facts of the wanted days, or their sums; `moved`: of any day, since the known move; `waiting`: not folded yet, and to be among what moves. */
export type Facts = { latest: string | null; held: Told[]; moved: Told[]; waiting: Told[] };
type Part = "held" | "moved" | "waiting";
type Line = { part: Part | null; group: Group; numbers: string };
type Row = Line & { latest: string | null; usable: boolean };

/** One statement, so one look at all of them. Null when what moved since cannot be said, and everything is to be asked anew. */
export async function askFacts(tx: OrgTx, wanted: Wanted): Promise<Facts | null> {
  const { days } = wanted;
  const summed = wanted.summed && days;
  const rows = await (summed ? sumByHashing(tx, () => askLines(tx, wanted)) : askLines(tx, wanted));
  const [first] = rows;
  if (!first?.usable) return null;
  const of = (part: Part) => rows.filter((row) => row.part === part);
  return {
    latest: first.latest,
    held: of("held").map((row) => (summed ? toldOfPeriod(read(row), summed) : toTold(row))),
    moved: of("moved").map(toTold),
    waiting: of("waiting").map(toTold),
  };
}

const askLines = (tx: OrgTx, { known, days, summed }: Wanted) => tx.sql<Row[]>`
  with since as materialized (
    select m.facts from outreach_moves k join outreach_moves m on m.org_id = k.org_id and m.version > k.version
    where k.org_id = current_org_id() and k.id = ${known}),
  facts as (
    ${days && summed ? totalsPart(tx, days) : heldPart(tx, days)}
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

const heldPart = (tx: OrgTx, days: DayRange | null) => tx.sql`
  select 'held' as part, ${facts(tx)} from outreach_rollups f where f.org_id = current_org_id() and f.kind = any (${kinds})
    and f.from_until between date '2000-01-01' + ${days?.from ?? 1}::int and date '2000-01-01' + ${days?.to ?? 0}::int`;

const read = ({ group, numbers }: Line): { group: Group; numbers: number[] } => ({
  group,
  numbers: JSON.parse(`[${numbers}]`),
});

function toTold(line: Line): Told {
  const { group, numbers } = read(line);
  return { group, numbers: Int32Array.from(numbers) };
}

// The microseconds of a response are a number of its own; elsewhere a value names the group.
const facts = (tx: OrgTx) => tx.sql`
  f.kind, f.channel, f.user_id, f.ref, case when f.kind <> 'responded' then coalesce(f.value, 0) else 0 end as value, concat_ws(',',
    f.from_until - date '2000-01-01', greatest(f.from_after, date '1900-01-01') - date '2000-01-01', f.to_since - date '2000-01-01',
    least(f.to_before, date '9999-12-31') - date '2000-01-01', f.n, f.m, f.begun,
    case when f.kind = 'responded' then f.value >> 31 else 0 end, case when f.kind = 'responded' then f.value & 2147483647 else 0 end) as numbers`;

// Named, so that their days are found by the index.
const kinds = ["again", "attempts", "direction", "hour", "leads", "responded", "responses", "sequence", "template"];
