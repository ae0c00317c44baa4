import type { OrgTx } from "@/db/tenant";
import { keepCampaign } from "@/lib/analytics/link-rules";
import type { Context } from "@/lib/core/context";
import { mayDo } from "@/lib/core/permissions";
import { getBaseCurrency } from "@/lib/deals/queries";
import { arrivalParts, reachedCounts } from "@/lib/funnels/arrival-queries";
import { LEAD_FIGURES, type Reached } from "@/lib/funnels/schema";
import { getAttribution } from "./attribution-queries";
import { roiLinks, sourcesLinks } from "./link-rules";
import { spentBeforePart, spentPart, wonPart } from "./money-queries";
import { costPer, monthsBeforeThose, monthsOf, paybackMonths, returnDefinitions, returnsOf } from "./rules";
import type { ReturnsInput, RoiReport, SourcesReport } from "./schema";
import { withBranches } from "./tree-rules";

type Source = SourcesReport["data"][number]["source"];
type Days = { from: string; to: string; campaign: string | undefined };
type Month = { month: string; cost_minor: number; revenue_minor: number; won: number };
type Sum = keyof Reached | "cost_minor" | "won" | "revenue_minor";
const SUMS: Sum[] = [...LEAD_FIGURES, "cost_minor", "won", "revenue_minor"];
type Row = Reached & { source: Source; cost_minor: number; won: number; revenue_minor: number; months: Month[] };

const nothing: Row = {
  ...{ source: null, arrived: 0, contacted: 0, conversing: 0, qualified: 0, proposal: 0, converted: 0, lost: 0 },
  ...{ cost_minor: 0, won: 0, revenue_minor: 0, months: [] },
};

/** Where the leads of these months came from, how far they came, and, for who may see money, what each cost. */
export async function getSourcesReport(tx: OrgTx, ctx: Context, asked: ReturnsInput): Promise<SourcesReport> {
  const campaign = asked.campaign_id;
  const { days, base, branches } = await gather(tx, ctx, monthsOf(asked, ctx), campaign);
  const before = asked.compare ? await gather(tx, ctx, monthsBeforeThose(days), campaign) : null;
  const seesMoney = mayDo(ctx.actor.role, ctx.actor.scopes, "budget:read");
  const previous = before && {
    from_date: before.days.from,
    to_date: before.days.to,
    arrived: sumOf(before.rows, "arrived"),
    converted: sumOf(before.rows, "converted"),
    cost_minor: seesMoney ? sumOf(before.rows, "cost_minor") : null,
  };
  const period = { from_date: days.from, to_date: days.to };
  const told = ({ source: _, months: __, won: ___, revenue_minor: ____, cost_minor, ...row }: Row) => ({
    ...row,
    cost_minor: seesMoney ? cost_minor : null,
    ...costPer(seesMoney ? cost_minor : 0, { ...row, won: row.converted }),
  });
  const data = branches.map(({ row, below }) => ({
    source: row.source,
    ...told(row),
    with_below: below.length === 0 ? null : told(together([row, ...below])),
  }));
  return {
    ...period,
    timezone: ctx.timezone,
    base_currency: base,
    data,
    previous,
    rows: keepCampaign(sourcesLinks(period, previous, seesMoney), campaign),
    definitions: returnDefinitions,
  };
}

/** What sources cost in these months and what came back, and which touches had a share in it. */
export async function getRoiReport(tx: OrgTx, ctx: Context, asked: ReturnsInput): Promise<RoiReport> {
  const campaign = asked.campaign_id;
  const { days, base, rows, branches } = await gather(tx, ctx, monthsOf(asked, ctx), campaign);
  const before = asked.compare ? await gather(tx, ctx, monthsBeforeThose(days), campaign) : null;
  const { attribution, without_value, without_rate } = await getAttribution(tx, ctx, { ...days, campaign }, base);
  const previous = before && { from_date: before.days.from, to_date: before.days.to, ...totalsOf(before.rows) };
  const period = { from_date: days.from, to_date: days.to };
  return {
    ...period,
    timezone: ctx.timezone,
    base_currency: base,
    totals: totalsOf(rows),
    by_source: branches.map(({ row, below }) => ({
      source: row.source,
      ...totalsOf([row]),
      with_below: below.length === 0 ? null : totalsOf([row, ...below]),
    })),
    by_month: sumMonths(rows.flatMap((row) => row.months)),
    attribution,
    without_value,
    without_rate,
    costs_before: await countCostsBefore(tx, { ...days, campaign }, base),
    previous,
    rows: keepCampaign(roiLinks(period, previous), campaign),
    definitions: returnDefinitions,
  };
}

/** One row of many: every figure is a sum. */
function together(rows: readonly Row[]): Row {
  const all = { ...nothing, months: rows.flatMap((row) => row.months) };
  for (const part of SUMS) all[part] = sumOf(rows, part);
  return all;
}

const sumOf = (rows: readonly Row[], part: Sum) => rows.reduce((all, row) => all + row[part], 0);

const totalsOf = (rows: readonly Row[]) =>
  returnsOf({
    cost_minor: sumOf(rows, "cost_minor"),
    arrived: sumOf(rows, "arrived"),
    conversing: sumOf(rows, "conversing"),
    qualified: sumOf(rows, "qualified"),
    won: sumOf(rows, "won"),
    revenue_minor: sumOf(rows, "revenue_minor"),
    payback_months: payback(sumMonths(rows.flatMap((row) => row.months))),
  });

const payback = (months: Month[]) =>
  paybackMonths(months.map(({ month, cost_minor: cost, revenue_minor: revenue }) => ({ month, cost, revenue })));

function sumMonths(all: Month[]): Month[] {
  const sums = new Map<string, Month>();
  for (const one of all) {
    const before = sums.get(one.month) ?? { month: one.month, cost_minor: 0, revenue_minor: 0, won: 0 };
    sums.set(one.month, {
      month: one.month,
      cost_minor: before.cost_minor + one.cost_minor,
      revenue_minor: before.revenue_minor + one.revenue_minor,
      won: before.won + one.won,
    });
  }
  return [...sums.values()].toSorted((a, b) => a.month.localeCompare(b.month));
}

async function countCostsBefore(tx: OrgTx, { campaign, ...days }: Days, base: string): Promise<number> {
  const [row] = await tx.sql<{ n: number }[]>`
    with ${spentBeforePart(tx, days, base, campaign)} select count(*)::int as n from spent_before`;
  return row?.n ?? 0;
}

/** One row per source that brought a lead, cost something or won somebody in these months, and one for those without. */
async function gather(tx: OrgTx, ctx: Context, days: { from: string; to: string }, campaign: string | undefined) {
  const base = await getBaseCurrency(tx);
  const rows = await tx.sql<Row[]>`
    ${arrivalParts(tx, ctx, days, { campaign_id: campaign })}, ${wonPart(tx, ctx, base, campaign)}, ${spentPart(tx, days, base, campaign)},
    came as (select source_id, ${reachedCounts(tx)} from arrived group by 1),
    monthly as (
      select source_id, month, sum(cost)::bigint as cost, sum(revenue)::bigint as revenue, sum(won)::int as won from (
        select source_id, month, base_minor as cost, 0 as revenue, 0 as won from spent
        union all select source_id, month, 0, coalesce(base_minor, 0), 1 from won) k group by 1, 2),
    money as (
      select source_id, sum(cost)::bigint as cost, sum(revenue)::bigint as revenue, sum(won)::int as won,
        jsonb_agg(jsonb_build_object('month', month, 'cost_minor', cost, 'revenue_minor', revenue, 'won', won)) as months from monthly group by 1),
    named as (select source_id from came union select source_id from money)
    select case when s.id is not null then jsonb_build_object('id', s.id, 'name', s.name, 'parent_id', s.parent_id) end as source,
      coalesce(c.arrived, 0) as arrived, coalesce(c.contacted, 0) as contacted, coalesce(c.conversing, 0) as conversing,
      coalesce(c.qualified, 0) as qualified, coalesce(c.proposal, 0) as proposal, coalesce(c.converted, 0) as converted, coalesce(c.lost, 0) as lost,
      coalesce(m.cost, 0) as cost_minor, coalesce(m.revenue, 0) as revenue_minor, coalesce(m.won, 0) as won, coalesce(m.months, '[]') as months
    from named n left join came c on c.source_id is not distinct from n.source_id left join money m on m.source_id is not distinct from n.source_id
    left join lead_sources s on s.id = n.source_id
    order by coalesce(c.arrived, 0) desc, s.name`;
  const all = await tx.sql<
    NonNullable<Source>[]
  >`select id, name, parent_id from lead_sources order by lower(name), id`;
  return { days, base, rows: [...rows], branches: withBranches(rows, all, (source) => ({ ...together([]), source })) };
}
