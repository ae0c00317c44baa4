import type { OrgTx } from "@/db/tenant";
import type { FigureRow, FigureRows } from "@/lib/analytics/schema";
import type { Context } from "@/lib/core/context";
import { dayIn } from "@/lib/core/time";
import { getBaseCurrency } from "@/lib/deals/queries";
import { FIGURE_ROWS_PER_PAGE } from "@/lib/funnels/schema";
import { worthOf } from "./queries";
import { type ForecastRowsInput, PIPELINE } from "./schema";

type Row = Omit<FigureRow, "at"> & { at: Date; total: number };

/** The leads of the pipeline behind a figure of the forecast, the newest in their status first. */
export async function listForecastRows(tx: OrgTx, ctx: Context, asked: ForecastRowsInput): Promise<FigureRows> {
  const base = await getBaseCurrency(tx);
  const which = {
    pipeline: tx.sql`true`,
    with_value: tx.sql`k.worth is not null`,
    without_value: tx.sql`k.value is null`,
    without_rate: tx.sql`k.value is not null and k.worth is null`,
  }[asked.figure];
  const rows = await tx.sql<Row[]>`
    with chosen as (
      select k.* from (select l.id, l.status, l.owner_id, l.status_changed_at as at, l.estimated_value_minor as value,
          coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.email, 'Unnamed lead') as name,
          ${worthOf(tx, base, dayIn(ctx.now, ctx.timezone))} as worth
        from leads l where l.deleted_at is null and l.merged_into_id is null and l.status = any (${asked.status ? [asked.status] : [...PIPELINE]})) k
      where ${which}),
    page as (select *, count(*) over ()::int as total from chosen order by at desc, id
      limit ${FIGURE_ROWS_PER_PAGE} offset ${(asked.page - 1) * FIGURE_ROWS_PER_PAGE})
    select page.id, page.status as what, page.at, page.total, jsonb_build_object('id', page.id, 'name', page.name) as lead,
      case when page.worth is not null then jsonb_build_object('minor', page.worth, 'currency', ${base}::text) end as amount,
      case when m.user_id is not null then jsonb_build_object('id', m.user_id, 'name', m.name) end as user
    from page left join memberships m on m.user_id = page.owner_id order by page.at desc, page.id`;
  return {
    data: rows.map(({ total: _, ...row }) => ({ ...row, at: row.at.toISOString() })),
    total: rows[0]?.total ?? 0,
  };
}
