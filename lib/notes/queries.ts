import type { OrgTx } from "@/db/tenant";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import type { KnownColleague, Note, NotePage } from "./schema";

type Row = Omit<Note, "created_at" | "edited_at"> & { created_at: Date; edited_at: Date | null; place: string };

const noteColumns = `
  n.id, n.lead_id, n.body, jsonb_build_object('id', n.author_id, 'name', a.name) as author,
  coalesce((select jsonb_agg(jsonb_build_object('id', m.user_id, 'name', m.name) order by m.name, m.user_id)
    from memberships m where m.org_id = n.org_id and m.user_id = any (n.mentions)), '[]') as mentions,
  n.created_at, n.edited_at, n.created_at::text as place`;
const noteJoins = `
  join memberships a on a.org_id = n.org_id and a.user_id = n.author_id
  join leads l on l.org_id = n.org_id and l.id = n.lead_id and l.deleted_at is null`;

type Asked = { leadId: string; limit: number; cursor?: string };

/** The notes of a lead, newest first, by keyset; none where the lead is not here. */
export async function listNotes(tx: OrgTx, { leadId, limit, cursor }: Asked): Promise<NotePage> {
  const rows = await listNotePlaces(tx, { leadId, limit: limit + 1, after: decodeCursor("notes", cursor, "time") });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map((one) => one.note),
    next_cursor: rows.length > limit && last ? encodeCursor("notes", [last.place, last.note.id]) : null,
  };
}

type Window = { leadId: string; limit: number; after: [string, string] | null };

/** The newest notes behind a place, each with its own. */
export async function listNotePlaces(tx: OrgTx, window: Window): Promise<{ note: Note; place: string }[]> {
  const { leadId, limit, after } = window;
  const rows = await tx.sql.unsafe<Row[]>(
    `select ${noteColumns} from notes n ${noteJoins} where n.lead_id = $1 and n.deleted_at is null and n.redacted_at is null
       ${after ? "and (n.created_at, n.id) < ($3::text::timestamptz, $4::text::uuid)" : ""}
     order by n.created_at desc, n.id desc limit $2`,
    [leadId, limit, ...(after ?? [])],
    { prepare: true },
  );
  return rows.map((row) => ({ note: toNote(row), place: row.place }));
}

/** The same, and NOT_FOUND when the lead is not here. */
export async function listNotesOfLead(tx: OrgTx, asked: Asked): Promise<NotePage> {
  const here = tx.sql`select 1 from leads where id = ${asked.leadId} and deleted_at is null`;
  const [page, [lead]] = await Promise.all([listNotes(tx, asked), here]);
  if (!lead) throw notFound("lead");
  return page;
}

export async function getNote(tx: OrgTx, id: string): Promise<Note> {
  const [row] = await tx.sql.unsafe<Row[]>(
    `select ${noteColumns} from notes n ${noteJoins} where n.id = $1 and n.deleted_at is null and n.redacted_at is null`,
    [id],
    { prepare: true },
  );
  if (!row) throw notFound("note");
  return toNote(row);
}

export type LockedNote = { id: string; lead_id: string; author_id: string; body: string; mentions: string[] };

/** The note, locked behind its lead; NOT_FOUND when it is not here, erased, or its lead out of sight. */
export async function lockNote(tx: OrgTx, id: string, { deleted = false } = {}): Promise<LockedNote> {
  await tx.sql`select l.id from leads l where l.id = (select lead_id from notes where id = ${id}) and l.deleted_at is null for no key update`;
  const [row] = await tx.sql<LockedNote[]>`
    select n.id, n.lead_id, n.author_id, n.body, n.mentions from notes n
    join leads l on l.org_id = n.org_id and l.id = n.lead_id and l.deleted_at is null
    where n.id = ${id} and (n.deleted_at is not null) = ${deleted} and n.redacted_at is null for no key update of n`;
  if (!row) throw notFound("note");
  return row;
}

/** Active members, and whether each may see the lead. */
export async function listColleagues(tx: OrgTx, leadId: string): Promise<KnownColleague[]> {
  const rows = await tx.sql<KnownColleague[]>`
    select m.user_id as id, m.name, (m.role <> 'rep' or m.visibility = 'all' or l.owner_id = m.user_id
      or (m.visibility = 'team' and o.team_id = m.team_id)) is true as sees
    from leads l cross join memberships m left join memberships o on o.org_id = l.org_id and o.user_id = l.owner_id
    where l.id = ${leadId} and l.deleted_at is null and m.active order by m.name, m.user_id`;
  return [...rows];
}

const toNote = ({ id, lead_id, body, author, mentions, created_at, edited_at }: Row): Note => ({
  id,
  lead_id,
  body,
  author,
  mentions,
  created_at: created_at.toISOString(),
  edited_at: edited_at?.toISOString() ?? null,
});
