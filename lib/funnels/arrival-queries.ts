import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import { matches } from "@/lib/analytics/conversation-queries";
import { reachedBy } from "@/lib/campaigns/rule-queries";
import type { Context } from "@/lib/core/context";
import { ofSource } from "./below-queries";
import type { FunnelInput } from "./schema";

type Fragment = postgres.PendingQuery<postgres.Row[]>;
type Asked = Pick<FunnelInput, "source_id" | "user_id" | "campaign_id"> & { below?: "true" };
type Days = { from: string; to: string };

/**
 * The beginning of every query over arrivals: `with bounds, arrived`. Each lead that arrived has its source, owner, and the number of the
 * furthest stage it reached, which the database keeps beside its status. Figures and the rows behind them both start here, so they cannot disagree.
 */
export function arrivalParts(
  tx: OrgTx,
  ctx: Context,
  { from, to }: Days,
  { user_id, campaign_id, ...asked }: Asked,
): Fragment {
  return tx.sql`
    with ${boundsPart(tx, ctx, { from, to })},
    arrived as (
      select l.id as lead_id, l.source_id, l.owner_id, l.created_at, l.status,
        case when l.status = 'converted' then 7 else l.furthest_stage end as stage
      from leads l cross join bounds b
      where l.created_at >= b.low and l.created_at < b.high and l.deleted_at is null
        and ${ofSource(tx, "l.source_id", asked)} and ${matches(tx, "l.owner_id", user_id)} and ${reachedBy(tx, "l.id", campaign_id)})`;
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
