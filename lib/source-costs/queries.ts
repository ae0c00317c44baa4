import type { OrgTx } from "@/db/tenant";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import type { ListSourceCostsInput, SourceCost } from "./schema";

type Row = Omit<SourceCost, "created_at" | "updated_at"> & { created_at: Date; updated_at: Date };

/** Costs, the newest month first, by keyset. Throws INVALID for a cursor that is not ours. */
export async function listSourceCosts(
  tx: OrgTx,
  { source_id, from_month, to_month, limit, cursor }: ListSourceCostsInput,
): Promise<{ data: SourceCost[]; next_cursor: string | null }> {
  const after = decodeCursor("source costs", cursor, "text");
  const place = after ? tx.sql`and (to_char(k.month, 'YYYY-MM'), k.id) < (${after[0]}, ${after[1]}::uuid)` : tx.sql``;
  const rows = await tx.sql<Row[]>`
    ${selectCosts(tx)} where k.org_id = current_org_id() and (${source_id ?? null}::uuid is null or k.source_id = ${source_id ?? null})
      and (${from_month ?? null}::text is null or to_char(k.month, 'YYYY-MM') >= ${from_month ?? null})
      and (${to_month ?? null}::text is null or to_char(k.month, 'YYYY-MM') <= ${to_month ?? null}) ${place}
    order by k.month desc, k.id desc limit ${limit + 1}`;
  const shown = rows.slice(0, limit).map(toCost);
  const last = shown.at(-1);
  return {
    data: shown,
    next_cursor: rows.length > limit && last ? encodeCursor("source costs", [last.month, last.id]) : null,
  };
}

export async function getSourceCost(tx: OrgTx, id: string): Promise<SourceCost> {
  const [row] = await tx.sql<Row[]>`${selectCosts(tx)} where k.id = ${id}`;
  if (!row) throw notFound("cost");
  return toCost(row);
}

/** The cost under this key, if there is one. */
export async function findSourceCost(
  tx: OrgTx,
  { source_id, month, kind }: { source_id: string; month: string; kind: string },
): Promise<SourceCost | null> {
  const [row] = await tx.sql<Row[]>`
    ${selectCosts(tx)} where k.source_id = ${source_id} and k.month = ${`${month}-01`}::date and k.kind = ${kind}`;
  return row ? toCost(row) : null;
}

const selectCosts = (tx: OrgTx) => tx.sql`
  select k.id, jsonb_build_object('id', s.id, 'name', s.name) as source, to_char(k.month, 'YYYY-MM') as month, k.kind, k.amount_minor, k.currency,
    k.fx_rate::float8 as fx_rate, k.base_currency, k.base_minor as base_amount_minor, k.note, k.created_at, k.updated_at,
    jsonb_build_object('id', m.user_id, 'name', m.name) as recorded_by
  from lead_source_costs k join lead_sources s on s.org_id = k.org_id and s.id = k.source_id
  join memberships m on m.org_id = k.org_id and m.user_id = k.recorded_by`;

const toCost = (row: Row): SourceCost => ({
  ...row,
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
});
