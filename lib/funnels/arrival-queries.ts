import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import { matches } from "@/lib/analytics/conversation-queries";
import { daysOf } from "@/lib/analytics/rules";
import { reachedBy } from "@/lib/campaigns/rule-queries";
import type { Context } from "@/lib/core/context";
import type { FunnelInput } from "./schema";

type Fragment = postgres.PendingQuery<postgres.Row[]>;
type Asked = Pick<FunnelInput, "source_id" | "user_id" | "campaign_id">;
type Days = { from: string; to: string };

/**
 * The beginning of every query over arrivals: `with bounds, arrived`. Each lead that arrived has its source, owner, and the number of the
 * furthest stage it reached. Figures and the rows behind them both start here, so they cannot disagree.
 */
export function arrivalParts(
  tx: OrgTx,
  ctx: Context,
  { from, to }: Days,
  { source_id, user_id, campaign_id }: Asked,
): Fragment {
  const stage = (status: string) =>
    tx.sql.unsafe(
      `coalesce(array_position(array['new', 'enriched', 'contacted', 'conversing', 'qualified', 'proposal'], ${status}), 1)`,
    );
  // The history of each lead is looked up for the arrivals of a season; for those of a year it is sooner read from end to end.
  const all = daysOf({ from, to }).length > 120;
  const furthest = (whose: Fragment) => tx.sql`
    select h.lead_id, max(${stage("h.to_status")}) as stage from lead_status_history h
    where h.org_id = current_org_id() and h.to_status in ('enriched', 'contacted', 'conversing', 'qualified', 'proposal') and ${whose}`;
  const part = all ? tx.sql`reached as (${furthest(tx.sql`true`)} group by h.lead_id),` : tx.sql``;
  const reached = all ? tx.sql`reached` : tx.sql`lateral (${furthest(tx.sql`h.lead_id = l.id`)} group by h.lead_id)`;
  return tx.sql`
    with ${boundsPart(tx, ctx, { from, to })}, ${part}
    arrived as materialized (
      select l.id as lead_id, l.source_id, l.owner_id, l.created_at, l.status,
        case when l.status = 'converted' then 7 else greatest(${stage("l.status")}, r.stage) end as stage
      from leads l cross join bounds b left join ${reached} r on r.lead_id = l.id
      where l.created_at >= b.low and l.created_at < b.high and l.deleted_at is null and l.merged_into_id is null
        and ${matches(tx, "l.source_id", source_id)} and ${matches(tx, "l.owner_id", user_id)} and ${reachedBy(tx, "l.id", campaign_id)})`;
}

/** `bounds (low, high)`: the first moment of the period and the first after it. */
export const boundsPart = (tx: OrgTx, ctx: Context, { from, to }: Days) => tx.sql`
  bounds as materialized (
    select ${from}::date::timestamp at time zone ${ctx.timezone} as low, (${to}::date + 1)::timestamp at time zone ${ctx.timezone} as high)`;

/** The counts of those who arrived, over any grouping. */
export const reachedCounts = (tx: OrgTx) => tx.sql`
  count(*)::int as arrived, (count(*) filter (where stage >= 3))::int as contacted, (count(*) filter (where stage >= 4))::int as conversing,
  (count(*) filter (where stage >= 5))::int as qualified, (count(*) filter (where stage >= 6))::int as proposal,
  (count(*) filter (where stage >= 7))::int as converted, (count(*) filter (where status in ('lost', 'unqualified')))::int as lost`;
