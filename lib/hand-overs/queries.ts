import type { OrgTx } from "@/db/tenant";
import type { AddressKind } from "@/lib/contact-points/schema";
import { notFound } from "@/lib/core/errors";
import type { OpenHandOver } from "./schema";

/** Who asks for this lead and waits for an answer, the first first. */
export async function listOpenHandOvers(tx: OrgTx, leadId: string): Promise<OpenHandOver[]> {
  const rows = await tx.sql<(Omit<OpenHandOver, "asked_at"> & { asked_at: Date })[]>`
    select h.id, h.lead_id, jsonb_build_object('id', m.user_id, 'name', m.name) as asked_by, h.note, h.created_at as asked_at
    from hand_overs h join memberships m on m.org_id = h.org_id and m.user_id = h.asked_by and m.active
    where h.lead_id = ${leadId} and h.state = 'open' order by h.created_at, h.id`;
  return rows.map((row) => ({ ...row, asked_at: row.asked_at.toISOString() }));
}

/** The leads at an address that somebody else has, in sight or not. */
export async function listLeadsToAskFor(
  tx: OrgTx,
  address: { kind: AddressKind; norm: string },
  askerId: string,
): Promise<string[]> {
  const rows = await tx.sql<{ lead_id: string }[]>`
    select lead_id from leads_at(${address.kind}, ${address.norm}) where owner_id is distinct from ${askerId}::uuid`;
  return rows.map((row) => row.lead_id);
}

export type LockedHandOver = { id: string; lead_id: string; asked_by: string; state: string };

/** The question, locked behind its lead; NOT_FOUND when it is not here or its lead out of sight. */
export async function lockHandOver(tx: OrgTx, id: string): Promise<LockedHandOver> {
  await tx.sql`select l.id from leads l where l.id = (select lead_id from hand_overs where id = ${id}) for no key update`;
  const [row] = await tx.sql<LockedHandOver[]>`
    select h.id, h.lead_id, h.asked_by, h.state from hand_overs h
    join leads l on l.org_id = h.org_id and l.id = h.lead_id and l.deleted_at is null where h.id = ${id} for no key update of h`;
  if (!row) throw notFound("request");
  return row;
}
