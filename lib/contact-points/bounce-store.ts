import type { OrgTx } from "@/db/tenant";
import type { NewEvent } from "@/lib/events/emit";

export type BounceMark = { norm: string; state: "hard" | "soft"; since: Date };

/**
 * Marks an address wherever it stands, whoever says that it does not work: the server that refused it, a report by mail, a provider. Hard
 * holds over soft and the first moment over later ones. Returns what the leads that it changed are told.
 */
export async function markBounced(tx: OrgTx, { norm, state, since }: BounceMark, at: Date): Promise<NewEvent[]> {
  const hard = state === "hard";
  const rows = await tx.sql<{ lead_id: string | null }[]>`
    update contact_points p set bounce_state = ${state}, updated_at = ${at},
      invalid_at = case when ${hard} then least(p.invalid_at, ${since}) else p.invalid_at end
    from (select id from contact_points where kind = 'email' and norm = ${norm} order by id for update) locked
    where p.id = locked.id and (p.bounce_state is distinct from ${state} or (${hard} and p.invalid_at > ${since}))
      and (${hard} or p.bounce_state is null)
    returning p.lead_id`;
  return [...new Set(rows.flatMap((row) => row.lead_id ?? []))].map((leadId) => ({
    kind: "lead.changed",
    leadId,
    subjects: { lead_id: leadId },
    payload: { lead_id: leadId, changes: { bounced_address: { old: null, new: norm } } },
  }));
}
