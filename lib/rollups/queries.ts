import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import { reachedBy } from "@/lib/campaigns/rule-queries";
import type { Context } from "@/lib/core/context";
import type { RollupPart, RollupQuestion, TouchCounts } from "./schema";

/**
 * The counts of a period as `counted (day, hour, user_id, channel, direction, touches, answered)`: out of the rollups for who sees every
 * lead, out of the ledger itself for who sees some, and for one campaign.
 */
export function countedTouches(tx: OrgTx, ctx: Context, { from, to, method, user, team, campaign }: RollupQuestion) {
  // Only what is asked stands in it: a condition that may be none at all is looked up in no index.
  const none = tx.sql``;
  const chosen = tx.sql`true${method ? tx.sql` and r.channel = ${method}` : none}${user ? tx.sql` and r.user_id = ${user}` : none}
    ${team ? tx.sql` and r.user_id in (select m.user_id from memberships m where m.team_id = ${team})` : none}`;
  if (ctx.actor.sees || campaign) {
    const narrowed = campaign
      ? tx.sql`(r.campaign_id = ${campaign} or (r.direction = 'inbound' and ${reachedBy(tx, "r.lead_id", campaign)}))`
      : tx.sql`true`;
    return tx.sql`
      select (r.occurred_at at time zone ${ctx.timezone})::date as day, extract(hour from r.occurred_at at time zone ${ctx.timezone})::int as hour,
        r.user_id, r.channel, r.direction, count(*) as touches, count(r.replied_at) as answered
      from communications r
      where is_counted(r) and r.occurred_at >= ${from}::date::timestamp at time zone ${ctx.timezone}
        and r.occurred_at < (${to}::date + 1)::timestamp at time zone ${ctx.timezone} and ${chosen} and ${narrowed}
        and exists (select from leads l where l.id = r.lead_id)
      group by 1, 2, 3, 4, 5`;
  }
  const columns = tx.sql`r.day, r.hour, r.user_id, r.channel, r.direction, r.touches, r.answered`;
  return tx.sql`
    select ${columns} from rollups_daily r where r.org_id = current_org_id() and r.day between ${from}::date and ${to}::date and ${chosen}
    union all
    select ${columns} from rollup_deltas r where r.org_id = current_org_id() and r.day between ${from}::date and ${to}::date and ${chosen}`;
}

/** Attempts by hour and day of the week, and touches by channel and direction. */
export async function countTouches(tx: OrgTx, ctx: Context, asked: RollupQuestion): Promise<TouchCounts> {
  const nobodys = !ctx.actor.sees && !asked.campaign && !asked.user && !asked.team;
  const [row] = await tx.sql<TouchCounts[]>`
    ${nobodys ? summedParts(tx, asked) : countedParts(tx, ctx, asked)}
    select
      (select coalesce(jsonb_agg(jsonb_build_object('hour', key, 'attempts', attempts, 'answered', answered) order by key), '[]')
       from hours where attempts <> 0) as hours,
      (select coalesce(jsonb_agg(jsonb_build_object('weekday', key, 'attempts', attempts, 'answered', answered) order by key), '[]')
       from weekdays where attempts <> 0) as weekdays,
      (select coalesce(jsonb_agg(jsonb_build_object('channel', channel, 'direction', direction, 'touches', touches) order by channel, direction), '[]')
       from directions where touches <> 0) as directions`;
  if (!row) throw new Error("The counts are always there");
  return row;
}

function countedParts(tx: OrgTx, ctx: Context, asked: RollupQuestion) {
  const outbound = (key: postgres.PendingQuery<postgres.Row[]>) => tx.sql`
    select ${key} as key, sum(touches)::int as attempts, sum(answered)::int as answered from counted where direction = 'outbound' group by 1`;
  return tx.sql`
    with counted as materialized (${countedTouches(tx, ctx, asked)}),
    hours as (${outbound(tx.sql`hour`)}),
    weekdays as (${outbound(tx.sql`extract(isodow from day)::int`)}),
    directions as (select channel, direction, sum(touches)::int as touches from counted group by 1, 2)`;
}

/** Nobody's in particular: of sums without reps, which are a fiftieth of the rows. */
function summedParts(tx: OrgTx, { from, to, method }: RollupQuestion) {
  const of = (kind: string, channel: postgres.PendingQuery<postgres.Row[]>) => {
    const within = tx.sql`r.kind = ${kind} and r.from_until between ${from}::date and ${to}::date and ${channel}`;
    const columns = tx.sql`r.from_until as day, r.channel, r.value, r.n, r.m`;
    return tx.sql`
      select ${columns} from outreach_rollups r where r.org_id = current_org_id() and ${within}
      union all
      select ${columns} from pending r where ${within}`;
  };
  return tx.sql`
    with pending as materialized (select * from pending_outreach()),
    told as materialized (${of("direction", tx.sql`(${method}::text is null or r.channel = ${method})`)}),
    hours as (
      select value::int as key, sum(n)::int as attempts, sum(m)::int as answered
      from (${of("hour", tx.sql`r.channel is not distinct from ${method}`)}) h group by 1),
    weekdays as (
      select extract(isodow from day)::int as key, sum(n)::int as attempts, sum(m)::int as answered from told where value = 0 group by 1),
    directions as (
      select channel, case value when 0 then 'outbound' else 'inbound' end as direction, sum(n)::int as touches from told group by 1, 2)`;
}

/** How many leads were tried in a period, for who sees every lead: each on every day of its own, and taken back for the next of them in the period. */
export function leadsReached(tx: OrgTx, { from, to }: { from: string; to: string }) {
  const within = tx.sql`r.kind = 'leads' and r.channel is null and r.from_until between ${from}::date and ${to}::date and r.to_since <= ${to}::date`;
  return tx.sql`(select coalesce(sum(n), 0)::int from (
    select r.n from outreach_rollups r where r.org_id = current_org_id() and ${within}
    union all
    select r.n from pending_outreach() r where ${within}) r)`;
}

/** All leads in parts of so many. */
export async function listParts(tx: OrgTx, size: number): Promise<RollupPart[]> {
  const rows = await tx.sql<{ id: string }[]>`
    select id from (select l.id, row_number() over (order by l.id) as place from leads l) l where place % ${size} = 0 order by id`;
  return [...rows.map((row) => row.id), null].map((until, nth) => ({ after: rows[nth - 1]?.id ?? null, until }));
}
