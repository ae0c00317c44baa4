import type { OrgTx } from "@/db/tenant";

export async function updateSignature(tx: OrgTx, userId: string, signature: string | null, at: Date): Promise<void> {
  await tx.sql`update memberships set signature = ${signature}, updated_at = ${at} where user_id = ${userId}`;
}
