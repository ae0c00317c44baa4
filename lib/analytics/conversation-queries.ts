import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { periodOf } from "@/lib/periods/rules";
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

type Parts = postgres.PendingQuery<postgres.Row[]>;

/** `with bounds, attempts`: the days and when the last answer to them can have come (added here, for a sum is looked up in no index), and the attempts of the days that are asked for, of some leads alone when these are given. */
export function attemptParts(tx: OrgTx, ctx: Context, asked: OutreachAnalyticsInput, leads?: string[]): Parts {
  const { from, to } = periodOf(asked, ctx);
  const theirs = leads ? tx.sql` and c.lead_id = any (${leads}::uuid[])` : tx.sql``;
  return tx.sql`
    with bounds as materialized (
      select ${from}::date::timestamp at time zone ${ctx.timezone} as low, (${to}::date + 1)::timestamp at time zone ${ctx.timezone} as high,
        (${to}::date + 1)::timestamp at time zone ${ctx.timezone} + interval '14 days' as settled),
    attempts as materialized (
      select c.id, c.lead_id, c.channel, c.user_id, c.occurred_at, c.replied_at, c.template_id, c.enrollment_id, c.thread_id is not null as threaded,
        c.lead_id || coalesce(c.thread_id::text, c.channel) as key
      from communications c, bounds b where ${attemptsOf(tx, ctx, asked)} and c.occurred_at >= b.low and c.occurred_at < b.high${theirs})`;
}

/**
 * The beginning of every query over conversations: `with bounds, attempts, stream, placed, numbered, owned, touches, responses, conversations`.
 * Attempts and responses become one stream per thread (or lead and channel), and a running count of beginnings names the conversations.
 * The days choose attempts and cut no conversation: what ends one, or answers instead, counts from outside of them too. Figures out of the
 * ledger and the rows behind them both start here; `outreach_facts` cuts the same for the rollups.
 */
export function conversationParts(tx: OrgTx, ctx: Context, asked: OutreachAnalyticsInput, leads?: string[]): Parts {
  const counted = attemptsOf(tx, ctx, asked);
  return tx.sql`
    ${attemptParts(tx, ctx, asked, leads)},
    keys as materialized (select distinct key, lead_id, channel from attempts where not threaded),
    -- What came in, what was tried just after these days, and what was tried before them and answered only in them: each along an index of its own.
    came_in as materialized (
      select k.key, c.lead_id, c.channel, c.occurred_at from bounds b, keys k join communications c on c.lead_id = k.lead_id and c.channel = k.channel
      where c.thread_id is null and c.direction = 'inbound' and c.counts_as_contact and c.occurred_at >= b.low and c.occurred_at < b.settled),
    after_days as materialized (
      select c.id, c.lead_id, c.channel, c.user_id, c.occurred_at from bounds b, communications c
      where c.thread_id is null and c.occurred_at >= b.high and c.occurred_at < b.settled and ${counted}),
    -- Whether each counts is told, not asked for: else all that somebody ever tried is read for the few that were answered late.
    late as materialized (
      select c.id, c.lead_id, c.channel, c.user_id, c.occurred_at, c.replied_at, ${counted} as counted from bounds b, communications c
      where c.thread_id is null and c.direction = 'outbound' and c.replied_at >= b.low and c.replied_at < b.high and c.occurred_at < b.low),
    -- Only what is in no thread is cut by silence and answers: a thread is one conversation.
    stream as (
      select key, occurred_at as at, id, true as is_attempt, true as inside, lead_id, channel, user_id, replied_at, template_id, enrollment_id
      from attempts where not threaded
      union all
      select key, replied_at, id, false, true, null, null, null, null, null, null from attempts where not threaded and replied_at is not null
      union all
      select k.key, a.occurred_at, a.id, true, false, null, null, null, null, null, null
      from after_days a join keys k on k.lead_id = a.lead_id and k.channel = a.channel
      union all
      select k.key, l.replied_at, l.id, false, false, null, null, null, null, null, null
      from late l join keys k on k.lead_id = l.lead_id and k.channel = l.channel where l.counted
      union all
      select key, occurred_at, null, false, false, null, null, null, null, null, null from came_in),
    placed as (
      select *, max(at) filter (where is_attempt) over before as prev_attempt, max(at) filter (where not is_attempt) over before as prev_response,
        count(*) filter (where is_attempt) over before + is_attempt::int as nth
      from stream window before as (partition by key order by at, is_attempt desc, id desc rows between unbounded preceding and 1 preceding)),
    numbered as (
      select *, sum((is_attempt and (prev_attempt is null or prev_response >= prev_attempt or at - prev_attempt > interval '14 days'))::int)
        over (partition by key order by at, is_attempt desc, id desc) as number
      from placed),
    -- Each with the attempt before it: windows, for a join of what nobody can estimate becomes a loop in a loop.
    owned as materialized (
      select *, first_value(id) over latest as last_id, first_value(number) over latest as last_number, first_value(is_attempt and inside) over latest as last_inside,
        min(at) filter (where id is null and at - prev_attempt <= interval '14 days') over (latest rows between unbounded preceding and unbounded following) as came_at
      from numbered window latest as (partition by key, nth order by at, is_attempt desc, id desc)),
    touches as materialized (
      select key, number, id, lead_id, channel, user_id, at as occurred_at, replied_at, template_id, enrollment_id, least(replied_at, came_at) as reply_at
      from owned where is_attempt and inside
      union all
      select key, 1, id, lead_id, channel, user_id, occurred_at, replied_at, template_id, enrollment_id, replied_at from attempts where threaded),
    responses as materialized (
      select key, number, replied_at as at, occurred_at as answers, id as attempt_id from touches where replied_at is not null
      union all
      select key, last_number, at, prev_attempt, last_id from owned
      where not is_attempt and id is null and last_inside and at - prev_attempt <= interval '14 days'),
    conversations as (
      select key, number, channel, user_id, first_id, first_at, attempts,
        case when response_at is not null then ${hoursBetween(tx, ctx, asked, ["answers", "response_at"])} end as hours
      from (
        select key, number, min(channel) as channel, (array_agg(user_id order by occurred_at, id) filter (where id is not null))[1] as user_id,
          (array_agg(id order by occurred_at, id) filter (where id is not null))[1] as first_id, min(occurred_at) as first_at, count(id) as attempts,
          (array_agg(at order by at, answers, attempt_id) filter (where at is not null))[1] as response_at,
          (array_agg(answers order by at, answers, attempt_id) filter (where at is not null))[1] as answers
        from (
          select key, number, channel, user_id, id, occurred_at, null::timestamptz as at, null::timestamptz as answers, null::uuid as attempt_id from touches
          union all
          select key, number, null, null, null, null, at, answers, attempt_id from responses) both_kinds
        group by key, number) grouped)`;
}

// Only what is asked stands in it: a condition that may be none at all is looked up in no index.
const attemptsOf = (tx: OrgTx, ctx: Context, asked: OutreachAnalyticsInput) => {
  const { method, user_id: user, team_id: team, campaign_id: campaign } = asked;
  const none = tx.sql``;
  return tx.sql`is_attempt(c)${method ? tx.sql` and c.channel = ${method}` : none}${user ? tx.sql` and c.user_id = ${user}` : none}
    ${team ? tx.sql` and c.user_id in (select m.user_id from memberships m where m.team_id = ${team})` : none}
    ${campaign ? tx.sql` and c.campaign_id = ${campaign}` : none}${seen(tx, ctx, "c")}`;
};

/** Whether a column is the asked one; "none" asks for those without. */
export function matches(tx: OrgTx, column: string, asked: string | undefined): Parts {
  if (asked === undefined) return tx.sql`true`;
  return asked === "none" ? tx.sql.unsafe(`${column} is null`) : tx.sql`${tx.sql.unsafe(column)} = ${asked}::uuid`;
}
