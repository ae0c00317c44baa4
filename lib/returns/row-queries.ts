import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import type { FigureRow, FigureRows } from "@/lib/analytics/schema";
import type { Context } from "@/lib/core/context";
import { type Keyed, pagePart, shownOf } from "@/lib/core/keyed-page";
import { getBaseCurrency } from "@/lib/deals/queries";
import { boundsPart } from "@/lib/funnels/arrival-queries";
import { ofSource } from "@/lib/funnels/below-queries";
import { listCredits } from "./attribution-queries";
import { spentBeforePart, spentPart, wonPart } from "./money-queries";
import { monthsOf } from "./rules";
import type { ReturnRowsInput } from "./schema";

type Credits = readonly { id: string; minor: number }[];
type Row = Omit<FigureRow, "at"> & { at: Date } & Keyed;

/** The clients or costs behind a figure of the sources and ROI pages, newest first. */
export async function listReturnRows(tx: OrgTx, ctx: Context, asked: ReturnRowsInput): Promise<FigureRows> {
  const days = { ...monthsOf(asked, ctx), campaign: asked.campaign_id };
  const base = await getBaseCurrency(tx);
  const credits = asked.figure === "credited" ? await listCredits(tx, ctx, days, base, asked) : [];
  const rows = await tx.sql<Row[]>`
    with ${boundsPart(tx, ctx, days)}, ${wonPart(tx, ctx, base, days.campaign)}, ${spentPart(tx, days, base, days.campaign)},
    ${spentBeforePart(tx, days, base, days.campaign)}, chosen as (${chosen(tx, asked, credits)}),
    ${pagePart(tx, "roi rows", asked)}
    select page.id, page.what, page.at, page.total, page.place, page.key,
      case when page.minor is not null then jsonb_build_object('minor', page.minor, 'currency', ${base}::text) end as amount,
      case when l.id is not null then jsonb_build_object('id', l.id,
        'name', coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.email, 'Unnamed lead')) end as lead,
      case when m.user_id is not null then jsonb_build_object('id', m.user_id, 'name', m.name) end as user
    from page left join leads l on l.id = page.lead_id left join memberships m on m.user_id = page.user_id order by page.at desc, page.key`;
  return shownOf("roi rows", rows, asked, ({ total: _, place: __, key: ___, ...row }) => ({
    ...row,
    at: row.at.toISOString(),
  }));
}

function chosen(
  tx: OrgTx,
  { figure, ...asked }: ReturnRowsInput,
  credits: Credits,
): postgres.PendingQuery<postgres.Row[]> {
  if (figure === "costs") {
    return tx.sql`select k.id, null::uuid as lead_id, s.name || ', ' || replace(k.kind, '_', ' ') || ', ' || k.month as what, k.recorded_by as user_id,
        k.created_at as at, k.base_minor as minor from spent k join lead_sources s on s.id = k.source_id where ${ofSource(tx, "k.source_id", asked)}`;
  }
  if (figure === "costs_before") {
    return tx.sql`select k.id, null::uuid as lead_id, s.name || ', ' || replace(k.kind, '_', ' ') || ', ' || k.month as what, k.recorded_by as user_id,
        k.created_at as at, null::bigint as minor from spent_before k join lead_sources s on s.id = k.source_id`;
  }
  if (figure === "credited") {
    return tx.sql`select w.id, w.lead_id, w.name as what, w.converted_by as user_id, w.converted_at as at, k.minor from won w
      join unnest(${credits.map((one) => one.id)}::uuid[], ${credits.map((one) => one.minor)}::bigint[]) as k (id, minor) on k.id = w.id`;
  }
  const which = {
    won: tx.sql`true`,
    without_value: tx.sql`w.value_minor is null`,
    without_rate: tx.sql`w.value_minor is not null and w.base_minor is null`,
  }[figure];
  return tx.sql`select w.id, w.lead_id, w.name as what, w.converted_by as user_id, w.converted_at as at, w.base_minor as minor from won w
    where ${which} and ${ofSource(tx, "w.source_id", asked)}`;
}
