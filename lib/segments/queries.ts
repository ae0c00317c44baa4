import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { type Filter, filterSchema } from "@/lib/filters/schema";
import { mayChange } from "./rules";
import type { Segment, Visibility } from "./schema";

type Row = Omit<Segment, "may_change" | "counted_at" | "created_at" | "updated_at"> & {
  counted_at: Date | null;
  created_at: Date;
  updated_at: Date;
};

/** The segments that who asks may see, by name. */
export async function listSegments(tx: OrgTx, ctx: Context): Promise<Segment[]> {
  const rows = await selectSegments(tx, ctx, null);
  return rows.map((row) => toSegment(row, ctx));
}

/** One segment; NOT_FOUND when it is not here, or a colleague's own. */
export async function getSegment(tx: OrgTx, ctx: Context, id: string): Promise<Segment> {
  const [row] = await selectSegments(tx, ctx, id);
  if (!row) throw notFound("segment");
  return toSegment(row, ctx);
}

/** What a segment means; one that an older version stored is read as strictly as one that comes in. */
export const getSegmentFilter = async (tx: OrgTx, ctx: Context, id: string): Promise<Filter> =>
  filterSchema.parse((await getSegment(tx, ctx, id)).filter);

export type LockedSegment = {
  id: string;
  name: string;
  filter: unknown;
  visibility: Visibility;
  owner_id: string;
  version: number;
};

/** The same, locked; who comes second waits and sees what the first left. */
export async function lockSegment(tx: OrgTx, ctx: Context, id: string): Promise<LockedSegment> {
  const [row] = await tx.sql<LockedSegment[]>`
    select s.id, s.name, s.filter, s.visibility, s.owner_id, s.version from segments s
    where s.id = ${id} and ${inSight(tx, ctx)} for no key update of s`;
  if (!row) throw notFound("segment");
  return row;
}

const selectSegments = (tx: OrgTx, ctx: Context, id: string | null) => tx.sql<Row[]>`
  select s.id, s.name, s.filter, s.visibility, jsonb_build_object('id', m.user_id, 'name', m.name) as owner, s.last_count, s.counted_at,
    s.version, s.created_at, s.updated_at
  from segments s join memberships m on m.org_id = s.org_id and m.user_id = s.owner_id
  where ${inSight(tx, ctx)} and (${id}::uuid is null or s.id = ${id}) order by lower(s.name), s.id limit 500`;

// A private one is its owner's alone, also before an admin; a team's is for those of the owner's team.
const inSight = (tx: OrgTx, { actor }: Context) => tx.sql`(s.owner_id = ${actor.userId} or s.visibility = 'public'
  or (s.visibility = 'team' and exists (select from memberships me join memberships o on o.org_id = me.org_id and o.team_id = me.team_id
    where me.user_id = ${actor.userId} and o.user_id = s.owner_id)))`;

const toSegment = (row: Row, { actor }: Context): Segment => ({
  ...row,
  may_change: mayChange(actor, row.owner.id, row.visibility),
  counted_at: row.counted_at?.toISOString() ?? null,
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
});
