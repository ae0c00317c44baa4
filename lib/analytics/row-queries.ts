import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import { reachedBy } from "@/lib/campaigns/rule-queries";
import type { Context } from "@/lib/core/context";
import { type Keyed, pagePart, shownOf } from "@/lib/core/keyed-page";
import { requireTheirFigures } from "@/lib/organizations/team-queries";
import { attemptParts, conversationParts, hoursBetween, matches, seen } from "./conversation-queries";
import type { FigurePage, OutreachRow, OutreachRowsInput } from "./schema";

type Row = Omit<OutreachRow, "occurred_at"> & { occurred_at: Date };
type Fragment = postgres.PendingQuery<postgres.Row[]>;

/** The rows behind a figure of the outreach page, newest first, with how many there are: the figure itself. FORBIDDEN as the figures are. */
export async function listOutreachRows(
  tx: OrgTx,
  ctx: Context,
  asked: OutreachRowsInput,
): Promise<FigurePage<OutreachRow>> {
  await requireTheirFigures(tx, ctx, asked);
  const { begin, choose, hoursLater } = sources[asked.figure];
  const rows = await tx.sql<(Row & Keyed)[]>`
    ${begin(tx, ctx, asked)},
    chosen as (${choose(tx, ctx, asked)}),
    ${pagePart(tx, "outreach rows", asked, asked.figure === "responses")}
    select c.id, c.channel as method, c.subject, page.at as occurred_at, page.attempts::int as attempts, page.hours::float8 as response_hours, page.total, page.place, page.key,
      jsonb_build_object('id', l.id, 'name', coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.email, 'Unnamed lead')) as lead,
      case when m.user_id is not null then jsonb_build_object('id', m.user_id, 'name', m.name) end as user
    from page join communications c on c.id = page.id join leads l on l.id = c.lead_id
    left join memberships m on m.user_id = c.user_id order by page.at desc, page.key`;
  const hours = hoursLater ? await getReplyHours(tx, ctx, asked, rows) : null;
  return shownOf("outreach rows", rows, asked, ({ total: _, place: __, key: ___, ...row }) => ({
    ...row,
    response_hours: hours ? (hours.get(row.id) ?? null) : row.response_hours,
    occurred_at: row.occurred_at.toISOString(),
  }));
}

/** After how many hours the attempts of a page were answered: of these leads alone the conversations are put together. */
async function getReplyHours(tx: OrgTx, ctx: Context, asked: OutreachRowsInput, rows: Row[]) {
  const leads = [...new Set(rows.map((row) => row.lead.id))];
  const replied = await tx.sql<{ id: string; hours: number }[]>`
    ${conversationParts(tx, ctx, asked, leads)}
    select t.id, (${firstReply(tx, ctx, asked)})::float8 as hours from touches t
    where t.reply_at is not null and t.id = any (${rows.map((row) => row.id)}::uuid[])`;
  return new Map(replied.map((one) => [one.id, one.hours]));
}

type Choose = (tx: OrgTx, ctx: Context, asked: OutreachRowsInput) => Fragment;
/** What stands before `chosen`: attempts are a tenth of the work of conversations, which look around each. */
type Source = {
  begin: typeof attemptParts;
  choose: Choose;
  /** looked up for the page, not for all */
  hoursLater?: true;
};

const eachAttempt =
  (which: string): Choose =>
  (tx, ctx, asked) =>
    tx.sql`
    select t.id, t.occurred_at as at, 1 as attempts, null::numeric as hours from attempts t where ${tx.sql.unsafe(which)} and ${narrowed(tx, ctx, asked)}`;
const eachLead =
  (which: string): Choose =>
  (tx, ctx, asked) =>
    tx.sql`
    select (array_agg(t.id order by t.occurred_at desc, t.id))[1] as id, max(t.occurred_at) as at, count(*) as attempts, null::numeric as hours
    from attempts t where ${tx.sql.unsafe(which)} and ${narrowed(tx, ctx, asked)} group by t.lead_id`;
const eachConversation =
  (which: string): Choose =>
  (tx, _ctx, { rep_id }) =>
    tx.sql`
    select v.first_id as id, v.first_at as at, v.attempts, v.hours from conversations v
    where ${tx.sql.unsafe(which)} and ${matches(tx, "v.user_id", rep_id)}`;
const eachAnswered: Choose = (tx, ctx, asked) => tx.sql`
  select t.id, t.occurred_at as at, 1 as attempts, ${firstReply(tx, ctx, asked)} as hours from touches t
  where t.reply_at is not null and ${narrowed(tx, ctx, asked)}`;
const eachResponse: Choose = (tx, ctx, asked) => tx.sql`
  select r.attempt_id as id, null::text as what, r.at, 1 as attempts, ${hoursBetween(tx, ctx, asked, ["r.answers", "r.at"])} as hours from responses r
  where ${onDays(tx, ctx, "r.at", asked)}`;
const eachTouch: Choose = (
  tx,
  ctx,
  { method = null, user_id = null, team_id = null, direction = null, campaign_id },
) => tx.sql`
    select c.id as id, c.occurred_at as at, 1 as attempts, null::numeric as hours from communications c, bounds b
    where is_counted(c) and c.occurred_at >= b.low and c.occurred_at < b.high and (${direction}::text is null or c.direction = ${direction})
      and (${method}::text is null or c.channel = ${method}) and (${user_id}::uuid is null or c.user_id = ${user_id})
      and (${team_id}::uuid is null or c.user_id in (select m.user_id from memberships m where m.team_id = ${team_id}))
      and (${campaign_id ?? null}::uuid is null or c.campaign_id = ${campaign_id ?? null}
        or (c.direction = 'inbound' and ${reachedBy(tx, "c.lead_id", campaign_id)}))${seen(tx, ctx, "c")}`;

const replied = "t.replied_at is not null";
const sources: Record<OutreachRowsInput["figure"], Source> = {
  touches: { begin: attemptParts, choose: eachTouch },
  attempts: { begin: attemptParts, choose: eachAttempt("true"), hoursLater: true },
  marked: { begin: attemptParts, choose: eachAttempt(replied), hoursLater: true },
  leads: { begin: attemptParts, choose: eachLead("true") },
  leads_marked: { begin: attemptParts, choose: eachLead(replied) },
  answered: { begin: conversationParts, choose: eachAnswered },
  conversations: { begin: conversationParts, choose: eachConversation("true") },
  responded: { begin: conversationParts, choose: eachConversation("v.hours is not null") },
  responses: { begin: conversationParts, choose: eachResponse },
};

/** What the tables of a page ask beside its filters: whose, on which day, at which hour, made of what. */
function narrowed(tx: OrgTx, ctx: Context, asked: OutreachRowsInput): Fragment {
  const { rep_id, hour = null, weekday = null, template_id = null, sequence_id = null } = asked;
  return tx.sql`${matches(tx, "t.user_id", rep_id)}
    and ${onDays(tx, ctx, "t.occurred_at", asked)}
    and (${hour}::int is null or extract(hour from t.occurred_at at time zone ${ctx.timezone}) = ${hour}::int)
    and (${weekday}::int is null or extract(isodow from t.occurred_at at time zone ${ctx.timezone}) = ${weekday}::int)
    and (${template_id}::uuid is null or t.template_id = ${template_id})
    and (${sequence_id}::uuid is null or t.enrollment_id in (select n.id from lead_sequence_enrollments n where n.sequence_id = ${sequence_id}))`;
}

const firstReply = (tx: OrgTx, ctx: Context, asked: OutreachRowsInput) => tx.sql`
  case when t.reply_at is not null then ${hoursBetween(tx, ctx, asked, ["t.occurred_at", "t.reply_at"])} end`;

const onDays = (tx: OrgTx, ctx: Context, at: string, { day, until = day }: OutreachRowsInput) =>
  tx.sql`(${day ?? null}::date is null or (${tx.sql.unsafe(at)} at time zone ${ctx.timezone})::date between ${day ?? null}::date and ${until ?? null}::date)`;
