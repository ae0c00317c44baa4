import type { OrgTx } from "@/db/tenant";
import { invalid } from "@/lib/core/errors";

type Value = { estimated_value_minor: number | null; currency: string | null };

/** The currency of an organization, for a value that came without one. */
export async function getBaseCurrency(tx: OrgTx): Promise<string> {
  const [row] = await tx.sql<{ base_currency: string }[]>`select base_currency from organizations`;
  return row?.base_currency ?? "USD";
}

/** A value has a currency: the given one, the one it had, or the organization's. */
export async function moneyOf(
  tx: OrgTx,
  given: Partial<Value>,
  before: Value | null,
): Promise<{ currency?: string | null }> {
  const value = given.estimated_value_minor === undefined ? before?.estimated_value_minor : given.estimated_value_minor;
  const currency = given.currency === undefined ? before?.currency : given.currency;
  if (value === null || value === undefined || currency) return given.currency === undefined ? {} : { currency };
  if (given.currency === null)
    throw invalid("currency", "A value needs its currency. Give one, or clear the value too.");
  return { currency: await getBaseCurrency(tx) };
}
