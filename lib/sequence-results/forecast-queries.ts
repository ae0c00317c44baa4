import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { placeOf } from "@/lib/quiet-hours/place-rules";
import { listPlans } from "@/lib/sequence-engine/queries";
import { getPlanFacts } from "@/lib/sequences/queries";
import { forecastDays, type Underway } from "./forecast-rules";
import type { Forecast } from "./schema";

const forecastLength = 14;

type Row = {
  own: boolean;
  version_id: string;
  step_id: string | null;
  due: Date | null;
  lead_zone: string | null;
  company_zone: string | null;
  phone: string | null;
  people: number;
};

/**
 * What a sequence will ask for on the next days, and all that run, against what the mailboxes send in a day. With `adding` as if so many
 * began now with its newest steps. NOT_FOUND when it is not here.
 */
export async function getForecast(
  tx: OrgTx,
  { id, adding = 0 }: { id: string; adding?: number | undefined },
  ctx: Context,
): Promise<Forecast> {
  const [newest] = await tx.sql<{ version_id: string | null }[]>`
    select (select v.id from sequence_versions v where v.sequence_id = s.id order by v.number desc limit 1) as version_id
    from nurture_sequences s where s.id = ${id}`;
  if (!newest) throw notFound("sequence");
  // Hours are near enough for days, and the opening of a number for where it is: they make few rows of many people.
  const rows = await tx.sql<Row[]>`
    select e.sequence_id = ${id} as own, e.version_id, e.step_id, case when e.next_run_at > ${ctx.now} then date_trunc('hour', e.next_run_at) end as due,
      l.timezone as lead_zone, c.timezone as company_zone, case when coalesce(l.timezone, c.timezone) is null then (
        select left(p.norm, 5) from contact_points p where p.lead_id = l.id and p.kind = 'phone' order by p.is_primary desc, p.id limit 1) end as phone,
      count(*)::int as people
    from lead_sequence_enrollments e join nurture_sequences s on s.org_id = e.org_id and s.id = e.sequence_id and s.state = 'active'
    join leads l on l.org_id = e.org_id and l.id = e.lead_id left join companies c on c.org_id = l.org_id and c.id = l.company_id
    where e.status = 'active' and e.awaits is null group by 1, 2, 3, 4, 5, 6, 7`;
  const begun = newest.version_id;
  const [plans, facts, daily_limit] = await Promise.all([
    listPlans(tx, [...rows.map((row) => row.version_id), ...(begun ? [begun] : [])]),
    getPlanFacts(tx, ctx),
    findDailyLimit(tx),
  ]);
  const underway = rows.map(
    (row): Underway => ({
      own: row.own,
      people: row.people,
      stepId: row.step_id,
      nextRunAt: row.due,
      steps: plans.get(row.version_id) ?? [],
      zones: zonesOf(row, ctx),
    }),
  );
  const [steps, first] = [plans.get(begun ?? "") ?? [], plans.get(begun ?? "")?.[0]];
  if (adding > 0 && first)
    underway.push({
      own: true,
      people: adding,
      stepId: first.id,
      nextRunAt: null,
      steps,
      zones: [ctx.timezone],
      begins: true,
    });
  const { quietHours, hardWindows, softWindows, groups } = facts;
  const clock = { zone: ctx.timezone, quietHours, hardWindows, softWindows, groups };
  return { data: forecastDays(underway, forecastLength, clock, ctx.now), daily_limit };
}

const zonesOf = ({ lead_zone, company_zone, phone }: Row, { timezone }: Context): string[] =>
  placeOf({ leadZone: lead_zone, companyZone: company_zone, phone, organizationZone: timezone }).zones;

/** What the mailboxes send in a day at most; null while one of them has no limit, or there is none. */
async function findDailyLimit(tx: OrgTx): Promise<number | null> {
  const [row] = await tx.sql<{ daily: number | null; open: boolean }[]>`
    select sum(day_limit)::int as daily, coalesce(bool_or(day_limit is null), true) as open from mailboxes where channel = 'email' and state = 'active'`;
  return row && !row.open ? row.daily : null;
}
