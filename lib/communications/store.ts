import type { InferInsertModel } from "drizzle-orm";
import { communications, type threads } from "@/db/schema";
import type { OrgTx } from "@/db/tenant";

export type NewCommunication = InferInsertModel<typeof communications> & { id: string };
export type NewThread = InferInsertModel<typeof threads> & { id: string };

/** Appends touches to the ledger. Lead and thread summaries follow by trigger; leads must be locked already. */
export async function insertCommunications(tx: OrgTx, rows: NewCommunication[]): Promise<void> {
  if (rows.length > 0) await tx.db.insert(communications).values(rows);
}

/** Marks an outbound touch as answered at `repliedAt` by hand, or as not answered. */
export async function updateReply(tx: OrgTx, id: string, repliedAt: Date | null, at: Date): Promise<void> {
  await tx.sql`update communications set replied_at = ${repliedAt}, updated_at = ${at} where id = ${id}`;
}
