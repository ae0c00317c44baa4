import type { OrgTx } from "@/db/tenant";

/** Where a lead that was merged into another is found today; null when it was not. */
export async function findForward(tx: OrgTx, leadId: string): Promise<string | null> {
  const [row] = await tx.sql<{ root_id: string }[]>`
    select root_id from lead_merges where from_id = ${leadId} and undone_at is null`;
  return row?.root_id ?? null;
}
