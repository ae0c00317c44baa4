import type { OrgTx } from "@/db/tenant";
import { keepCampaign } from "@/lib/analytics/link-rules";
import { reachedBy } from "@/lib/campaigns/rule-queries";
import type { Context } from "@/lib/core/context";
import { dayIn } from "@/lib/core/time";
import { getBaseCurrency } from "@/lib/deals/queries";
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
  const today = dayIn(ctx.now, ctx.timezone);
  const base = await getBaseCurrency(tx);
  const months = pastMonths(today, count + LOOK_BACK);
  const history = await listStatusMonths(tx, ctx, base, { months, campaign });
  const standing = await listStanding(tx, base, today, campaign);
  const pipeline = PIPELINE.map((status) => {
    const now = standing.find((one) => one.status === status);
    const { base: of, rate } = winRate(history, status, months.slice(-LOOK_BACK));
    const value = now?.value_minor ?? 0;
    const byRate = Math.round((value - (now?.judged_value ?? 0)) * (rate ?? 0));
    return {
      status,
      leads: now?.leads ?? 0,
      with_value: now?.with_value ?? 0,
      value_minor: value,
      win_rate: rate,
      base: of,
      expected_minor: byRate + (now?.judged_minor ?? 0),
    };
  });
  const past = tryOnPast(history, months, count);
  const sum = (of: (one: Standing) => number) => standing.reduce((all, one) => all + of(one), 0);
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

/** `valued`: leads with their value in the organization's currency by the rate of a day. */
export const worthOf = (tx: OrgTx, base: string, day: string) => tx.sql`
  convert_minor(l.estimated_value_minor, l.currency, ${base}, rate_on(l.currency, ${base}, ${day}::date))`;

const listStanding = (tx: OrgTx, base: string, today: string, campaign: string | undefined) => tx.sql<Standing[]>`
  select k.status, count(*)::int as leads, count(k.worth)::int as with_value, coalesce(sum(k.worth), 0)::bigint as value_minor,
    coalesce(sum(round(k.worth * k.probability::numeric)), 0)::bigint as judged_minor,
    coalesce(sum(k.worth) filter (where k.probability is not null), 0)::bigint as judged_value,
    (count(*) filter (where k.value is null))::int as without_value, (count(*) filter (where k.value is not null and k.worth is null))::int as without_rate
  from (select l.status, l.estimated_value_minor as value, l.probability_override as probability, ${worthOf(tx, base, today)} as worth
    from leads l where l.deleted_at is null and l.merged_into_id is null and l.status = any (${[...PIPELINE]})
      and ${reachedBy(tx, "l.id", campaign)}) k group by 1`;

type PastMonths = { months: string[]; campaign: string | undefined };

/** For each month and status: who stood there when it began, and who of them was won before it ended. */
const listStatusMonths = (tx: OrgTx, ctx: Context, base: string, past: PastMonths) => tx.sql<StatusMonth[]>`
  with ${stoodPart(tx, ctx, base, past)}
  select month, status, count(*)::int as leads, count(client_id)::int as won,
    coalesce(sum(coalesce(won_value, value)), 0)::bigint as value, coalesce(sum(won_value), 0)::bigint as won_value
  from stood_then group by 1, 2`;

/** `stood_then`: each lead in the pipeline when a month began, and what came of it before the month ended. */
export const stoodPart = (tx: OrgTx, ctx: Context, base: string, { months, campaign }: PastMonths) => tx.sql`
  month as (
    select m as name, (m || '-01')::timestamp at time zone ${ctx.timezone} as low, ((m || '-01')::timestamp + interval '1 month') at time zone ${ctx.timezone} as high
    from unnest(${months}::text[]) m),
  stood as (
    select h.lead_id, h.to_status as status, h.at as since,
      lead(h.at, 1, 'infinity') over (partition by h.lead_id order by h.at, h.created_at, h.id) as until
    from lead_status_history h where h.merged_from is null and ${reachedBy(tx, "h.lead_id", campaign)}),
  at_start as (
    select m.name, m.low, m.high, s.status, s.lead_id from month m join stood s on s.since < m.low and s.until >= m.low
    where s.status = any (${[...PIPELINE]})),
  stood_then as (select a.name as month, a.low, a.status, a.lead_id, c.id as client_id, l.worth as value, c.worth as won_value, c.converted_at
  from at_start a
  join lateral (select l.id, ${worthOf(tx, base, dayIn(ctx.now, ctx.timezone))} as worth from leads l
    where l.id = a.lead_id and l.deleted_at is null and l.merged_into_id is null) l on true
  left join lateral (
    select c.id, c.converted_at, convert_minor(c.value_minor, c.currency, ${base}, rate_on(c.currency, ${base}, (c.converted_at at time zone ${ctx.timezone})::date)) as worth
    from clients c where c.from_lead_id = a.lead_id and c.undone_at is null and c.converted_at >= a.low and c.converted_at < a.high limit 1) c on true)`;
