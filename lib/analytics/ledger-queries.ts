import type { OrgTx } from "@/db/tenant";
import { reachedBy } from "@/lib/campaigns/rule-queries";
import type { Context } from "@/lib/core/context";
import { takeMemory } from "@/lib/core/memory";
import { periodOf } from "@/lib/periods/rules";
import { countTouches } from "@/lib/rollups/queries";
import { seen } from "./conversation-queries";
import { figureParts } from "./figure-queries";
import { madeList } from "./made-queries";
import type { CountedOutreach, OutreachAnalyticsInput } from "./schema";

type Hours = "by_hour" | "by_weekday" | "by_direction";

/** The figures out of the ledger: what rollups do not know is counted here, and what they say is held against it. */
export async function countLedger(tx: OrgTx, ctx: Context, asked: OutreachAnalyticsInput): Promise<CountedOutreach> {
  takeMemory(tx);
  const { from, to } = periodOf(asked, ctx);
  const method = asked.method ?? null;
  const user = asked.user_id ?? null;
  const team = asked.team_id ?? null;
  const [row] = await tx.sql<{ answer: Omit<CountedOutreach, Hours> }[]>`
    ${figureParts(tx, ctx, asked)},
    broken as (
      select k.user_id, k.kind, count(*) as n from collision_incidents k, bounds b
      where k.at >= b.low and k.at < b.high and (${method}::text is null or k.channel = ${method}) and (${user}::uuid is null or k.user_id = ${user})
        and (${team}::uuid is null or k.user_id in (select m.user_id from memberships m where m.team_id = ${team}))
        and ${reachedBy(tx, "k.lead_id", asked.campaign_id)}${seen(tx, ctx, "k")}
      group by k.user_id, k.kind),
    counts as (
      select * from tried
      union all
      select 1, 0, null, k.user_id, 0, 0 from (select distinct user_id from broken) k
      where not exists (select from tried t where t.no_user = 0 and t.user_id is not distinct from k.user_id)),
    both_figures as (
      select c.no_channel, c.no_user, c.channel, c.user_id, c.attempts, c.leads, coalesce(f.conversations, 0) as conversations, coalesce(f.responded, 0) as responded,
        jsonb_build_object('attempts', c.attempts, 'conversations', coalesce(f.conversations, 0), 'responded_conversations', coalesce(f.responded, 0),
          'response_rate', f.responded::numeric / nullif(f.conversations, 0), 'avg_response_time_hours', f.mean, 'median_response_time_hours', f.median,
          'p90_response_time_hours', f.p90) as json,
        f.mean, f.median, f.p90
      from counts c left join figures f on f.no_channel = c.no_channel and f.no_user = c.no_user
        and f.channel is not distinct from c.channel and f.user_id is not distinct from c.user_id),
    days as (
      select d::date as date, coalesce(t.n, 0) as attempts, coalesce(r.n, 0) as responses
      from generate_series(${from}::date::timestamp, ${to}::date::timestamp, interval '1 day') d
      left join day_attempts t on t.day = d::date left join day_responses r on r.day = d::date)
    select jsonb_build_object(
      'total_attempts', t.attempts, 'leads_reached', t.leads, 'conversations', t.conversations, 'responded_conversations', t.responded,
      'responded_attempts', (select n from answered),
      'response_rate', t.json -> 'response_rate', 'response_rate_per_attempt', (select n from answered)::numeric / nullif(t.attempts, 0),
      'avg_response_time_hours', t.mean, 'median_response_time_hours', t.median, 'p90_response_time_hours', t.p90,
      'by_method', coalesce((select jsonb_object_agg(channel, json) from both_figures where no_channel = 0), '{}'),
      'by_rep', coalesce((select jsonb_agg(f.json || jsonb_build_object('user', case when m.user_id is not null
          then jsonb_build_object('id', m.user_id, 'name', m.name) end, 'collisions', ${collisionCounts(tx, "k.user_id is not distinct from f.user_id")}) order by f.attempts desc, m.name)
        from both_figures f left join memberships m on m.user_id = f.user_id where f.no_user = 0), '[]'),
      'by_day', coalesce((select jsonb_agg(jsonb_build_object('date', date, 'attempts', attempts, 'responses', responses) order by date) from days), '[]'),
      'by_template', ${madeList(tx, ctx, "template")}, 'by_sequence', ${madeList(tx, ctx, "sequence")},
      'collisions', ${collisionCounts(tx, "true")}) as answer
    from both_figures t where t.no_channel = 1 and t.no_user = 1`;
  if (!row) throw new Error("The totals are always there");
  const { hours, weekdays, directions } = await countTouches(tx, ctx, {
    from,
    to,
    method,
    user,
    team,
    campaign: asked.campaign_id,
  });
  return { ...row.answer, by_hour: hours, by_weekday: weekdays, by_direction: directions };
}

const collisionCounts = (tx: OrgTx, where: string) =>
  tx.sql.unsafe(`(select jsonb_build_object('prevented', coalesce(sum(k.n) filter (where k.kind = 'prevented'), 0),
    'overridden', coalesce(sum(k.n) filter (where k.kind = 'overridden'), 0), 'escaped', coalesce(sum(k.n) filter (where k.kind = 'escaped'), 0))
    from broken k where ${where})`);
