import type { OrgTx } from "@/db/tenant";
import type { FigureRow, FigureRows } from "@/lib/analytics/schema";
import type { Context } from "@/lib/core/context";
import { type Keyed, pagePart, shownOf } from "@/lib/core/keyed-page";
import { takeMemory } from "@/lib/core/memory";
import { dayIn } from "@/lib/core/time";
import { getBaseCurrency } from "@/lib/deals/queries";
import { standing, stoodPart, valuedPart } from "./queries";
import { LOOK_BACK, pastMonths } from "./rules";
import { type ForecastRowsInput, PIPELINE } from "./schema";

type Row = Omit<FigureRow, "at"> & { at: Date } & Keyed;

/** The leads behind a figure of the forecast, the newest first. */
export async function listForecastRows(tx: OrgTx, ctx: Context, asked: ForecastRowsInput): Promise<FigureRows> {
  takeMemory(tx);
  const base = await getBaseCurrency(tx);
  const rows = await tx.sql<Row[]>`
    with ${source(tx, ctx, base, asked)},
    chosen as (${chosen(tx, asked)}),
    ${pagePart(tx, "forecast rows", asked)}
    select page.id, page.what, page.at, page.total, page.place, page.key, case when page.worth is not null then jsonb_build_object('minor', page.worth, 'currency', ${base}::text) end as amount,
      jsonb_build_object('id', l.id, 'name', coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.email, 'Unnamed lead')) as lead,
      case when m.user_id is not null then jsonb_build_object('id', m.user_id, 'name', m.name) end as user
    from page join leads l on l.id = page.id left join memberships m on m.user_id = l.owner_id order by page.at desc, page.key`;
  return shownOf("forecast rows", rows, asked, ({ total: _, place: __, key: ___, ...row }) => ({
    ...row,
    at: row.at.toISOString(),
  }));
}

const statusesOf = ({ status }: ForecastRowsInput) => (status ? [status] : [...PIPELINE]);

/** `stood_then` or `valued`: what the figure is told of. */
function source(tx: OrgTx, ctx: Context, base: string, asked: ForecastRowsInput) {
  const { figure, month, campaign_id: campaign } = asked;
  const today = dayIn(ctx.now, ctx.timezone);
  if (figure !== "stood" && figure !== "came")
    return valuedPart(tx, base, today, standing(tx, statusesOf(asked)), campaign);
  return stoodPart(tx, ctx, base, { months: month ? [month] : pastMonths(today, LOOK_BACK), campaign });
}

function chosen(tx: OrgTx, asked: ForecastRowsInput) {
  const { figure } = asked;
  const statuses = statusesOf(asked);
  if (figure === "stood")
    return tx.sql`select lead_id as id, status as what, low as at, value as worth from stood_then where status = any (${statuses})`;
  if (figure === "came") {
    return tx.sql`select lead_id as id, status as what, converted_at as at, won_value as worth from came_then where status = any (${statuses})`;
  }
  const which = {
    pipeline: tx.sql`true`,
    with_value: tx.sql`k.worth is not null`,
    without_value: tx.sql`k.value is null`,
    without_rate: tx.sql`k.value is not null and k.worth is null`,
  }[figure];
  return tx.sql`select k.id, k.status as what, k.status_changed_at as at, k.worth from valued k where ${which}`;
}
