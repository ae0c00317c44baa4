import type { OrgTx } from "@/db/tenant";

/** Takes what says who they are out of leads that are locked; their rows in the ledger stay (drizzle, `purge_lead`). */
export async function purgeRows(tx: OrgTx, leadIds: string[], at: Date): Promise<void> {
  await tx.sql`select purge_lead(id, ${at}) from unnest(${leadIds}::uuid[]) as id`;
}
