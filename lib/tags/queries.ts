import type { OrgTx } from "@/db/tenant";
import { notFound } from "@/lib/core/errors";
import type { Tag, TagColour, TagColours } from "./schema";

type Row = Omit<Tag, "created_at"> & { created_at: Date };

/** All tags by name, each with how many leads in sight have it. */
export async function listTags(tx: OrgTx): Promise<Tag[]> {
  return (await selectTags(tx, null)).map(toTag);
}

export async function getTag(tx: OrgTx, id: string): Promise<Tag> {
  const [row] = await selectTags(tx, id);
  if (!row) throw notFound("tag");
  return toTag(row);
}

/** The colours of those tags that have one, by name. */
export async function listTagColours(tx: OrgTx): Promise<TagColours> {
  const rows = await tx.sql<{ name: string; colour: TagColour }[]>`
    select name, colour from tags where colour is not null order by name limit 2000`;
  return Object.fromEntries(rows.map((one) => [one.name, one.colour]));
}

/** The names that tags have, by name. */
export async function listTagNames(tx: OrgTx): Promise<string[]> {
  const rows = await tx.sql<{ name: string }[]>`select name from tags order by lower(name), name limit 2000`;
  return rows.map((one) => one.name);
}

export type LockedTag = { id: string; name: string; colour: TagColour | null };

/** Tags, locked in the order of their ids, so that two who merge the same ones the other way round cannot deadlock. */
export async function lockTags(tx: OrgTx, ids: string[]): Promise<LockedTag[]> {
  const rows = await tx.sql<LockedTag[]>`
    select id, name, colour from tags where id = any (${ids}::uuid[]) order by id for update`;
  if (rows.length < new Set(ids).size) throw notFound("tag");
  return rows;
}

/** The tag of this name, if there is one. */
export async function findTagByName(tx: OrgTx, name: string): Promise<LockedTag | null> {
  const [row] = await tx.sql<LockedTag[]>`select id, name, colour from tags where name = ${name}`;
  return row ?? null;
}

// Counted over live leads in sight: the policy on leads leaves the others out.
const selectTags = (tx: OrgTx, id: string | null) => tx.sql<Row[]>`
  select t.id, t.name, t.colour, t.created_at, coalesce(n.leads, 0)::int as leads
  from tags t left join (
    select lt.tag_id, count(*) as leads from lead_tags lt join leads l on l.org_id = lt.org_id and l.id = lt.lead_id and l.deleted_at is null
    where ${id}::uuid is null or lt.tag_id = ${id} group by lt.tag_id) n on n.tag_id = t.id
  where ${id}::uuid is null or t.id = ${id} order by lower(t.name), t.id limit 2000`;

const toTag = (row: Row): Tag => ({ ...row, created_at: row.created_at.toISOString() });
