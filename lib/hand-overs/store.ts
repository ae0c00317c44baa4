import type { OrgTx } from "@/db/tenant";

export type NewHandOver = { id: string; leadId: string; askedBy: string; note: string | null; at: Date };

/** Asks for leads; who asks again while the first question is open asks once. Returns those that are new. */
export async function insertHandOvers(tx: OrgTx, list: NewHandOver[]): Promise<NewHandOver[]> {
  const added: NewHandOver[] = [];
  for (const one of list) {
    const rows = await tx.sql`
      insert into hand_overs (id, lead_id, asked_by, note, created_at, updated_at)
      values (${one.id}, ${one.leadId}, ${one.askedBy}, ${one.note}, ${one.at}, ${one.at})
      on conflict (org_id, lead_id, asked_by) where state = 'open' do nothing returning id`;
    if (rows.length > 0) added.push(one);
  }
  return added;
}

export type Decision = { id: string; state: "accepted" | "rejected"; decidedBy: string; at: Date };

/** Decides questions, each once: the database lets no decision be taken back. */
export async function updateDecisions(tx: OrgTx, list: Decision[]): Promise<void> {
  for (const { id, state, decidedBy, at } of list) {
    await tx.sql`update hand_overs set state = ${state}, decided_by = ${decidedBy}, decided_at = ${at}, updated_at = ${at} where id = ${id}`;
  }
}
