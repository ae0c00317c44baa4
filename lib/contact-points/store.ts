import type { OrgTx } from "@/db/tenant";
import { corporateDomainOf } from "./domain-rules";
import type { Point } from "./point-rules";

/** The lead's primary address of each given kind becomes this one; kinds not given stay. */
export async function replacePoints(tx: OrgTx, leadId: string, kinds: string[], points: Point[]): Promise<void> {
  if (kinds.length === 0) return;
  const keep = points.map((point) => `${point.kind}:${point.norm}`);
  await tx.sql`delete from contact_points where lead_id = ${leadId} and kind = any (${kinds}) and is_primary and not (kind || ':' || norm = any (${keep}))`;
  if (points.length === 0) return;
  await tx.sql`
    insert into contact_points (lead_id, kind, raw, norm, is_primary, corporate_domain)
    select ${leadId}, p.kind, p.raw, p.norm, true, p.domain
    from unnest(${points.map((p) => p.kind)}::text[], ${points.map((p) => p.raw)}::text[], ${points.map((p) => p.norm)}::text[],
      ${points.map(corporateDomainOf)}::text[]) as p(kind, raw, norm, domain)
    on conflict (org_id, lead_id, kind, norm) do update set raw = excluded.raw, is_primary = true`;
}

/** Addresses of a stakeholder. */
export async function insertStakeholderPoints(tx: OrgTx, contactId: string, points: Point[]): Promise<void> {
  if (points.length === 0) return;
  await tx.sql`
    insert into contact_points (contact_id, kind, raw, norm, is_primary, corporate_domain)
    select ${contactId}, p.kind, p.raw, p.norm, true, p.domain
    from unnest(${points.map((p) => p.kind)}::text[], ${points.map((p) => p.raw)}::text[], ${points.map((p) => p.norm)}::text[],
      ${points.map(corporateDomainOf)}::text[]) as p(kind, raw, norm, domain)`;
}

/** An address is shared, or not, wherever it stands. In the order of ids, so that two who mark it cannot deadlock. */
export async function updateShared(tx: OrgTx, kind: string, norm: string, shared: boolean, at: Date): Promise<void> {
  await tx.sql`
    update contact_points p set shared = ${shared}, updated_at = ${at}
    from (select id from contact_points where norm = ${norm} and kind = ${kind} order by id for update) locked
    where p.id = locked.id`;
}

/** Makes two creations with the same address wait for each other, so that the second sees the first. */
export async function lockAddresses(tx: OrgTx, points: Point[]): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(k.key) from (
    select distinct hashtextextended(current_org_id()::text || norm, 30) as key from unnest(${points.map((p) => p.norm)}::text[]) as norm order by 1) k`;
}
