import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { askWithFilter } from "@/lib/filters/queries";
import { type LeadCondition, leadCondition } from "@/lib/filters/rules";
import { blockedOfPage, type LeadRow, leadColumns, leadJoins, toLead } from "@/lib/leads/queries";
import type { Lead } from "@/lib/leads/schema";
import type { Chosen } from "./schema";

/** Those of the leads in sight that were chosen: by a filter but some, or one by one. */
export function chosenCondition(ctx: Context, { filter, ids, except }: Chosen): LeadCondition {
  const { where, params, parts } = leadCondition(ctx, filter ?? {});
  const all = [...params];
  const put = (list: string[]) => `$${all.push(`{${list.join(",")}}`)}::text::uuid[]`;
  const listed = ids ? ` and l.id = any (${put(ids)})` : "";
  const without = except?.length ? ` and not (l.id = any (${put(except)}))` : "";
  return { where: where + listed + without, params: all, parts };
}

export async function countExported(tx: OrgTx, filter: LeadCondition): Promise<number> {
  const [row] = await askWithFilter(tx, filter, () =>
    tx.sql.unsafe<{ n: number }[]>(`select count(*)::int as n from leads l where ${filter.where}`, filter.params),
  );
  return row?.n ?? 0;
}

/** The next leads that the filter finds, by their ids, up to those that were there when the export began. */
export async function listExported(
  tx: OrgTx,
  filter: LeadCondition,
  { after, before, limit }: { after: string | null; before: Date; limit: number },
): Promise<Lead[]> {
  const params = [...filter.params];
  const put = (value: string) => `$${params.push(value)}::text`;
  const rows = await tx.sql.unsafe<LeadRow[]>(
    `with page as materialized (
       select l.id from leads l where ${filter.where} and l.created_at <= ${put(before.toISOString())}::timestamptz
         ${after ? `and l.id > ${put(after)}::uuid` : ""} order by l.id limit ${limit}),
     ${blockedOfPage}
     select ${leadColumns} from page join leads l on l.org_id = current_org_id() and l.id = page.id ${leadJoins} order by l.id`,
    params,
  );
  return rows.map(toLead);
}
