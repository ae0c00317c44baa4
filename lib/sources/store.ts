import type { OrgTx } from "@/db/tenant";

export type NewSource = { id: string; name: string; arrivesAs: string; parentId: string | null; at: Date };

/** Adds sources; one whose words are taken stays as it is. Returns the ids that are new. */
export async function insertSources(tx: OrgTx, list: NewSource[]): Promise<string[]> {
  const added: string[] = [];
  for (const { id, name, arrivesAs, parentId, at } of list) {
    const rows = await tx.sql<{ id: string }[]>`
      insert into lead_sources (id, name, arrives_as, parent_id, created_at, updated_at)
      values (${id}, ${name}, lower(btrim(${arrivesAs}::text)), ${parentId}, ${at}, ${at})
      on conflict (org_id, arrives_as) do nothing returning id`;
    added.push(...rows.map((row) => row.id));
  }
  return added;
}

export async function updateSourceColumns(
  tx: OrgTx,
  id: string,
  { name, parent_id }: { name: string; parent_id: string | null },
  at: Date,
): Promise<void> {
  await tx.sql`update lead_sources set name = ${name}, parent_id = ${parent_id}, updated_at = ${at} where id = ${id}`;
}
