import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { conversationParts } from "./conversation-queries";
import type { OutreachAnalyticsInput } from "./schema";

/** Counts of the days out of the ledger, as `bounds, tried, figures, day_attempts, day_responses, made, answered`. */
export function figureParts(tx: OrgTx, ctx: Context, asked: OutreachAnalyticsInput) {
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
