import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import { matches } from "@/lib/analytics/conversation-queries";
import { keepCampaign } from "@/lib/analytics/link-rules";
import { reachedBy } from "@/lib/campaigns/rule-queries";
import type { Context } from "@/lib/core/context";
import { takeMemory } from "@/lib/core/memory";
import { periodBefore, periodOf } from "@/lib/periods/rules";
import { arrivalParts, reachedCounts } from "./arrival-queries";
import { ofSource } from "./below-queries";
import { funnelLinks, lifecycleLinks } from "./link-rules";
import { funnelDefinitions, lifecycleDefinitions, stagesOf } from "./rules";
import type { Funnel, FunnelInput, Lifecycle, Reached } from "./schema";

type Fragment = postgres.PendingQuery<postgres.Row[]>;
type Group = Reached & { over: "all" | "source" | "rep"; id: string | null; name: string | null };
const nobody: Reached = { arrived: 0, contacted: 0, conversing: 0, qualified: 0, proposal: 0, converted: 0, lost: 0 };

/** How far the leads that arrived in a period came, in all, by source and by owner. */
export async function getFunnel(tx: OrgTx, ctx: Context, asked: FunnelInput): Promise<Funnel> {
  const days = periodOf(asked, ctx);
  const groups = await tx.sql<Group[]>`
    ${arrivalParts(tx, ctx, days, asked)}
    select k.*, coalesce(s.name, m.name) as name from (
      select case when grouping(source_id) = 0 then 'source' when grouping(owner_id) = 0 then 'rep' else 'all' end as over,
        coalesce(source_id, owner_id) as id, ${reachedCounts(tx)}
      from arrived group by grouping sets ((), (source_id), (owner_id))) k
    left join lead_sources s on k.over = 'source' and s.id = k.id left join memberships m on k.over = 'rep' and m.user_id = k.id
    order by k.arrived desc, name`;
  const named = (over: Group["over"]) =>
    groups
      .filter((one) => one.over === over)
      .map(({ over: _, id, name, ...sums }) => [id ? { id, name: name ?? "" } : null, sums] as const);
  const previous = asked.compare ? await getPrevious(tx, ctx, asked, periodBefore(days)) : null;
  const [all = nobody] = named("all").map(([, sums]) => sums);
  return {
    from_date: days.from,
    to_date: days.to,
    timezone: ctx.timezone,
    total: all.arrived,
    stages: stagesOf(all),
    lost: all.lost,
    by_source: named("source").map(([source, sums]) => ({ source, ...sums })),
    by_rep: named("rep").map(([user, sums]) => ({ user, ...sums })),
    previous,
    rows: keepCampaign(funnelLinks({ from_date: days.from, to_date: days.to }, previous, asked), asked.campaign_id),
    definitions: funnelDefinitions,
  };
}

async function getPrevious(tx: OrgTx, ctx: Context, asked: FunnelInput, days: { from: string; to: string }) {
  const [sums = nobody] = await tx.sql<
    Reached[]
  >`${arrivalParts(tx, ctx, days, asked)} select ${reachedCounts(tx)} from arrived`;
  return { from_date: days.from, to_date: days.to, ...sums };
}

/** How leads moved between statuses in a period, how long they stood in each, and how each week's arrivals fared. */
export async function getLifecycle(tx: OrgTx, ctx: Context, asked: FunnelInput): Promise<Lifecycle> {
  takeMemory(tx);
  const days = periodOf(asked, ctx);
  const [row] = await tx.sql<Pick<Lifecycle, "moves" | "time_in_stage" | "now" | "week_start" | "cohorts">[]>`
    ${arrivalParts(tx, ctx, days, asked)}, ${movesInSight(tx, ctx, asked, tx.sql`h.lead_id, h.from_status, h.to_status, h.seconds_in_previous`)},
    weeks as materialized (
      select w::date as week, w at time zone ${ctx.timezone} as since, (w + interval '7 days') at time zone ${ctx.timezone} as until
      from organizations o, generate_series(${days.from}::date::timestamp - make_interval(days => (extract(dow from ${days.from}::date)::int - o.week_start + 7) % 7),
        ${days.to}::date::timestamp, interval '7 days') w where o.id = (select current_org_id())),
    stood as (
      select from_status as status, count(*) as left, avg(seconds_in_previous) / 86400.0 as mean,
        percentile_cont(0.5) within group (order by seconds_in_previous) / 86400.0 as median,
        percentile_cont(0.9) within group (order by seconds_in_previous) / 86400.0 as p90
      from moved where seconds_in_previous >= 0 and from_status is not null group by 1),
    standing as (
      select l.status, count(*) as leads, (date_part('epoch', ${ctx.now}::timestamptz) - percentile_cont(0.5) within group (order by date_part('epoch', l.status_changed_at))) / 86400.0 as median
      from sight l group by 1)
    select
      coalesce((select jsonb_agg(to_jsonb(m) order by m.moves desc, m.from_status, m.to_status) from (
        select from_status, to_status, sum(moves)::int as moves, count(*) as leads from (
          select from_status, to_status, lead_id, count(*) as moves from moved where from_status is not null group by 1, 2, 3) k group by 1, 2) m), '[]') as moves,
      coalesce((select jsonb_agg(jsonb_build_object('status', status, 'left', stood.left, 'mean_days', mean, 'median_days', median, 'p90_days', p90) order by status) from stood), '[]') as time_in_stage,
      coalesce((select jsonb_agg(jsonb_build_object('status', status, 'leads', leads, 'median_days', greatest(median, 0)) order by status) from standing), '[]') as now,
      (select week_start from organizations) as week_start,
      coalesce((select jsonb_agg(to_jsonb(c) || jsonb_build_object('week', w.week) order by w.week) from weeks w cross join lateral (
        select ${reachedCounts(tx)} from arrived a where a.created_at >= w.since and a.created_at < w.until offset 0) c where c.arrived > 0), '[]') as cohorts`;
  if (!row) throw new Error("The figures are always there");
  const period = { from_date: days.from, to_date: days.to };
  const previous = asked.compare ? await getLifecycleBefore(tx, ctx, asked, periodBefore(days)) : null;
  const rows = keepCampaign(lifecycleLinks(period, previous, asked), asked.campaign_id);
  return { ...period, timezone: ctx.timezone, ...row, previous, rows, definitions: lifecycleDefinitions };
}

async function getLifecycleBefore(tx: OrgTx, ctx: Context, asked: FunnelInput, days: { from: string; to: string }) {
  const [sums = { arrived: 0, moves: 0 }] = await tx.sql<{ arrived: number; moves: number }[]>`
    ${arrivalParts(tx, ctx, days, asked)}, ${movesInSight(tx, ctx, asked, tx.sql`h.from_status`)}
    select (select count(*)::int from arrived) as arrived, (select count(from_status)::int from moved) as moves`;
  return { from_date: days.from, to_date: days.to, ...sums };
}

type Narrowed = Pick<FunnelInput, "source_id" | "user_id" | "campaign_id"> & { below?: "true" };

/**
 * `sight`: leads in sight that are not deleted, as those are that were merged; `moved`: these columns of their changes of status in the period. Who sees all
 * of them leaves out the few that are deleted. Else the leads are read once and before: the planner takes the moves of a period for few, and looking up the
 * lead of each took longest.
 */
export function movesInSight(
  tx: OrgTx,
  { actor }: Context,
  { user_id, campaign_id, ...asked }: Narrowed,
  columns: Fragment,
) {
  const sight = tx.sql`
    select l.id, l.status, l.status_changed_at from leads l where l.org_id = current_org_id() and l.deleted_at is null
      and ${ofSource(tx, "l.source_id", asked)} and ${matches(tx, "l.owner_id", user_id)} and ${reachedBy(tx, "l.id", campaign_id)}`;
  const inPeriod = tx.sql`h.org_id = current_org_id() and h.at >= (select low from bounds) and h.at < (select high from bounds)`;
  if (!actor.sees && !user_id && !campaign_id && !asked.source_id) {
    return tx.sql`
      sight as (${sight}),
      moved as materialized (
        select ${columns} from lead_status_history h where ${inPeriod}
          and not exists (select from leads d where d.org_id = current_org_id() and d.deleted_at is not null and d.id = h.lead_id))`;
  }
  return tx.sql`
    sight as materialized (${sight}),
    moved as materialized (select ${columns} from lead_status_history h join sight l on l.id = h.lead_id where ${inPeriod})`;
}
