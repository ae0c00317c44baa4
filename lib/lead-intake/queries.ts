import type { OrgTx } from "@/db/tenant";
import type { LeadDraft } from "@/lib/lead-rows/schema";
import { isTold } from "@/lib/lead-rows/touch-rules";
import { type Known, keyOf } from "./match-rules";

/** Who of these rows is a lead already: by what the other system calls them, and by addresses that are not shared; the oldest lead counts. */
export async function findKnown(tx: OrgTx, drafts: LeadDraft[]): Promise<Known> {
  const points = [...new Map(drafts.flatMap((draft) => draft.points).map((point) => [keyOf(point), point])).values()];
  const numbers = drafts.flatMap((draft) => draft.external_id ?? []);
  const [linked, reached, beside] = await Promise.all([
    tx.sql<{ external_id: string; id: string }[]>`
      select x.external_id, l.id from external_links x join leads l on l.org_id = x.org_id and l.id = x.lead_id and l.deleted_at is null
      where x.system = 'file' and x.external_id = any (${numbers}::text[])`,
    tx.sql<{ kind: string; norm: string; id: string; last_name: string | null }[]>`
      select distinct on (cp.kind, cp.norm) cp.kind, cp.norm, l.id, l.last_name
      from unnest(${points.map((p) => p.kind)}::text[], ${points.map((p) => p.norm)}::text[]) as p(kind, norm)
      join contact_points cp on cp.org_id = current_org_id() and cp.norm = p.norm and cp.kind = p.kind and not cp.shared
      join leads l on l.org_id = cp.org_id and l.id = cp.lead_id and l.deleted_at is null
      order by cp.kind, cp.norm, l.created_at, l.id`,
    findBeside(tx, drafts),
  ]);
  return {
    byExternalId: new Map(linked.map((row) => [row.external_id, row.id])),
    byPoint: new Map(reached.map((row) => [keyOf(row), { id: row.id, last_name: row.last_name }])),
    byStakeholder: new Map(beside.map((row) => [keyOf(row), row.id])),
  };
}

/** Whose stakeholders the rows that tell what was said are about; of several leads the one in play. */
async function findBeside(tx: OrgTx, drafts: LeadDraft[]): Promise<{ kind: string; norm: string; id: string }[]> {
  const points = drafts.filter(({ touch }) => touch && isTold(touch)).flatMap((draft) => draft.points);
  if (points.length === 0) return [];
  return tx.sql<{ kind: string; norm: string; id: string }[]>`
    select distinct on (cp.kind, cp.norm) cp.kind, cp.norm, l.id
    from unnest(${points.map((p) => p.kind)}::text[], ${points.map((p) => p.norm)}::text[]) as p(kind, norm)
    join contact_points cp on cp.org_id = current_org_id() and cp.norm = p.norm and cp.kind = p.kind and not cp.shared
    join lead_contacts k on k.org_id = cp.org_id and k.contact_id = cp.contact_id
    join leads l on l.org_id = k.org_id and l.id = k.lead_id and l.deleted_at is null
    order by cp.kind, cp.norm, l.last_contacted_at desc nulls last, l.created_at, l.id`;
}

/** The active members by what a file may call them: address or name, in lower case. */
export async function listOwners(tx: OrgTx): Promise<Map<string, string>> {
  const rows = await tx.sql<{ user_id: string; name: string; email: string }[]>`
    select user_id, name, email from memberships where active order by created_at desc`;
  return new Map([
    ...rows.map((row) => [row.name.toLowerCase(), row.user_id] as const),
    ...rows.map((row) => [row.email.toLowerCase(), row.user_id] as const),
  ]);
}
