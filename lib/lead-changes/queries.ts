import type { OrgTx } from "@/db/tenant";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import { idsIn, type Names, tellChanges } from "./rules";
import type { LeadChange, LeadChangePage, ListChangesInput } from "./schema";

type Row = Omit<LeadChange, "at" | "erased" | "changes" | "because"> & {
  at: Date;
  payload: string | null;
  place: string;
};

/**
 * What was changed of a lead, newest first, read from its events: touches are the timeline's, and who was told of what is nobody's
 * change. NOT_FOUND when the lead is not here.
 */
export async function listLeadChanges(tx: OrgTx, { id, limit, cursor }: ListChangesInput): Promise<LeadChangePage> {
  const after = decodeCursor("changes", cursor, "time");
  const here = tx.sql`select 1 from leads where id = ${id} and deleted_at is null`;
  const found = tx.sql<Row[]>`
    select e.id, e.kind, e.at, e.via, p.payload, e.at::text as place,
      case when e.actor_name is not null then jsonb_build_object('id', e.actor_id, 'name', e.actor_name) end as actor
    from events e left join event_payloads p on p.org_id = e.org_id and p.id = e.id
    where e.org_id = current_org_id() and e.lead_id = ${id}
      and (e.kind in ('lead.created', 'lead.changed', 'lead.converted', 'lead.unconverted', 'lead.deleted', 'lead.restored', 'lead.merged',
          'lead.unmerged', 'stakeholder.added', 'address.marked', 'person.erased')
        or (e.kind = 'lead.assigned' and e.subjects ? 'rule_id'))
      and (${after?.[0] ?? null}::text is null
        or (e.at, e.id) < (${after?.[0] ?? null}::text::timestamptz, ${after?.[1] ?? null}::text::uuid))
    order by e.at desc, e.id desc limit ${limit + 1}`;
  const [[lead], rows] = await Promise.all([here, found]);
  if (!lead) throw notFound("lead");
  const shown = rows.slice(0, limit).map((row) => ({ ...row, said: fieldsOf(row.payload) }));
  const names = await namesOf(tx, [...new Set(shown.flatMap(({ said }) => idsIn(said)))]);
  const last = shown.at(-1);
  return {
    data: shown.map(({ payload, place: _, said, at, ...row }) => ({
      ...row,
      at: at.toISOString(),
      erased: payload === null,
      ...tellChanges(said, names),
    })),
    next_cursor: rows.length > limit && last ? encodeCursor("changes", [last.place, last.id]) : null,
  };
}

async function namesOf(tx: OrgTx, ids: string[]): Promise<Names> {
  if (ids.length === 0) return new Map();
  const rows = await tx.sql<{ id: string; name: string }[]>`
    select user_id as id, name from memberships where user_id::text = any (${ids}::text[])
    union all select id, name from companies where id::text = any (${ids}::text[])`;
  return new Map(rows.map((row) => [row.id, row.name]));
}

function fieldsOf(payload: string | null): Record<string, unknown> {
  if (payload === null) return {};
  try {
    const parsed: unknown = JSON.parse(payload);
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}
