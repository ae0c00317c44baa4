import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import { periodOf } from "@/lib/analytics/rules";
import type { FigureRow, FigureRows } from "@/lib/analytics/schema";
import type { Context } from "@/lib/core/context";
import { boundsPart, matches } from "@/lib/funnels/arrival-queries";
import { FIGURE_ROWS_PER_PAGE } from "@/lib/funnels/schema";
import { brokenPart } from "./collision-queries";
import { contactedPart, entriesPart } from "./queries";
import type { ComplianceRowsInput } from "./schema";

type Row = Omit<FigureRow, "at"> & { at: Date; total: number };
type Fragment = postgres.PendingQuery<postgres.Row[]>;

/** The collisions, entries or leads behind a figure of the collisions and compliance pages, newest first. */
export async function listComplianceRows(tx: OrgTx, ctx: Context, asked: ComplianceRowsInput): Promise<FigureRows> {
  const rows = await tx.sql<Row[]>`
    with ${boundsPart(tx, ctx, periodOf(asked, ctx))}, ${brokenPart(tx, asked)}, ${entriesPart(tx)}, ${contactedPart(tx)},
    chosen as (${chosen(tx, asked)}),
    page as (select *, count(*) over ()::int as total from chosen order by at desc, id
      limit ${FIGURE_ROWS_PER_PAGE} offset ${(asked.page - 1) * FIGURE_ROWS_PER_PAGE})
    select page.id, page.what, page.at, page.total, null::jsonb as amount,
      case when l.id is not null then jsonb_build_object('id', l.id,
        'name', coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.email, 'Unnamed lead')) end as lead,
      case when m.user_id is not null then jsonb_build_object('id', m.user_id, 'name', m.name) end as user
    from page left join leads l on l.id = page.lead_id left join memberships m on m.user_id = page.user_id order by page.at desc, page.id`;
  return {
    data: rows.map(({ total: _, ...row }) => ({ ...row, at: row.at.toISOString() })),
    total: rows[0]?.total ?? 0,
  };
}

function chosen(tx: OrgTx, asked: ComplianceRowsInput): Fragment {
  const { figure, code = null, origin = null } = asked;
  if (figure === "added" || figure === "removed" || figure === "standing") {
    return tx.sql`
      select id, null::uuid as lead_id, kind || ' ' || case when value_norm like 'erased:%' then '(erased)' else value_norm end || ', ' || source as what, added_by as user_id,
        ${figure === "removed" ? tx.sql`revoked_at` : tx.sql`created_at`} as at from entries
      where ${tx.sql.unsafe(figure)} and (${origin}::text is null or source = ${origin})`;
  }
  if (figure === "contacted" || figure === "opted_out") {
    return tx.sql`select lead_id as id, lead_id, ${figure === "contacted" ? "contacted" : "opted out"}::text as what, null::uuid as user_id, at
      from contacted where ${figure === "contacted" ? tx.sql`true` : tx.sql`opted_out`} and ${matches(tx, "source_id", asked.source_id)}`;
  }
  return tx.sql`select id, lead_id, code || ', ' || channel as what, user_id, at from broken
    where kind = ${figure} and (${code}::text is null or code = ${code})`;
}
