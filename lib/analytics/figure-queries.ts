import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { conversationParts } from "./conversation-queries";
import { periodOf } from "./rules";
import type { OutreachAnalyticsInput } from "./schema";

/**
 * Counts of the days as `bounds, tried, figures, day_attempts, day_responses, made, answered`: out of the rollups where those know what is asked,
 * else out of the ledger, with the same result.
 */
export const figureParts = (tx: OrgTx, ctx: Context, asked: OutreachAnalyticsInput) =>
  knownToRollups(ctx, asked) ? rolledParts(tx, ctx, asked) : ledgerParts(tx, ctx, asked);

// Their attempts alone make other conversations; working hours are not of the clock.
const knownToRollups = (
  { actor }: Context,
  { user_id, team_id, campaign_id, response_hours }: OutreachAnalyticsInput,
) => !actor.sees && !user_id && !team_id && !campaign_id && response_hours !== "working";

export function ledgerParts(tx: OrgTx, ctx: Context, asked: OutreachAnalyticsInput) {
  return tx.sql`
    ${conversationParts(tx, ctx, asked)},
    tried as (
      select grouping(channel) as no_channel, grouping(user_id) as no_user, channel, user_id, count(*) as attempts, count(distinct lead_id) as leads
      from touches group by grouping sets ((), (channel), (user_id))),
    figures as (
      select grouping(channel) as no_channel, grouping(user_id) as no_user, channel, user_id, count(*) as conversations, count(hours) as responded,
        avg(hours) as mean, percentile_cont(0.5) within group (order by hours) as median, percentile_cont(0.9) within group (order by hours) as p90
      from conversations group by grouping sets ((), (channel), (user_id))),
    day_attempts as (select (occurred_at at time zone ${ctx.timezone})::date as day, count(*) as n from touches group by 1),
    day_responses as (select (at at time zone ${ctx.timezone})::date as day, count(*) as n from responses group by 1),
    made as (
      select 'template' as kind, t.template_id as ref, count(*) as attempts, count(t.reply_at) as answered
      from touches t where t.template_id is not null group by 2
      union all
      select 'sequence', e.sequence_id, count(*), count(t.reply_at)
      from touches t join lead_sequence_enrollments e on e.id = t.enrollment_id group by 2),
    answered as (select count(reply_at) as n from touches)`;
}

/** The same by adding up facts that say for which days they count (docs/decisions/0043), with what is not folded yet. */
function rolledParts(tx: OrgTx, ctx: Context, asked: OutreachAnalyticsInput) {
  const { from, to } = periodOf(asked, ctx);
  const method = asked.method ?? null;
  const of = (kind: string, channel = tx.sql`(${method}::text is null or r.channel = ${method})`) => {
    const within = tx.sql`r.kind = ${kind} and r.from_until between ${from}::date and ${to}::date and r.from_after < ${from}::date
      and r.to_since <= ${to}::date and r.to_before > ${to}::date and ${channel}`;
    const columns = tx.sql`r.kind, r.from_until as day, r.channel, r.user_id, r.ref, r.value, r.n, r.m, r.begun`;
    return tx.sql`
      select ${columns} from outreach_rollups r where r.org_id = current_org_id() and ${within}
      union all
      select ${columns} from pending r where ${within}`;
  };
  return tx.sql`
    with bounds as materialized (
      select ${from}::date::timestamp at time zone ${ctx.timezone} as low, (${to}::date + 1)::timestamp at time zone ${ctx.timezone} as high),
    pending as materialized (select * from pending_outreach()),
    facts as materialized (${of("attempts")} union all ${of("again")}),
    sums as materialized (
      select grouping(channel) as no_channel, grouping(user_id) as no_user, grouping(day) as no_day, channel, user_id, day,
        coalesce(sum(n), 0) as n, coalesce(sum(m), 0) as m, coalesce(sum(begun), 0) as begun
      from facts group by grouping sets ((), (channel), (user_id), (day))),
    tried as (
      select no_channel, no_user, channel, user_id, n as attempts, (select coalesce(sum(n), 0) from (${of("leads", tx.sql`r.channel is not distinct from ${method}`)}) l) as leads
      from sums where no_day = 1 and (n <> 0 or no_channel + no_user = 2)),
    hours as (
      select f.channel, f.user_id, f.value / 3.6e9::float8 as hours
      from (select channel, user_id, value, sum(n)::int as n from (${of("responded")}) r group by 1, 2, 3) f, generate_series(1, f.n)),
    responded as (
      select grouping(channel) as no_channel, grouping(user_id) as no_user, channel, user_id, count(*) as responded, avg(hours) as mean,
        percentile_cont(array[0.5, 0.9]) within group (order by hours) as hours
      from hours group by grouping sets ((), (channel), (user_id))),
    figures as (
      select b.no_channel, b.no_user, b.channel, b.user_id, b.begun as conversations, coalesce(r.responded, 0) as responded, r.mean, r.hours[1] as median, r.hours[2] as p90
      from sums b left join responded r on r.no_channel = b.no_channel and r.no_user = b.no_user
        and r.channel is not distinct from b.channel and r.user_id is not distinct from b.user_id
      where b.no_day = 1),
    day_attempts as (select day, n from sums where no_day = 0),
    day_responses as (select date '2000-01-01' + value::int as day, sum(n) as n from (${of("responses")}) r group by 1),
    made as (
      select kind, ref, sum(n) as attempts, sum(m) as answered from (${of("template")} union all ${of("sequence")}) r group by 1, 2 having sum(n) <> 0),
    answered as (select m as n from sums where no_channel + no_user + no_day = 3)`;
}
