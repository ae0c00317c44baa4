import type { OrgTx } from "@/db/tenant";

type Money = { amount_minor: number; currency: string; base: string; rate: string; note: string | null };
export type NewCost = Money & { id: string; source_id: string; month: string; kind: string; by: string; at: Date };

/** Adds costs; one whose source, month and kind have a cost already is left out. Returns the ids that are new. */
export async function insertCosts(tx: OrgTx, list: NewCost[]): Promise<string[]> {
  const added: string[] = [];
  for (const { id, source_id, month, kind, amount_minor, currency, base, rate, note, by, at } of list) {
    const rows = await tx.sql<{ id: string }[]>`
      insert into lead_source_costs (id, source_id, month, kind, amount_minor, currency, base_currency, fx_rate, base_minor, note, recorded_by, created_at, updated_at)
      values (${id}, ${source_id}, ${`${month}-01`}::date, ${kind}, ${amount_minor}, ${currency}, ${base}, ${rate}::text::numeric,
        convert_minor(${amount_minor}::bigint, ${currency}, ${base}, round(${rate}::text::numeric, 12)), ${note}, ${by}, ${at}, ${at})
      on conflict (org_id, source_id, month, kind) do nothing returning id`;
    added.push(...rows.map((row) => row.id));
  }
  return added;
}

export async function updateCostColumns(
  tx: OrgTx,
  id: string,
  { amount_minor, currency, base, rate, note, by, at }: Money & { by: string; at: Date },
): Promise<void> {
  await tx.sql`
    update lead_source_costs set amount_minor = ${amount_minor}, currency = ${currency}, base_currency = ${base}, fx_rate = ${rate}::text::numeric,
      base_minor = convert_minor(${amount_minor}::bigint, ${currency}, ${base}, round(${rate}::text::numeric, 12)),
      note = ${note}, recorded_by = ${by}, updated_at = ${at} where id = ${id}`;
}

export async function updateCostNote(
  tx: OrgTx,
  id: string,
  { note, by, at }: Pick<Money, "note"> & { by: string; at: Date },
): Promise<void> {
  await tx.sql`update lead_source_costs set note = ${note}, recorded_by = ${by}, updated_at = ${at} where id = ${id}`;
}

export async function deleteCosts(tx: OrgTx, ids: string[]): Promise<void> {
  await tx.sql`delete from lead_source_costs where id = any (${ids}::uuid[])`;
}
