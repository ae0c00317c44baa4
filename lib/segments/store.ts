import type { OrgTx } from "@/db/tenant";
import type { Filter } from "@/lib/filters/schema";
import type { Visibility } from "./schema";

export type NewSegment = {
  id: string;
  name: string;
  filter: Filter;
  visibility: Visibility;
  ownerId: string;
  at: Date;
};

export async function insertSegments(tx: OrgTx, list: NewSegment[]): Promise<void> {
  for (const { id, name, filter, visibility, ownerId, at } of list) {
    await tx.sql`
      insert into segments (id, name, filter, visibility, owner_id, created_at, updated_at)
      values (${id}, ${name}, ${JSON.stringify(filter)}::text::jsonb, ${visibility}, ${ownerId}, ${at}, ${at})`;
  }
}

export type SegmentColumns = { name: string; filter: unknown; visibility: Visibility };

/** Writes all of it and counts the version up. */
export async function updateSegmentColumns(tx: OrgTx, id: string, columns: SegmentColumns, at: Date): Promise<void> {
  const { name, filter, visibility } = columns;
  await tx.sql`update segments set name = ${name}, filter = ${JSON.stringify(filter)}::text::jsonb, visibility = ${visibility},
    version = version + 1, updated_at = ${at} where id = ${id}`;
}

/** How many leads were in it, as who saved it sees them. */
export async function updateCount(tx: OrgTx, id: string, count: number, at: Date): Promise<void> {
  await tx.sql`update segments set last_count = ${count}, counted_at = ${at} where id = ${id}`;
}

export async function deleteSegments(tx: OrgTx, ids: string[]): Promise<void> {
  await tx.sql`delete from segments where id = any (${ids}::uuid[])`;
}
