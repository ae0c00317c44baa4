import type { OrgTx } from "@/db/tenant";
import type { WayBack } from "./rules";

/** Takes created leads out of sight; what they were stays to be restored. */
export async function deleteCreated(tx: OrgTx, ids: string[], at: Date): Promise<void> {
  await tx.sql`update leads set deleted_at = ${at}, updated_at = ${at}, version = version + 1 where id = any (${ids}::uuid[])`;
}

/** Takes the addresses and tags off that an import put on, and gives the old addresses their first place again. */
export async function removeAdded(tx: OrgTx, list: Extract<WayBack, { kind: "restore" }>[]): Promise<void> {
  const pairs = (pick: "points" | "primary" | "tags") =>
    JSON.stringify(list.flatMap(({ leadId, before }) => before[pick].map((value) => ({ lead_id: leadId, value }))));
  await tx.sql`
    delete from contact_points p using json_to_recordset(${pairs("points")}::text::json) as n(lead_id uuid, value text)
    where p.lead_id = n.lead_id and p.kind || ' ' || p.norm = n.value`;
  await tx.sql`
    update contact_points p set is_primary = p.kind || ' ' || p.norm = n.value, updated_at = now()
    from json_to_recordset(${pairs("primary")}::text::json) as n(lead_id uuid, value text)
    where p.lead_id = n.lead_id and p.kind = split_part(n.value, ' ', 1)`;
  await tx.sql`
    delete from lead_tags lt using json_to_recordset(${pairs("tags")}::text::json) as n(lead_id uuid, value text), tags t
    where lt.lead_id = n.lead_id and t.org_id = lt.org_id and t.id = lt.tag_id and t.name = n.value`;
}

/** Takes the numbers off that an import gave, and gives those it took from other leads back to them. */
export async function returnNumbers(tx: OrgTx, list: WayBack[]): Promise<void> {
  const links = list.flatMap(({ leadId, before }) =>
    (before.links ?? []).map((link) => ({ ...link, lead_id: leadId })),
  );
  if (links.length === 0) return;
  await tx.sql`
    delete from external_links x using json_to_recordset(${JSON.stringify(links)}::text::json) as n(lead_id uuid, external_id text, was uuid)
    where x.system = 'file' and x.external_id = n.external_id and x.lead_id = n.lead_id and n.was is null`;
  await tx.sql`
    update external_links x set lead_id = l.id, updated_at = now()
    from json_to_recordset(${JSON.stringify(links)}::text::json) as n(lead_id uuid, external_id text, was uuid), leads l
    where x.system = 'file' and x.external_id = n.external_id and x.lead_id = n.lead_id and l.org_id = x.org_id and l.id = n.was`;
}

/** Marks what became of the rows of these leads. */
export async function markRows(
  tx: OrgTx,
  importId: string,
  ids: string[],
  undo: "undone" | "kept",
  at: Date,
): Promise<void> {
  await tx.sql`
    update import_rows set undo = ${undo}, updated_at = ${at}
    where import_id = ${importId} and lead_id = any (${ids}::uuid[]) and outcome in ('created', 'updated') and undo is null`;
}

export async function addUndone(tx: OrgTx, importId: string, undone: number, kept: number, at: Date): Promise<void> {
  await tx.sql`update imports set undone = undone + ${undone}, kept = kept + ${kept}, updated_at = ${at} where id = ${importId}`;
}
