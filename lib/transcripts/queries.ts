import type { OrgTx } from "@/db/tenant";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import type { SearchTranscriptsInput, Segment, Transcript, TranscriptHitPage } from "./schema";

type Row = Omit<Transcript, "created_at" | "updated_at"> & { created_at: Date; updated_at: Date };

/** What was said in a call; NOT_FOUND where nothing was kept, or the call is not here. */
export async function getTranscript(tx: OrgTx, contactId: string): Promise<Transcript> {
  const [row] = await tx.sql<Row[]>`
    select t.communication_id as contact_id, t.language, t.segments, jsonb_build_object('id', t.added_by, 'name', m.name) as added_by,
      t.created_at, t.updated_at
    from communication_transcripts t join communications c on c.org_id = t.org_id and c.id = t.communication_id
    join leads l on l.org_id = c.org_id and l.id = c.lead_id and l.deleted_at is null
    join memberships m on m.org_id = t.org_id and m.user_id = t.added_by
    where t.communication_id = ${contactId} and t.deleted_at is null`;
  if (!row) throw notFound("transcript");
  return { ...row, created_at: row.created_at.toISOString(), updated_at: row.updated_at.toISOString() };
}

/** Whether a transcript is kept for a touch, or was deleted; null: there never was one. */
export async function findState(tx: OrgTx, contactId: string): Promise<"kept" | "deleted" | null> {
  const [row] = await tx.sql<{ deleted: boolean }[]>`
    select deleted_at is not null as deleted from communication_transcripts where communication_id = ${contactId}`;
  if (!row) return null;
  return row.deleted ? "deleted" : "kept";
}

/** As many calls as a search looks through at most, the newest transcripts first. */
const mostFound = 1000;
type HitRow = {
  contact_id: string;
  lead: { id: string; name: string };
  occurred_at: Date;
  method: string;
  segment: Segment | null;
  place: string;
};

/** Calls in which all the words were said, newest first, by keyset; of one lead when asked. Only of leads in sight. */
export async function searchTranscripts(
  tx: OrgTx,
  { q, lead_id, limit, cursor }: SearchTranscriptsInput,
): Promise<TranscriptHitPage> {
  const after = decodeCursor("transcripts", cursor, "time");
  const rows = await tx.sql<HitRow[]>`
    with hit as materialized (
      select c.id, c.lead_id, c.occurred_at, c.channel, t.segments, l.first_name, l.last_name, l.email
      from search_transcripts(${q}, ${mostFound}) s
      join communication_transcripts t on t.org_id = current_org_id() and t.id = s
      join communications c on c.org_id = t.org_id and c.id = t.communication_id
      join leads l on l.org_id = c.org_id and l.id = c.lead_id and l.deleted_at is null
      where (${lead_id ?? null}::text is null or c.lead_id = ${lead_id ?? null}::text::uuid)
        and (${after?.[0] ?? null}::text is null or (c.occurred_at, c.id) < (${after?.[0] ?? null}::text::timestamptz, ${after?.[1] ?? null}::text::uuid))
      order by c.occurred_at desc, c.id desc limit ${limit + 1})
    select h.id as contact_id, h.occurred_at, h.occurred_at::text as place, h.channel as method,
      jsonb_build_object('id', h.lead_id, 'name', coalesce(nullif(concat_ws(' ', h.first_name, h.last_name), ''), h.email, 'Unnamed lead')) as lead,
      (select g || jsonb_build_object('text', left(g ->> 'text', 2000)) from jsonb_array_elements(h.segments) with ordinality as x(g, nth)
        where to_tsvector('simple', fold(left(concat_ws(' ', g ->> 'speaker', g ->> 'text'), 100000))) @@ any_word(${q}) order by nth limit 1) as segment
    from hit h order by h.occurred_at desc, h.id desc`;
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map(({ place: _, ...row }) => ({ ...row, occurred_at: row.occurred_at.toISOString() })),
    next_cursor: rows.length > limit && last ? encodeCursor("transcripts", [last.place, last.contact_id]) : null,
  };
}
