import type { OrgTx } from "@/db/tenant";
import type { Client } from "./schema";

/** The standing client that a lead became, or null. */
export async function findClient(tx: OrgTx, leadId: string): Promise<Client | null> {
  const [row] = await tx.sql<(Omit<Client, "converted_at"> & { converted_at: Date })[]>`
    select c.id, c.name, c.from_lead_id as lead_id, c.value_minor, c.currency, c.converted_at,
      jsonb_build_object('id', m.user_id, 'name', m.name) as converted_by
    from clients c join memberships m on m.org_id = c.org_id and m.user_id = c.converted_by
    where c.from_lead_id = ${leadId} and c.undone_at is null`;
  return row ? { ...row, converted_at: row.converted_at.toISOString() } : null;
}

export type LockedClient = { id: string; name: string; from_status: "qualified" | "proposal" };

/** The same to be undone, behind the lead's own lock. */
export async function lockClient(tx: OrgTx, leadId: string): Promise<LockedClient | null> {
  const [row] = await tx.sql<LockedClient[]>`
    select id, name, from_status from clients where from_lead_id = ${leadId} and undone_at is null for no key update`;
  return row ?? null;
}
