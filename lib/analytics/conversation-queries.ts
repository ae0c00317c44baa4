import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { periodOf } from "./rules";
import type { OutreachAnalyticsInput } from "./schema";

/** Nobody counts what they may not see; whoever sees everything asks nothing more. */
export const seen = (tx: OrgTx, { actor }: Context, row: "c" | "k") =>
  actor.sees ? tx.sql.unsafe(` and exists (select from leads s where s.id = ${row}.lead_id)`) : tx.sql``;

/** From one moment to another, in hours: of the clock, or of those in which the organization works. */
export function hoursBetween(
  tx: OrgTx,
  ctx: Context,
  asked: Pick<OutreachAnalyticsInput, "response_hours">,
  [since, until]: [string, string],
) {
  if (asked.response_hours !== "working") return tx.sql.unsafe(`extract(epoch from ${until} - ${since}) / 3600`);
  return tx.sql`working_hours_between(${tx.sql.unsafe(since)}, ${tx.sql.unsafe(until)}, ${ctx.timezone},
    (select working_hours from organizations where id = (select current_org_id())))`;
}

/**
 * The beginning of every query over outreach: `with bounds, attempts, stream, placed, numbered, touches, responses, firsts, conversations`.
 * Attempts and responses become one stream per thread (or lead and channel), and a running count of beginnings names the conversations.
 * The days choose attempts and cut no conversation: what ends one, or answers instead, counts from outside of them too. Figures out of the
 * ledger and the rows behind them both start here; `outreach_facts` cuts the same for the rollups.
 */
export function conversationParts(
  tx: OrgTx,
  ctx: Context,
  asked: OutreachAnalyticsInput,
): postgres.PendingQuery<postgres.Row[]> {
  const { from, to } = periodOf(asked, ctx);
  const counted = attemptsOf(tx, ctx, asked);
  return tx.sql`
    with bounds as materialized (
      select ${from}::date::timestamp at time zone ${ctx.timezone} as low, (${to}::date + 1)::timestamp at time zone ${ctx.timezone} as high),
    attempts as materialized (
      select c.id, c.lead_id, c.channel, c.user_id, c.occurred_at, c.replied_at, c.template_id, c.enrollment_id, c.thread_id is not null as threaded,
        coalesce(c.thread_id::text, c.lead_id || c.channel) as key
      from communications c, bounds b where ${counted} and c.occurred_at >= b.low and c.occurred_at < b.high),
    keys as materialized (select distinct key, lead_id, channel from attempts where not threaded),
    stream as (
      select key, occurred_at as at, id, true as is_attempt, threaded from attempts
      union all
      select key, replied_at, id, false, threaded from attempts where replied_at is not null
      union all
      select k.key, c.occurred_at, c.id, true, false from bounds b, keys k join communications c on c.lead_id = k.lead_id and c.channel = k.channel
      where ${counted} and c.thread_id is null and c.occurred_at >= b.high and c.occurred_at < b.high + interval '14 days'
      union all
      select k.key, c.replied_at, c.id, false, false from bounds b, keys k join communications c on c.lead_id = k.lead_id and c.channel = k.channel
      where ${counted} and c.thread_id is null and c.occurred_at < b.low and c.replied_at >= b.low and c.replied_at < b.high
      union all
      select k.key, c.occurred_at, null, false, false from bounds b, keys k join communications c on c.lead_id = k.lead_id and c.channel = k.channel
      where c.direction = 'inbound' and c.thread_id is null and c.counts_as_contact and c.occurred_at >= b.low and c.occurred_at < b.high + interval '14 days'),
    placed as (
      select *, max(at) filter (where is_attempt) over before as prev_attempt, max(at) filter (where not is_attempt) over before as prev_response
      from stream window before as (partition by key order by at, is_attempt desc, id rows between unbounded preceding and 1 preceding)),
    numbered as (
      select *, sum((is_attempt and (prev_attempt is null or (not threaded and (prev_response >= prev_attempt or at - prev_attempt > interval '14 days'))))::int)
        over (partition by key order by at, is_attempt desc, id) as number
      from placed),
    touches as materialized (
      select n.number, a.*, row_number() over (partition by a.key, a.occurred_at order by a.id) as nth
      from numbered n join attempts a on a.id = n.id where n.is_attempt),
    responses as materialized (
      select t.key, t.number, n.at, t.occurred_at as answers, t.id as attempt_id from numbered n join touches t on t.id = n.id where not n.is_attempt
      union all
      select t.key, t.number, n.at, t.occurred_at, t.id
      from numbered n join touches t on t.key = n.key and t.occurred_at = n.prev_attempt and t.nth = 1
      where not n.is_attempt and n.id is null and n.at - n.prev_attempt <= interval '14 days'),
    firsts as (select distinct on (key, number) key, number, at, answers from responses order by key, number, at, answers, attempt_id),
    conversations as (
      select t.key, t.number, t.channel, t.user_id, t.first_id, t.attempts, case when r.at is not null then ${hoursBetween(tx, ctx, asked, ["r.answers", "r.at"])} end as hours
      from (select key, number, channel, (array_agg(user_id order by occurred_at, id))[1] as user_id,
          (array_agg(id order by occurred_at, id))[1] as first_id, count(*) as attempts
        from touches group by key, number, channel) t
      left join firsts r on r.key = t.key and r.number = t.number)`;
}

const attemptsOf = (tx: OrgTx, ctx: Context, asked: OutreachAnalyticsInput) => {
  const { method = null, user_id: user = null, team_id: team = null, campaign_id: campaign = null } = asked;
  return tx.sql`is_attempt(c) and (${method}::text is null or c.channel = ${method}) and (${user}::uuid is null or c.user_id = ${user})
    and (${team}::uuid is null or c.user_id in (select m.user_id from memberships m where m.team_id = ${team}))
    and (${campaign}::uuid is null or c.campaign_id = ${campaign})${seen(tx, ctx, "c")}`;
};

/** Whether a column is the asked one; "none" asks for those without. */
export function matches(tx: OrgTx, column: string, asked: string | undefined): postgres.PendingQuery<postgres.Row[]> {
  if (asked === undefined) return tx.sql`true`;
  return asked === "none" ? tx.sql.unsafe(`${column} is null`) : tx.sql`${tx.sql.unsafe(column)} = ${asked}::uuid`;
}
