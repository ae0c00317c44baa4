import type { OrgTx } from "@/db/tenant";
import { notFound } from "@/lib/core/errors";
import type { Consent } from "./schema";

type Row = Omit<Consent, "at" | "expires_at" | "recorded_at"> & {
  at: Date;
  expires_at: Date | null;
  recorded_at: Date;
};

/** Every consent of a lead's addresses, newest first; at most 200. NOT_FOUND when the lead is not here. */
export async function listConsents(tx: OrgTx, leadId: string): Promise<Consent[]> {
  const [lead] = await tx.sql`select 1 from leads where id = ${leadId} and deleted_at is null`;
  if (!lead) throw notFound("lead");
  const rows = await tx.sql<Row[]>`
    select c.id, c.kind, c.value_norm, c.purpose, c.status, c.lawful_basis, c.at, c.source, c.evidence, c.expires_at, c.created_at as recorded_at,
      jsonb_build_object('id', c.recorded_by, 'name', m.name) as recorded_by,
      row_number() over (partition by c.kind, c.value_norm, c.purpose order by c.at desc, c.id desc) = 1 as counts
    from contact_points p join consents c on c.value_norm = p.norm and c.kind = p.kind
    join memberships m on m.org_id = c.org_id and m.user_id = c.recorded_by
    where p.lead_id = ${leadId} order by c.at desc, c.id desc limit 200`;
  return rows.map((row) => ({
    ...row,
    at: row.at.toISOString(),
    expires_at: row.expires_at?.toISOString() ?? null,
    recorded_at: row.recorded_at.toISOString(),
  }));
}

/** The lead's address of this kind that is meant: the given one, else the primary. */
export async function findPoint(
  tx: OrgTx,
  leadId: string,
  kind: string,
  norm: string | null,
): Promise<{ norm: string } | null> {
  const [row] = await tx.sql<{ norm: string }[]>`
    select p.norm from contact_points p join leads l on l.org_id = p.org_id and l.id = p.lead_id and l.deleted_at is null
    where p.lead_id = ${leadId} and p.kind = ${kind} and (${norm}::text is null or p.norm = ${norm}) order by p.is_primary desc, p.id limit 1`;
  return row ?? null;
}
