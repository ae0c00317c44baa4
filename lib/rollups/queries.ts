import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import { reachedBy } from "@/lib/campaigns/rule-queries";
import type { Context } from "@/lib/core/context";
import type { RollupQuestion, TouchCounts } from "./schema";

/**
 * The counts of a period as `counted (day, hour, user_id, channel, direction, touches, answered)`: out of the rollups for who sees every
 * lead (by rep only where reps are asked for), out of the ledger itself for who sees some, and for one campaign.
 */
export function countedTouches(tx: OrgTx, ctx: Context, { from, to, method, user, team, campaign }: RollupQuestion) {
  const chosen = tx.sql`(${method}::text is null or r.channel = ${method}) and (${user}::uuid is null or r.user_id = ${user})
    and (${team}::uuid is null or r.user_id in (select m.user_id from memberships m where m.team_id = ${team}))`;
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
  if (!user && !team) {
    // Nobody's in particular: a fiftieth of the rows.
    const known = tx.sql`r.kind = 'touches' and r.from_until between ${from}::date and ${to}::date and (${method}::text is null or r.channel = ${method})`;
    const read = tx.sql`r.from_until as day, (r.value % 24)::int as hour, null::uuid as user_id, r.channel,
      case when r.value < 24 then 'outbound' else 'inbound' end as direction, r.n as touches, r.m as answered`;
    return tx.sql`
      select ${read} from outreach_rollups r where r.org_id = current_org_id() and ${known}
      union all
      select ${read} from pending_outreach() r where ${known}`;
  }
  const columns = tx.sql`r.day, r.hour, r.user_id, r.channel, r.direction, r.touches, r.answered`;
  return tx.sql`
    select ${columns} from rollups_daily r where r.org_id = current_org_id() and r.day between ${from}::date and ${to}::date and ${chosen}
    union all
    select ${columns} from rollup_deltas r where r.org_id = current_org_id() and r.day between ${from}::date and ${to}::date and ${chosen}`;
}

/** Attempts by hour and day of the week, and touches by channel and direction. */
export async function countTouches(tx: OrgTx, ctx: Context, asked: RollupQuestion): Promise<TouchCounts> {
  const outbound = (key: postgres.PendingQuery<postgres.Row[]>) => tx.sql`
    select ${key} as key, sum(touches)::int as attempts, sum(answered)::int as answered from counted where direction = 'outbound'
    group by 1 having sum(touches) <> 0`;
  const [row] = await tx.sql<TouchCounts[]>`
    with counted as materialized (${countedTouches(tx, ctx, asked)})
    select
      (select coalesce(jsonb_agg(jsonb_build_object('hour', key, 'attempts', attempts, 'answered', answered) order by key), '[]')
       from (${outbound(tx.sql`hour`)}) h) as hours,
      (select coalesce(jsonb_agg(jsonb_build_object('weekday', key, 'attempts', attempts, 'answered', answered) order by key), '[]')
       from (${outbound(tx.sql`extract(isodow from day)::int`)}) w) as weekdays,
      (select coalesce(jsonb_agg(jsonb_build_object('channel', channel, 'direction', direction, 'touches', touches) order by channel, direction), '[]')
       from (select channel, direction, sum(touches)::int as touches from counted group by 1, 2 having sum(touches) <> 0) d) as directions`;
  if (!row) throw new Error("The counts are always there");
  return row;
}
