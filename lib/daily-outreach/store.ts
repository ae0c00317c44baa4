import type { OrgTx } from "@/db/tenant";

export type ItemChange = Partial<{
  subject: string | null;
  body: string | null;
  tone: string | null;
  snoozed_until: Date | null;
}>;

/** Changes what was prepared. */
export async function updateItemColumns(tx: OrgTx, id: string, change: ItemChange, at: Date): Promise<void> {
  await tx.sql`update daily_outreach_items set ${tx.sql({ ...change, updated_at: at })}, version = version + 1 where id = ${id}`;
}
