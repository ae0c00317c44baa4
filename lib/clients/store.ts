import type { OrgTx } from "@/db/tenant";

export type NewClient = {
  id: string;
  name: string;
  leadId: string;
  fromStatus: string;
  valueMinor: number | null;
  currency: string | null;
  by: string;
  at: Date;
};

/** Adds clients; the lead's own move through its history has to follow in the same transaction. */
export async function insertClients(tx: OrgTx, list: NewClient[]): Promise<void> {
  for (const one of list) {
    await tx.sql`
      insert into clients (id, name, from_lead_id, from_status, value_minor, currency, converted_by, converted_at, created_at, updated_at)
      values (${one.id}, ${one.name}, ${one.leadId}, ${one.fromStatus}, ${one.valueMinor}, ${one.currency}, ${one.by}, ${one.at},
        ${one.at}, ${one.at})`;
  }
}

/** Undoes conversions, each once; they stay as history. */
export async function updateUndone(
  tx: OrgTx,
  list: { id: string; by: string; reason: string; at: Date }[],
): Promise<void> {
  for (const { id, by, reason, at } of list) {
    await tx.sql`update clients set undone_by = ${by}, undone_at = ${at}, undone_reason = ${reason}, updated_at = ${at} where id = ${id}`;
  }
}

/** Takes what names somebody out of the clients that a lead became. */
export async function wipeClients(tx: OrgTx, leadId: string, at: Date): Promise<void> {
  await tx.sql`
    update clients set name = 'Erased client', undone_reason = case when undone_reason is not null then 'erased' end, updated_at = ${at}
    where from_lead_id = ${leadId}`;
}
