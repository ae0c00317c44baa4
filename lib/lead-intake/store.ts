import type { OrgTx } from "@/db/tenant";

/** One import of an organization stores rows at a time: two files with the same people see each other's. */
export async function lockImports(tx: OrgTx): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(current_org_id()::text, 33))`;
}
