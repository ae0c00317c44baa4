import type { OrgTx } from "@/db/tenant";

export type NewRemoval = { id: string; entryId: string; reason: string; requestedBy: string; at: Date };

export async function insertRemoval(tx: OrgTx, one: NewRemoval): Promise<void> {
  await tx.sql`
    insert into dnc_removals (id, entry_id, reason, requested_by, created_at, updated_at)
    values (${one.id}, ${one.entryId}, ${one.reason}, ${one.requestedBy}, ${one.at}, ${one.at})`;
}

export type Decision = { id: string; decision: "approved" | "rejected"; by: string; reason: string | null; at: Date };

export async function updateRemoval(tx: OrgTx, { id, decision, by, reason, at }: Decision): Promise<void> {
  await tx.sql`
    update dnc_removals set decision = ${decision}, decided_by = ${by}, decided_at = ${at}, decision_reason = ${reason}, updated_at = ${at}
    where id = ${id}`;
}

export type Revocation = { entryId: string; reason: string; by: string; secondApprover: string | null; at: Date };

/** Takes an entry off the list; the database lets it go with two people, or with the review that undoes its detection. */
export async function revokeEntry(tx: OrgTx, { entryId, reason, by, secondApprover, at }: Revocation): Promise<void> {
  await tx.sql`
    update dnc_entries set revoked_at = ${at}, revoked_by = ${by}, revoked_reason = ${reason}, second_approver = ${secondApprover}, updated_at = ${at}
    where id = ${entryId}`;
}
