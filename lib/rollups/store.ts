import type { OrgTx } from "@/db/tenant";

/** Adds at most so many deltas to their days; how many there were. */
export async function foldDeltas(tx: OrgTx, most: number): Promise<number> {
  const [row] = await tx.sql<{ n: number }[]>`select fold_rollups(${most}) as n`;
  return row?.n ?? 0;
}

/** Adds what the ledger says and the rollups do not; how many counts were wrong. */
export async function mendRollups(tx: OrgTx): Promise<number> {
  await tx.sql`select set_config('statement_timeout', '0', true)`;
  const [row] = await tx.sql<{ n: number }[]>`select rebuild_rollups() as n`;
  return row?.n ?? 0;
}
