import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import { notFound } from "@/lib/core/errors";
import type { ContactPoint } from "./schema";
import { sharedHint } from "./sharing-rules";

type Row = Omit<ContactPoint, "looks_shared">;
type Fragment = postgres.PendingQuery<postgres.Row[]>;

/** The addresses of a lead, the primary of each kind first; NOT_FOUND when the lead is not here. */
export async function listContactPoints(tx: OrgTx, leadId: string): Promise<ContactPoint[]> {
  const here = tx.sql`select 1 from leads where id = ${leadId} and deleted_at is null`;
  const [rows, [lead]] = await Promise.all([selectPoints(tx, tx.sql`p.lead_id = ${leadId}`), here]);
  if (!lead) throw notFound("lead");
  return rows.map(toPoint);
}

/** One address; NOT_FOUND when it is not here, or its lead is deleted or out of sight. */
export async function getContactPoint(tx: OrgTx, id: string): Promise<ContactPoint> {
  const [row] = await selectPoints(
    tx,
    tx.sql`p.id = ${id} and (p.lead_id is null or exists (select from leads l where l.id = p.lead_id and l.deleted_at is null))`,
  );
  if (!row) throw notFound("address");
  return toPoint(row);
}

const selectPoints = (tx: OrgTx, condition: Fragment) => tx.sql<Row[]>`
  select p.id, p.lead_id, p.contact_id as stakeholder_id, p.kind, p.raw as value, p.norm as normalized, p.is_primary, p.shared, p.bounce_state,
    (select count(*)::int from contact_points o join leads l on l.org_id = o.org_id and l.id = o.lead_id and l.deleted_at is null
      where o.norm = p.norm and o.kind = p.kind) as leads
  from contact_points p where ${condition}
  order by array_position(array['email', 'phone', 'linkedin'], p.kind), p.is_primary desc, p.id`;

const toPoint = (row: Row): ContactPoint => ({ ...row, looks_shared: sharedHint({ ...row, norm: row.normalized }) });
