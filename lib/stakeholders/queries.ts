import type { OrgTx } from "@/db/tenant";
import { notFound } from "@/lib/core/errors";
import type { Stakeholder } from "./schema";

/** The further people of a pursuit, the primary one first; NOT_FOUND when the lead is not here. */
export async function listStakeholders(tx: OrgTx, leadId: string): Promise<Stakeholder[]> {
  const here = tx.sql`select 1 from leads where id = ${leadId} and deleted_at is null`;
  const found = tx.sql<(Omit<Stakeholder, "created_at"> & { created_at: Date })[]>`
    select c.id, c.first_name, c.last_name, c.title, c.email, c.phone_e164 as phone, c.linkedin, lc.role, lc.influence, lc.is_primary, lc.created_at
    from lead_contacts lc join contacts c on c.org_id = lc.org_id and c.id = lc.contact_id
    where lc.lead_id = ${leadId} order by lc.is_primary desc, lc.created_at, lc.id`;
  const [rows, [lead]] = await Promise.all([found, here]);
  if (!lead) throw notFound("lead");
  return rows.map((row) => ({ ...row, created_at: row.created_at.toISOString() }));
}

/** Stakeholders that have one of these addresses, so that nobody is added twice. */
export async function findStakeholderByAddress(
  tx: OrgTx,
  points: { kind: string; norm: string }[],
): Promise<string | null> {
  const [found] = await tx.sql<{ id: string }[]>`
    select p.contact_id as id
    from unnest(${points.map((p) => p.kind)}::text[], ${points.map((p) => p.norm)}::text[]) as a(kind, norm)
    join contact_points p on p.norm = a.norm and p.kind = a.kind
    where p.contact_id is not null and not p.shared order by p.created_at, p.id limit 1`;
  return found?.id ?? null;
}
