import type { OrgTx } from "@/db/tenant";

export type NewRate = { currency: string; base: string; day: string; rate: number; setBy: string; at: Date };

/** Sets rates; one of the same day is replaced. What was counted with the old one keeps it. */
export async function upsertRates(tx: OrgTx, list: NewRate[]): Promise<void> {
  for (const { currency, base, day, rate, setBy, at } of list) {
    await tx.sql`
      insert into fx_rates (currency, base_currency, day, rate, set_by, created_at, updated_at)
      values (${currency}, ${base}, ${day}, ${rate}, ${setBy}, ${at}, ${at})
      on conflict (org_id, currency, base_currency, day) do update set rate = excluded.rate, set_by = excluded.set_by, updated_at = excluded.updated_at`;
  }
}
