import type { OrgTx } from "@/db/tenant";
import { matches } from "@/lib/analytics/conversation-queries";
import { keepCampaign } from "@/lib/analytics/link-rules";
import { reachedBy } from "@/lib/campaigns/rule-queries";
import type { Context } from "@/lib/core/context";
import { boundsPart } from "@/lib/funnels/arrival-queries";
import { periodBefore, periodOf } from "@/lib/periods/rules";
import { collisionLinks } from "./link-rules";
import { collisionDefinitions, monthsOf, OPT_OUT_ORIGINS } from "./rules";
import type { CollisionReport, CollisionReportInput } from "./schema";

type Days = { from: string; to: string };
type Narrowed = Pick<CollisionReportInput, "method" | "user_id" | "team_id" | "campaign_id">;
type Kinds = Pick<CollisionReport, "prevented" | "overridden" | "escaped">;

/** `broken`: the collisions of a period on leads in sight; goes on after `bounds`. */
export const brokenPart = (tx: OrgTx, { method, user_id, team_id, campaign_id }: Narrowed) => tx.sql`
  broken as materialized (
    select k.id, k.kind, k.code, k.channel, k.user_id, k.lead_id, k.at, k.communication_id from collision_incidents k
    join leads l on l.org_id = k.org_id and l.id = k.lead_id cross join bounds b
    where k.at >= b.low and k.at < b.high and (${method ?? null}::text is null or k.channel = ${method ?? null})
      and ${matches(tx, "k.user_id", user_id)}
      and (${team_id ?? null}::uuid is null or k.user_id in (select m.user_id from memberships m where m.team_id = ${team_id ?? null}))
      and ${reachedBy(tx, "k.lead_id", campaign_id)})`;

/**
 * `sends`: each overridden send of the period once, with what it led to; goes on after `broken`. Who asked to be left alone after it did so
 * whether or not they answered as well.
 */
export const sendsPart = (tx: OrgTx) => tx.sql`
  sends as materialized (
    select distinct on (b.communication_id) b.id, b.lead_id, b.code, b.channel, b.user_id, b.at, o.reviewed_at is not null as reviewed,
      case when c.status in ('draft', 'queued', 'sending', 'unknown') then 'waiting' when (not is_attempt(c) and c.read_as_id is null) or c.status = 'bounced' then 'not_arrived'
        when exists (
          select from (select p.kind, p.norm as value from contact_points p where p.lead_id = c.lead_id union all select 'person', c.lead_id::text) v
          join dnc_entries e on e.kind = v.kind and e.value_norm = v.value and e.revoked_at is null
          where e.source = any (${[...OPT_OUT_ORIGINS]}) and e.created_at >= c.occurred_at) then 'opted_out'
        when c.replied_at is not null then 'answered' else 'silent' end as led_to
    from broken b join outreach_overrides o on o.communication_id = b.communication_id join communications c on c.id = b.communication_id
    where b.kind = 'overridden' order by b.communication_id, b.id)`;

export const kindCounts = (tx: OrgTx) => tx.sql`
  (count(*) filter (where kind = 'prevented'))::int as prevented, (count(*) filter (where kind = 'overridden'))::int as overridden,
  (count(*) filter (where kind = 'escaped'))::int as escaped`;

/** What was prevented, overridden and escaped, by rule, channel, rep, day and month, and what overridden sends led to. */
export async function getCollisionReport(
  tx: OrgTx,
  ctx: Context,
  asked: CollisionReportInput,
): Promise<CollisionReport> {
  const days = periodOf(asked, ctx);
  const [row] = await tx.sql<
    Omit<
      CollisionReport,
      "from_date" | "to_date" | "timezone" | "total" | "escaped_rate" | "by_month" | "previous" | "rows" | "definitions"
    >[]
  >`
    with ${boundsPart(tx, ctx, days)}, ${brokenPart(tx, asked)}, ${sendsPart(tx)}
    select (t).*, (select count(*)::int from sends where reviewed) as overrides_reviewed, (select count(*)::int from sends where not reviewed) as overrides_open,
      (select jsonb_build_object('total', count(*), 'answered', count(*) filter (where led_to = 'answered'),
        'opted_out', count(*) filter (where led_to = 'opted_out'), 'silent', count(*) filter (where led_to = 'silent'),
        'not_arrived', count(*) filter (where led_to = 'not_arrived'), 'waiting', count(*) filter (where led_to = 'waiting')) from sends) as overridden_sends,
      coalesce((select jsonb_agg(to_jsonb(k) order by k.prevented + k.overridden + k.escaped desc, k.code) from (select code, ${kindCounts(tx)} from broken group by 1) k), '[]') as by_code,
      coalesce((select jsonb_agg(to_jsonb(k) order by k.prevented + k.overridden + k.escaped desc, k.method) from (select channel as method, ${kindCounts(tx)} from broken group by 1) k), '[]') as by_method,
      coalesce((select jsonb_agg(to_jsonb(k) - 'name' order by k.prevented + k.overridden + k.escaped desc, k.name) from (
        select case when m.user_id is not null then jsonb_build_object('id', m.user_id, 'name', m.name) end as user, m.name, ${kindCounts(tx)}
        from broken b left join memberships m on m.user_id = b.user_id group by m.user_id, m.name) k), '[]') as by_rep,
      coalesce((select jsonb_agg(to_jsonb(k) order by k.date) from (
        select d::date as date, ${kindCounts(tx)} from generate_series(${days.from}::date::timestamp, ${days.to}::date::timestamp, interval '1 day') d
        left join broken on (at at time zone ${ctx.timezone})::date = d::date group by 1) k), '[]') as by_day
    from (select ${kindCounts(tx)} from broken) t`;
  if (!row) throw new Error("The totals are always there");
  const previous = asked.compare ? await getPrevious(tx, ctx, periodBefore(days), asked) : null;
  const total = row.prevented + row.overridden + row.escaped;
  return {
    from_date: days.from,
    to_date: days.to,
    timezone: ctx.timezone,
    total,
    escaped_rate: total === 0 ? null : row.escaped / total,
    ...row,
    by_month: monthsOf(row.by_day),
    previous,
    rows: keepCampaign(collisionLinks({ from_date: days.from, to_date: days.to }, previous, asked), asked.campaign_id),
    definitions: collisionDefinitions,
  };
}

async function getPrevious(tx: OrgTx, ctx: Context, days: Days, asked: Narrowed) {
  const [row = { prevented: 0, overridden: 0, escaped: 0 }] = await tx.sql<Kinds[]>`
    with ${boundsPart(tx, ctx, days)}, ${brokenPart(tx, asked)} select ${kindCounts(tx)} from broken`;
  return { from_date: days.from, to_date: days.to, ...row };
}
