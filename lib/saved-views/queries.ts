import type { OrgTx } from "@/db/tenant";
import type { Actor } from "@/lib/core/context";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { AppError } from "@/lib/core/errors";
import { mayChange } from "./rules";
import type { ListViewsInput, SavedView, ViewQuery, ViewVisibility } from "./schema";

type Asker = Pick<Actor, "userId" | "role">;
type ViewRow = Omit<SavedView, "may_change" | "created_at" | "updated_at"> & { created_at: Date; updated_at: Date };

const columns = `v.id, v.name, v.visibility, jsonb_build_object('id', m.user_id, 'name', m.name) as owner, v.query, v.position,
  exists (select from list_habits h where h.org_id = v.org_id and h.user_id = $1::text::uuid and h.view_id = v.id) as is_default,
  v.version, v.created_at, v.updated_at`;
const joins = "join memberships m on m.org_id = v.org_id and m.user_id = v.owner_id";
// Somebody's own, those of their team, and everybody's; $1 is who asks.
const visible = `v.org_id = current_org_id() and v.deleted_at is null and (v.visibility = 'public' or v.owner_id = $1::text::uuid
  or (v.visibility = 'team' and v.team_id = (select t.team_id from memberships t where t.org_id = current_org_id() and t.user_id = $1::text::uuid)))`;

/** The views that who asks may see, in the order people gave them, by keyset. */
export async function listSavedViews(tx: OrgTx, { limit, cursor }: ListViewsInput, asker: Asker) {
  const after = decodeCursor("views", cursor, "integer");
  const place = after ? "and (v.position, v.id) > ($3::text::integer, $4::text::uuid)" : "";
  const rows = await tx.sql.unsafe<ViewRow[]>(
    `select ${columns} from saved_views v ${joins} where ${visible} ${place} order by v.position, v.id limit $2::text::integer`,
    [asker.userId, String(limit + 1), ...(after ?? [])],
    { prepare: true },
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map((row) => toView(row, asker)),
    next_cursor: rows.length > limit && last ? encodeCursor("views", [last.position, last.id]) : null,
  };
}

/** Views whose name holds these words, for the palette. */
export async function findViewsNamed(tx: OrgTx, words: string, asker: Asker): Promise<SavedView[]> {
  const rows = await tx.sql.unsafe<ViewRow[]>(
    `select ${columns} from saved_views v ${joins} where ${visible}
     and not exists (select from regexp_split_to_table(btrim(fold($2::text)), '\\s+') w where strpos(fold(v.name), w) = 0)
     order by v.position, v.id limit 5`,
    [asker.userId, words],
    { prepare: true },
  );
  return rows.map((row) => toView(row, asker));
}

/** One view; NOT_FOUND when it is private, deleted or never was. */
export async function getSavedView(tx: OrgTx, id: string, asker: Asker): Promise<SavedView> {
  const rows = await tx.sql.unsafe<ViewRow[]>(
    `select ${columns} from saved_views v ${joins} where ${visible} and v.id = $2::text::uuid`,
    [asker.userId, id],
    { prepare: true },
  );
  if (!rows[0]) throw viewGone();
  return toView(rows[0], asker);
}

export const viewGone = () => new AppError("NOT_FOUND", "This view is private or gone. Ask who sent you the link.");

export type LockedView = {
  id: string;
  name: string;
  visibility: ViewVisibility;
  owner: { id: string; name: string };
  query: ViewQuery;
  position: number;
  version: number;
};

/** The view, locked; NOT_FOUND when who asks does not see it. With `deleted`, one that was deleted, for its owner or an admin. */
export async function lockView(tx: OrgTx, id: string, asker: Asker, { deleted = false } = {}): Promise<LockedView> {
  const seen = deleted ? "v.org_id = current_org_id() and v.deleted_at is not null and $1::text is not null" : visible;
  const rows = await tx.sql.unsafe<LockedView[]>(
    `select v.id, v.name, v.visibility, jsonb_build_object('id', m.user_id, 'name', m.name) as owner, v.query, v.position, v.version
     from saved_views v ${joins} where ${seen} and v.id = $2::text::uuid for no key update of v`,
    [asker.userId, id],
    { prepare: true },
  );
  const view = rows[0];
  if (!view || (deleted && view.visibility === "private" && view.owner.id !== asker.userId)) throw viewGone();
  return view;
}

/** With which view and columns the list opens for this person. A view that is gone or no longer theirs to see is none. */
export async function findListHabit(
  tx: OrgTx,
  asker: Asker,
): Promise<{ view_id: string | null; columns: string | null }> {
  const rows = await tx.sql.unsafe<{ view_id: string | null; columns: string | null }[]>(
    `select (select v.id from saved_views v where v.id = h.view_id and ${visible}) as view_id, h.columns
     from list_habits h where h.org_id = current_org_id() and h.user_id = $1::text::uuid`,
    [asker.userId],
    { prepare: true },
  );
  return rows[0] ?? { view_id: null, columns: null };
}

const toView = ({ created_at, updated_at, ...row }: ViewRow, asker: Asker): SavedView => ({
  ...row,
  may_change: mayChange(asker, row.owner.id),
  created_at: created_at.toISOString(),
  updated_at: updated_at.toISOString(),
});

export async function countOwnViews(tx: OrgTx, userId: string): Promise<number> {
  const [row] = await tx.sql<{ count: number }[]>`
    select count(*)::int as count from saved_views where org_id = current_org_id() and owner_id = ${userId} and deleted_at is null`;
  return row?.count ?? 0;
}

export async function findTeamOf(tx: OrgTx, userId: string): Promise<string | null> {
  const [row] = await tx.sql<{ team_id: string | null }[]>`select team_id from memberships where user_id = ${userId}`;
  return row?.team_id ?? null;
}
