import type { OrgTx } from "@/db/tenant";
import { matches } from "@/lib/analytics/conversation-queries";
import { keepCampaign } from "@/lib/analytics/link-rules";
import { periodBefore, periodOf } from "@/lib/analytics/rules";
import { reachedBy } from "@/lib/campaigns/rule-queries";
import type { Context } from "@/lib/core/context";
import { boundsPart } from "@/lib/funnels/arrival-queries";
import { collisionLinks } from "./link-rules";
import { collisionDefinitions } from "./rules";
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

export const kindCounts = (tx: OrgTx) => tx.sql`
  (count(*) filter (where kind = 'prevented'))::int as prevented, (count(*) filter (where kind = 'overridden'))::int as overridden,
  (count(*) filter (where kind = 'escaped'))::int as escaped`;

/** What was prevented, overridden and escaped, by rule, channel, rep and day. */
export async function getCollisionReport(
  tx: OrgTx,
  ctx: Context,
  asked: CollisionReportInput,
): Promise<CollisionReport> {
  const days = periodOf(asked, ctx);
  const [row] = await tx.sql<
    Omit<
      CollisionReport,
      "from_date" | "to_date" | "timezone" | "total" | "escaped_rate" | "previous" | "rows" | "definitions"
    >[]
  >`
    with ${boundsPart(tx, ctx, days)}, ${brokenPart(tx, asked)}
    select (t).*, reviewed.done as overrides_reviewed, reviewed.open as overrides_open,
      coalesce((select jsonb_agg(to_jsonb(k) order by k.prevented + k.overridden + k.escaped desc, k.code) from (select code, ${kindCounts(tx)} from broken group by 1) k), '[]') as by_code,
      coalesce((select jsonb_agg(to_jsonb(k) order by k.prevented + k.overridden + k.escaped desc, k.method) from (select channel as method, ${kindCounts(tx)} from broken group by 1) k), '[]') as by_method,
      coalesce((select jsonb_agg(to_jsonb(k) - 'name' order by k.prevented + k.overridden + k.escaped desc, k.name) from (
        select case when m.user_id is not null then jsonb_build_object('id', m.user_id, 'name', m.name) end as user, m.name, ${kindCounts(tx)}
        from broken b left join memberships m on m.user_id = b.user_id group by m.user_id, m.name) k), '[]') as by_rep,
      coalesce((select jsonb_agg(to_jsonb(k) order by k.date) from (
        select d::date as date, ${kindCounts(tx)} from generate_series(${days.from}::date::timestamp, ${days.to}::date::timestamp, interval '1 day') d
        left join broken on (at at time zone ${ctx.timezone})::date = d::date group by 1) k), '[]') as by_day
    from (select ${kindCounts(tx)} from broken) t, (
      select (count(*) filter (where o.reviewed_at is not null))::int as done, (count(*) filter (where o.reviewed_at is null))::int as open
      from broken b join outreach_overrides o on o.communication_id = b.communication_id where b.kind = 'overridden') reviewed`;
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
