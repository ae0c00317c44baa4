import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import { keepCampaign } from "@/lib/analytics/link-rules";
import { reachedBy } from "@/lib/campaigns/rule-queries";
import type { Context } from "@/lib/core/context";
import { takeMemory } from "@/lib/core/memory";
import { dayIn } from "@/lib/core/time";
import { getBaseCurrency } from "@/lib/deals/queries";
import { ratesPart } from "@/lib/exchange-rates/queries";
import { forecastLinks } from "./link-rules";
import {
  forecastDefinitions,
  forecastMethod,
  LOOK_BACK,
  meanErrorRate,
  pastMonths,
  type StatusMonth,
  tryOnPast,
  winRate,
} from "./rules";
import { type Forecast, type ForecastInput, PIPELINE } from "./schema";

type Fragment = postgres.PendingQuery<postgres.Row[]>;

type Standing = {
  status: string;
  leads: number;
  with_value: number;
  value_minor: number;
  judged_minor: number;
  judged_value: number;
  without_value: number;
  without_rate: number;
};

/** What the pipeline is worth, what of it will come in a month, and how wrong the same method was before. */
export async function getForecast(
  tx: OrgTx,
  ctx: Context,
  { months: count, campaign_id: campaign }: ForecastInput,
): Promise<Forecast> {
  takeMemory(tx);
  const today = dayIn(ctx.now, ctx.timezone);
  const base = await getBaseCurrency(tx);
  const months = pastMonths(today, count + LOOK_BACK);
  const history = await listStatusMonths(tx, ctx, base, { months, campaign });
  const now = await listStanding(tx, base, today, campaign);
  const pipeline = PIPELINE.map((status) => {
    const its = now.find((one) => one.status === status);
    const { base: of, rate } = winRate(history, status, months.slice(-LOOK_BACK));
    const value = its?.value_minor ?? 0;
    const byRate = Math.round((value - (its?.judged_value ?? 0)) * (rate ?? 0));
    return {
      status,
      leads: its?.leads ?? 0,
      with_value: its?.with_value ?? 0,
      value_minor: value,
      win_rate: rate,
      base: of,
      expected_minor: byRate + (its?.judged_minor ?? 0),
    };
  });
  const past = tryOnPast(history, months, count);
  const sum = (of: (one: Standing) => number) => now.reduce((all, one) => all + of(one), 0);
  return {
    as_of: today,
    month: today.slice(0, 7),
    timezone: ctx.timezone,
    base_currency: base,
    pipeline,
    pipeline_minor: pipeline.reduce((all, one) => all + one.value_minor, 0),
    expected_minor: pipeline.reduce((all, one) => all + one.expected_minor, 0),
    past,
    mean_error_rate: meanErrorRate(past),
    without_value: sum((one) => one.without_value),
    without_rate: sum((one) => one.without_rate),
    method: forecastMethod,
    rows: keepCampaign(forecastLinks(), campaign),
    definitions: forecastDefinitions,
  };
}

/**
 * `rates`, `valued`: by how much an amount of each currency is multiplied on a day, once; and the leads of some statuses, or all, with their worth
 * by it in the organization's currency, null without a value or a rate. A lead that was merged is a deleted one. Read from an index alone.
 */
export const valuedPart = (
  tx: OrgTx,
  base: string,
  day: string,
  among: Fragment,
  campaign: string | undefined,
) => tx.sql`
  ${ratesPart(
    tx,
    "rates",
    base,
    tx.sql`select ${base}::text as currency, ${day}::date as day
      union select r.currency, ${day}::date from fx_rates r where r.org_id = current_org_id() and r.base_currency = ${base}`,
  )},
  valued as (
    select l.id, l.status, l.status_changed_at, l.estimated_value_minor as value, l.probability_override as probability,
      round(l.estimated_value_minor * r.rate)::bigint as worth
    from leads l left join rates r on r.currency = l.currency
    where l.org_id = current_org_id() and l.deleted_at is null and ${among} and ${reachedBy(tx, "l.id", campaign)})`;

/** Leads that stand in the pipeline, or in one status of it, now. */
export const standing = (tx: OrgTx, statuses: readonly string[]) => tx.sql`l.status = any (${[...statuses]})`;

const listStanding = (tx: OrgTx, base: string, today: string, campaign: string | undefined) => tx.sql<Standing[]>`
  with ${valuedPart(tx, base, today, standing(tx, PIPELINE), campaign)},
  kept as materialized (select * from valued)
  select k.status, count(*)::int as leads, count(k.worth)::int as with_value, coalesce(sum(k.worth), 0)::bigint as value_minor,
    coalesce(sum(round(k.worth * k.probability::numeric)), 0)::bigint as judged_minor,
    coalesce(sum(k.worth) filter (where k.probability is not null), 0)::bigint as judged_value,
    (count(*) filter (where k.value is null))::int as without_value, (count(*) filter (where k.value is not null and k.worth is null))::int as without_rate
  from kept k group by 1`;

type PastMonths = { months: string[]; campaign: string | undefined };

/**
 * For each month and status: who stood there when it began, and who of them was won before it ended. The stays are summed up by their first
 * and last month before they are spread over the months, so that a year of a large pipeline is not a row for each lead and month.
 */
const listStatusMonths = (tx: OrgTx, ctx: Context, base: string, past: PastMonths) => tx.sql<StatusMonth[]>`
  with ${stoodPart(tx, ctx, base, past)},
  alike as (
    select s.status, s.first, s.last, count(*) as leads, coalesce(sum(s.worth), 0) as value from stood s group by 1, 2, 3),
  counted as (
    select a.status, nth, a.leads, a.value, 0 as won, 0 as won_value from alike a cross join lateral generate_series(a.first, a.last) as nth
    union all
    select t.status, t.nth, 0, coalesce(t.won_value, t.value, 0) - coalesce(t.value, 0), 1, coalesce(t.won_value, 0) from came_then t)
  select m.names[nth] as month, status, sum(leads)::int as leads, sum(won)::int as won, sum(value)::bigint as value, sum(won_value)::bigint as won_value
  from counted cross join month m group by 1, 2`;

/**
 * `stood`: each stay of a lead in the pipeline with what it is worth, and the first and the last month at whose beginning it lasted, by their places. `came_then`: those
 * who became clients within a month at whose beginning they stood there. `stood_then`: a row for each lead and month, with what came of it.
 */
export const stoodPart = (tx: OrgTx, ctx: Context, base: string, { months, campaign }: PastMonths) => tx.sql`
  month as materialized (
    select array_agg(m order by nth) as names, array_agg((m || '-01')::timestamp at time zone ${ctx.timezone} order by nth) as lows,
      array_agg(((m || '-01')::timestamp + interval '1 month') at time zone ${ctx.timezone} order by nth) as highs
    from unnest(${months}::text[]) with ordinality as u(m, nth)),
  ${valuedPart(tx, base, dayIn(ctx.now, ctx.timezone), tx.sql`true`, campaign)},
  stay as (
    select h.lead_id, h.to_status as status, h.at as since,
      lead(h.at, 1, 'infinity') over (partition by h.lead_id order by h.at, h.created_at, h.id) as until
    from lead_status_history h where h.org_id = current_org_id() and h.merged_from is null),
  stood as materialized (
    select s.*, l.worth from (
      select s.lead_id, s.status, width_bucket(s.since, m.lows) + 1 as first, width_bucket(s.until, m.lows) as last
      from stay s cross join month m where s.status = any (${[...PIPELINE]})) s
    join valued l on l.id = s.lead_id where s.first <= s.last),
  won_on as materialized (
    select c.id, c.from_lead_id as lead_id, c.converted_at, c.value_minor, c.currency, (c.converted_at at time zone ${ctx.timezone})::date as day
    from clients c where c.org_id = current_org_id() and c.undone_at is null and c.converted_at >= (select lows[1] from month)),
  ${ratesPart(tx, "rates_then", base, tx.sql`select distinct w.currency, w.day from won_on w`)},
  won as materialized (
    select w.id, w.lead_id, w.converted_at, round(w.value_minor * r.rate)::bigint as worth
    from won_on w left join rates_then r on r.currency = w.currency and r.day = w.day),
  came_then as (
    select nth, s.status, s.lead_id, c.id as client_id, s.worth as value, c.worth as won_value, c.converted_at
    from won c cross join month m cross join lateral width_bucket(c.converted_at, m.lows) as nth
    join stood s on s.lead_id = c.lead_id and nth between s.first and s.last where c.converted_at < m.highs[nth]),
  stood_then as (
    select m.names[at_start.nth] as month, m.lows[at_start.nth] as low, s.status, s.lead_id, c.client_id, s.worth as value, c.won_value, c.converted_at
    from stood s cross join month m cross join lateral generate_series(s.first, s.last) as at_start(nth)
    left join came_then c on c.lead_id = s.lead_id and c.nth = at_start.nth and c.status = s.status)`;
