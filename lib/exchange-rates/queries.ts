import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import { invalid } from "@/lib/core/errors";
import { getBaseCurrency } from "@/lib/deals/queries";
import type { ExchangeRate } from "./schema";

/** Rates, the newest day first; the last 500. */
export async function listExchangeRates(tx: OrgTx, currency?: string): Promise<ExchangeRate[]> {
  const rows = await tx.sql<(Omit<ExchangeRate, "updated_at"> & { updated_at: Date })[]>`
    select r.id, r.currency, r.base_currency, r.day::text as day, r.rate::float8 as rate, r.updated_at,
      jsonb_build_object('id', m.user_id, 'name', m.name) as set_by
    from fx_rates r join memberships m on m.org_id = r.org_id and m.user_id = r.set_by
    where ${currency ?? null}::text is null or r.currency = ${currency ?? null}
    order by r.day desc, r.currency, r.base_currency limit 500`;
  return rows.map((row) => ({ ...row, updated_at: row.updated_at.toISOString() }));
}

export type HeldRate = { base: string; rate: string };

/** The rate that holds on a day into the organization's currency, exactly as kept. Throws INVALID when there is none. */
export async function getRateOn(tx: OrgTx, currency: string, day: string): Promise<HeldRate> {
  const base = await getBaseCurrency(tx);
  const [row] = await tx.sql<
    { rate: string | null }[]
  >`select rate_on(${currency}, ${base}, ${day}::date)::text as rate`;
  if (row?.rate) return { base, rate: row.rate };
  throw invalid(
    "currency",
    `There is no rate from ${currency} to ${base} for ${day}, nor for the 30 days before it. Set one first: "Set rate" under Budget, Costs, or PUT /api/fx_rates.`,
  );
}

/**
 * A part of a WITH clause with columns (currency, day, rate): by how much an amount is multiplied to be one of the base currency, worked out once for
 * each currency and day that is asked; null where no rate holds.
 */
export const ratesPart = (
  tx: OrgTx,
  named: string,
  base: string,
  asked: postgres.PendingQuery<postgres.Row[]>,
) => tx.sql`
  ${tx.sql.unsafe(named)} as materialized (
    select k.currency, k.day, minor_rate(k.currency, ${base}, rate_on(k.currency, ${base}, k.day)) as rate from (${asked}) k)`;
