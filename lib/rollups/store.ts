import type { OrgTx } from "@/db/tenant";
import { takeMemory } from "@/lib/core/memory";
import type { RollupPart } from "./schema";

/** Adds at most so many deltas to their days; how many there were. */
export async function foldDeltas(tx: OrgTx, most: number): Promise<number> {
  const [row] = await tx.sql<{ n: number }[]>`select fold_rollups(${most}) as n`;
  return row?.n ?? 0;
}

/** Counts the leads of a part anew. What they add up to is mended after all parts. */
export async function recountLeads(tx: OrgTx, { after, until }: RollupPart): Promise<void> {
  takeTime(tx);
  await tx.sql`select recount_leads(${after}, ${until})`;
}

/** Adds what the ledger says and the rollups do not; how many counts were wrong. */
export async function mendRollups(tx: OrgTx, recounted: boolean): Promise<number> {
  takeTime(tx);
  const [row] = await tx.sql<
    { n: number }[]
  >`select ${recounted ? tx.sql`mend_sums()` : tx.sql`rebuild_rollups()`} as n`;
  return row?.n ?? 0;
}

function takeTime(tx: OrgTx): void {
  tx.unhurried();
  takeMemory(tx);
}
