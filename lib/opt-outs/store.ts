import type { OrgTx } from "@/db/tenant";

export type NewReview = {
  entryId: string;
  decision: "confirmed" | "undone";
  reason: string | null;
  by: string;
  at: Date;
};

export async function insertReview(tx: OrgTx, { entryId, decision, reason, by, at }: NewReview): Promise<void> {
  await tx.sql`
    insert into dnc_reviews (entry_id, decision, reason, reviewed_by, created_at, updated_at)
    values (${entryId}, ${decision}, ${reason}, ${by}, ${at}, ${at})`;
}
