import type { OrgTx } from "@/db/tenant";
import type { ViewQuery, ViewVisibility } from "./schema";

export type NewView = {
  id: string;
  ownerId: string;
  name: string;
  visibility: ViewVisibility;
  teamId: string | null;
  query: ViewQuery;
  at: Date;
};

/** Stores a view behind all others; false when its owner has one of this name. */
export async function insertView(tx: OrgTx, view: NewView): Promise<boolean> {
  const rows = await tx.sql`
    insert into saved_views (id, owner_id, name, visibility, team_id, query, position, created_at, updated_at)
    select ${view.id}, ${view.ownerId}, ${view.name}, ${view.visibility}, ${view.teamId}, ${JSON.stringify(view.query)}::text::jsonb,
      coalesce(max(position) + 1, 0), ${view.at}, ${view.at} from saved_views where org_id = current_org_id()
    on conflict (org_id, owner_id, lower(name)) where deleted_at is null do nothing returning id`;
  return rows.length > 0;
}

export type ViewColumns = Partial<{
  name: string;
  visibility: ViewVisibility;
  team_id: string | null;
  query: ViewQuery;
  position: number;
  deleted_at: Date | null;
}>;

/** Writes the given columns and counts the version up; false when its owner has another view of this name. */
export async function updateViewColumns(tx: OrgTx, id: string, change: ViewColumns, at: Date): Promise<boolean> {
  const { query, ...plain } = change;
  const row = { ...plain, ...(query && { query: JSON.stringify(query) }), updated_at: at };
  const [taken] = await tx.sql`
    select 1 from saved_views v join saved_views o on o.org_id = v.org_id and o.owner_id = v.owner_id and o.id <> v.id and o.deleted_at is null
    where v.id = ${id} and ${change.deleted_at instanceof Date}::boolean is false and lower(o.name) = lower(coalesce(${change.name ?? null}::text, v.name))`;
  if (taken) return false;
  await tx.sql`update saved_views set ${tx.sql(row)}, version = version + 1 where id = ${id}`;
  return true;
}

/** With which view the list opens for this person; null: with all leads. */
export async function setHabitView(tx: OrgTx, userId: string, viewId: string | null, at: Date): Promise<void> {
  await tx.sql`insert into list_habits (user_id, view_id, created_at, updated_at) values (${userId}, ${viewId}, ${at}, ${at})
    on conflict (org_id, user_id) do update set view_id = excluded.view_id, updated_at = excluded.updated_at`;
}

/** Which columns a list without a word about columns has for this person; null: those of everybody. */
export async function setHabitColumns(tx: OrgTx, userId: string, columns: string | null, at: Date): Promise<void> {
  await tx.sql`insert into list_habits (user_id, columns, created_at, updated_at) values (${userId}, ${columns}, ${at}, ${at})
    on conflict (org_id, user_id) do update set columns = excluded.columns, updated_at = excluded.updated_at`;
}
