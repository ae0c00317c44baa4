import type { OrgTx } from "@/db/tenant";

/** What stands under a person's own emails; null when they have none. */
export async function findSignature(tx: OrgTx, userId: string): Promise<string | null> {
  const [row] = await tx.sql<
    { signature: string | null }[]
  >`select signature from memberships where user_id = ${userId}`;
  return row?.signature ?? null;
}
