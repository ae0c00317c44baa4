import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import { reachedBy } from "@/lib/campaigns/rule-queries";
import type { Context } from "@/lib/core/context";
import { conversationParts, hoursBetween, matches, seen } from "./conversation-queries";
import { type Keyed, pagePart, shownOf } from "./page-queries";
import type { FigurePage, OutreachRow, OutreachRowsInput } from "./schema";

type Row = Omit<OutreachRow, "occurred_at"> & { occurred_at: Date };
type Fragment = postgres.PendingQuery<postgres.Row[]>;

/** The rows behind a figure of the outreach page, newest first, with how many there are: the figure itself. */
export async function listOutreachRows(
  tx: OrgTx,
  ctx: Context,
  asked: OutreachRowsInput,
): Promise<FigurePage<OutreachRow>> {
  const rows = await tx.sql<(Row & Keyed)[]>`
    ${conversationParts(tx, ctx, asked)},
    chosen as (${sources[asked.figure](tx, ctx, asked)}),
    ${pagePart(tx, asked, asked.figure === "responses")}
    select c.id, c.channel as method, c.subject, page.at as occurred_at, page.attempts::int as attempts, page.hours::float8 as response_hours, page.total, page.place, page.key,
      jsonb_build_object('id', l.id, 'name', coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.email, 'Unnamed lead')) as lead,
      case when m.user_id is not null then jsonb_build_object('id', m.user_id, 'name', m.name) end as user
    from page join communications c on c.id = page.id join leads l on l.id = c.lead_id
    left join memberships m on m.user_id = c.user_id order by page.at desc, page.key`;
  return shownOf(rows, asked, ({ total: _, place: __, key: ___, ...row }) => ({
    ...row,
    occurred_at: row.occurred_at.toISOString(),
  }));
}

const sources: Record<OutreachRowsInput["figure"], (tx: OrgTx, ctx: Context, asked: OutreachRowsInput) => Fragment> = {
  attempts: (tx, ctx, asked) => tx.sql`
    select t.id as id, t.occurred_at as at, 1 as attempts, ${firstReply(tx, ctx, asked)} as hours from touches t where ${narrowed(tx, ctx, asked)}`,
  leads: (tx, ctx, asked) => tx.sql`
    select (array_agg(t.id order by t.occurred_at desc, t.id))[1] as id, max(t.occurred_at) as at, count(*) as attempts, null::numeric as hours
    from touches t where ${narrowed(tx, ctx, asked)} group by t.lead_id`,
  leads_marked: (tx, ctx, asked) => tx.sql`
    select (array_agg(t.id order by t.occurred_at desc, t.id))[1] as id, max(t.occurred_at) as at, count(*) as attempts, null::numeric as hours
    from touches t where t.replied_at is not null and ${narrowed(tx, ctx, asked)} group by t.lead_id`,
  conversations: (tx, _ctx, { rep_id }) => tx.sql`
    select v.first_id as id, v.first_at as at, v.attempts, v.hours from conversations v
    where ${matches(tx, "v.user_id", rep_id)}`,
  responded: (tx, _ctx, { rep_id }) => tx.sql`
    select v.first_id as id, v.first_at as at, v.attempts, v.hours from conversations v
    where v.hours is not null and ${matches(tx, "v.user_id", rep_id)}`,
  answered: (tx, ctx, asked) => tx.sql`
    select t.id as id, t.occurred_at as at, 1 as attempts, ${firstReply(tx, ctx, asked)} as hours from touches t
    where t.reply_at is not null and ${narrowed(tx, ctx, asked)}`,
  marked: (tx, ctx, asked) => tx.sql`
    select t.id as id, t.occurred_at as at, 1 as attempts, ${firstReply(tx, ctx, asked)} as hours from touches t
    where t.replied_at is not null and ${narrowed(tx, ctx, asked)}`,
  responses: (tx, ctx, { day = null, ...asked }) => tx.sql`
    select r.attempt_id as id, null::text as what, r.at, 1 as attempts, ${hoursBetween(tx, ctx, asked, ["r.answers", "r.at"])} as hours from responses r
    where ${day}::date is null or (r.at at time zone ${ctx.timezone})::date = ${day}::date`,
  touches: (tx, ctx, { method = null, user_id = null, team_id = null, direction = null, campaign_id }) => tx.sql`
    select c.id as id, c.occurred_at as at, 1 as attempts, null::numeric as hours from communications c, bounds b
    where is_counted(c) and c.occurred_at >= b.low and c.occurred_at < b.high and (${direction}::text is null or c.direction = ${direction})
      and (${method}::text is null or c.channel = ${method}) and (${user_id}::uuid is null or c.user_id = ${user_id})
      and (${team_id}::uuid is null or c.user_id in (select m.user_id from memberships m where m.team_id = ${team_id}))
      and (${campaign_id ?? null}::uuid is null or c.campaign_id = ${campaign_id ?? null}
        or (c.direction = 'inbound' and ${reachedBy(tx, "c.lead_id", campaign_id)}))${seen(tx, ctx, "c")}`,
};

/** What the tables of a page ask beside its filters: whose, on which day, at which hour, made of what. */
function narrowed(tx: OrgTx, { timezone }: Context, asked: OutreachRowsInput): Fragment {
  const { rep_id, day = null, hour = null, weekday = null, template_id = null, sequence_id = null } = asked;
  return tx.sql`${matches(tx, "t.user_id", rep_id)}
    and (${day}::date is null or (t.occurred_at at time zone ${timezone})::date = ${day}::date)
    and (${hour}::int is null or extract(hour from t.occurred_at at time zone ${timezone}) = ${hour}::int)
    and (${weekday}::int is null or extract(isodow from t.occurred_at at time zone ${timezone}) = ${weekday}::int)
    and (${template_id}::uuid is null or t.template_id = ${template_id})
    and (${sequence_id}::uuid is null or t.enrollment_id in (select n.id from lead_sequence_enrollments n where n.sequence_id = ${sequence_id}))`;
}

const firstReply = (tx: OrgTx, ctx: Context, asked: OutreachRowsInput) => tx.sql`
  case when t.reply_at is not null then ${hoursBetween(tx, ctx, asked, ["t.occurred_at", "t.reply_at"])} end`;
