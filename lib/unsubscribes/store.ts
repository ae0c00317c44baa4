import type { OrgTx } from "@/db/tenant";

export async function updatePostalAddress(tx: OrgTx, postalAddress: string | null, at: Date): Promise<void> {
  await tx.sql`update organizations set postal_address = ${postalAddress}, updated_at = ${at} where id = ${tx.orgId}`;
}
