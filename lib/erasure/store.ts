import type { OrgTx } from "@/db/tenant";

/** Takes the person out of every table; counts, the chain and the keyed hashes of the addresses stay (drizzle/0010). */
export async function eraseRows(tx: OrgTx, leadId: string, by: string, at: Date): Promise<void> {
  await tx.sql`select forget_import_words(${leadId}, ${at}), erase_merged(${leadId}, ${by}, ${at}), erase_person(${leadId}, ${by}, ${at})`;
}
