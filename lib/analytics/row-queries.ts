import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { conversationParts } from "./conversation-queries";
import { OUTREACH_ROWS_PER_PAGE, type OutreachRow, type OutreachRowsInput } from "./schema";

type Row = Omit<OutreachRow, "occurred_at"> & { occurred_at: Date };
type Fragment = postgres.PendingQuery<postgres.Row[]>;

/** The rows behind a figure of the outreach page, newest first, with how many there are: the figure itself. */
export async function listOutreachRows(
  tx: OrgTx,
  ctx: Context,
  asked: OutreachRowsInput,
): Promise<{ data: OutreachRow[]; total: number }> {
  const offset = (asked.page - 1) * OUTREACH_ROWS_PER_PAGE;
  const rows = await tx.sql<(Row & { total: number })[]>`
    ${conversationParts(tx, ctx, asked)},
    chosen as (${sources[asked.figure](tx, asked.rep_id ?? null)}),
    page as (select *, count(*) over ()::int as total from chosen order by at desc, touch_id limit ${OUTREACH_ROWS_PER_PAGE} offset ${offset})
    select c.id, c.channel as method, c.subject, c.occurred_at, page.attempts::int as attempts, page.hours::float8 as response_hours, page.total,
      jsonb_build_object('id', l.id, 'name', coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.email, 'Unnamed lead')) as lead,
      case when m.user_id is not null then jsonb_build_object('id', m.user_id, 'name', m.name) end as user
    from page join communications c on c.id = page.touch_id join leads l on l.id = c.lead_id
    left join memberships m on m.user_id = c.user_id order by page.at desc, page.touch_id`;
  return {
    data: rows.map(({ total: _, ...row }) => ({ ...row, occurred_at: row.occurred_at.toISOString() })),
    total: rows[0]?.total ?? 0,
  };
}

const sources: Record<OutreachRowsInput["figure"], (tx: OrgTx, rep: string | null) => Fragment> = {
  attempts: (tx, rep) => tx.sql`
    select t.id as touch_id, t.occurred_at as at, 1 as attempts,
      (select extract(epoch from min(r.at) - t.occurred_at) / 3600 from responses r where r.attempt_id = t.id) as hours from touches t where ${rep}::uuid is null or t.user_id = ${rep}`,
  leads: (tx, rep) => tx.sql`
    select (array_agg(t.id order by t.occurred_at desc, t.id))[1] as touch_id, max(t.occurred_at) as at, count(*) as attempts, null::numeric as hours
    from touches t where ${rep}::uuid is null or t.user_id = ${rep} group by t.lead_id`,
  conversations: (tx, rep) => tx.sql`
    select v.first_id as touch_id, t.occurred_at as at, v.attempts, v.hours from conversations v join touches t on t.id = v.first_id
    where ${rep}::uuid is null or v.user_id = ${rep}`,
  responded: (tx, rep) => tx.sql`
    select v.first_id as touch_id, t.occurred_at as at, v.attempts, v.hours from conversations v join touches t on t.id = v.first_id where v.hours is not null
    and (${rep}::uuid is null or v.user_id = ${rep})`,
};
