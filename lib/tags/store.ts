import type { OrgTx } from "@/db/tenant";
import type { TagColour } from "./schema";

export type NewTag = { id: string; name: string; colour: TagColour | null; at: Date };

/** Adds tags; one whose name is taken stays as it is. Returns the ids that are new. */
export async function insertTags(tx: OrgTx, list: NewTag[]): Promise<string[]> {
  const added: string[] = [];
  for (const { id, name, colour, at } of list) {
    const rows = await tx.sql<{ id: string }[]>`
      insert into tags (id, name, colour, created_at, updated_at) values (${id}, ${name}, ${colour}, ${at}, ${at})
      on conflict (org_id, name) do nothing returning id`;
    added.push(...rows.map((row) => row.id));
  }
  return added;
}

export async function updateTagColumns(
  tx: OrgTx,
  id: string,
  { name, colour }: { name: string; colour: TagColour | null },
  at: Date,
): Promise<void> {
  await tx.sql`update tags set name = ${name}, colour = ${colour}, updated_at = ${at} where id = ${id}`;
}

/** Every lead of the one tag has the other, once. Returns how many were given it. */
export async function moveTaggings(tx: OrgTx, fromId: string, intoId: string): Promise<number> {
  const moved = await tx.sql`
    insert into lead_tags (lead_id, tag_id) select lead_id, ${intoId}::uuid from lead_tags where tag_id = ${fromId} order by lead_id
    on conflict (org_id, lead_id, tag_id) do nothing`;
  return moved.count;
}

/** Takes tags away from their leads and then altogether. Returns how many leads had them. */
export async function deleteTags(tx: OrgTx, ids: string[]): Promise<number> {
  const taken = await tx.sql`delete from lead_tags where tag_id = any (${ids}::uuid[])`;
  await tx.sql`delete from tags where id = any (${ids}::uuid[])`;
  return taken.count;
}

/** A lead's tags become these; a name that is new becomes a tag. */
export async function replaceTags(tx: OrgTx, leadId: string, names: string[]): Promise<void> {
  const ids = (await holdTags(tx, names)).map((tag) => tag.id);
  await tx.sql`delete from lead_tags where lead_id = ${leadId} and not tag_id = any (${ids}::uuid[])`;
  await tx.sql`insert into lead_tags (lead_id, tag_id) select ${leadId}, id from unnest(${ids}::uuid[]) as id
    on conflict (org_id, lead_id, tag_id) do nothing`;
}

/** One more tag, or one less; whether anything changed. */
export async function addTagging(tx: OrgTx, leadId: string, name: string): Promise<boolean> {
  const [tag] = await holdTags(tx, [name]);
  const added = await tx.sql`
    insert into lead_tags (lead_id, tag_id) values (${leadId}, ${tag?.id ?? null}) on conflict (org_id, lead_id, tag_id) do nothing`;
  return added.count > 0;
}

/** Whether the lead had the tag. */
export async function removeTagging(tx: OrgTx, leadId: string, name: string): Promise<boolean> {
  const taken = await tx.sql`
    delete from lead_tags where lead_id = ${leadId} and tag_id = (select id from tags where name = ${name})`;
  return taken.count > 0;
}

/** The tags of these names, held until commit: one that is being merged or deleted is waited for and then made anew. */
export async function holdTags(tx: OrgTx, names: string[]): Promise<{ id: string; name: string }[]> {
  const wanted = [...new Set(names)].toSorted();
  if (wanted.length === 0) return [];
  for (let attempt = 1; ; attempt++) {
    await tx.sql`insert into tags (name) select unnest(${wanted}::text[]) on conflict (org_id, name) do nothing`;
    const held = await tx.sql<{ id: string; name: string }[]>`
      select id, name from tags where name = any (${wanted}) order by id for key share`;
    if (held.length === wanted.length || attempt === 5) return held;
  }
}
