import type { OrgTx } from "@/db/tenant";
import { listTouchPlaces } from "@/lib/communications/queries";
import { notFound } from "@/lib/core/errors";
import { listNotePlaces } from "@/lib/notes/queries";
import type { AskedPart, PlacedEntry } from "./rules";
import type { RecordEntry } from "./schema";

export type Window = { leadId: string; limit: number; after: [string, string] | null };

/** NOT_FOUND when the lead is not here. */
export async function requireLead(tx: OrgTx, leadId: string): Promise<void> {
  const [lead] = await tx.sql`select 1 from leads where id = ${leadId} and deleted_at is null`;
  if (!lead) throw notFound("lead");
}

/** The newest entries of one part behind a place, newest first. */
export async function listPart(tx: OrgTx, { part, kinds }: AskedPart, window: Window): Promise<PlacedEntry[]> {
  switch (part) {
    case "touches": {
      const rows = await listTouchPlaces(tx, window);
      return rows.map(({ touch, place }) => ({
        entry: { kind: "touch", id: touch.id, at: touch.occurred_at, touch },
        place,
      }));
    }
    case "notes": {
      const rows = await listNotePlaces(tx, window);
      return rows.map(({ note, place }) => ({
        entry: { kind: "note", id: note.id, at: note.created_at, note },
        place,
      }));
    }
    case "record":
      return listRecord(tx, recordSources(kinds), window);
    case "dnc":
      return listRecord(tx, dncSources, window);
  }
}

type Row = Omit<RecordEntry, "at"> & { at: Date; place: string };
/** Columns in this order: kind, what, id, at, actor_id, actor_name, from, to, reason, how, seconds. `at` and `id` once more, for the keyset. */
type Source = { select: string; at: string; id: string };

async function listRecord(tx: OrgTx, sources: Source[], { leadId, limit, after }: Window): Promise<PlacedEntry[]> {
  if (sources.length === 0) return [];
  const branch = ({ select, at, id }: Source) =>
    `(${select} ${after ? `and (${at}, ${id}) < ($3::text::timestamptz, $4::text::uuid)` : ""} order by ${at} desc, ${id} desc limit $2)`;
  const rows = await tx.sql.unsafe<Row[]>(
    `select r.kind, r.what, r.id, r.at, r.at::text as place, r.old_value as "from", r.new_value as "to", r.reason, r.how, r.seconds,
       case when r.actor_name is not null then jsonb_build_object('id', r.actor_id, 'name', r.actor_name) end as actor
     from (${sources.map(branch).join(" union all ")}) as r (kind, what, id, at, actor_id, actor_name, old_value, new_value, reason, how, seconds)
     order by r.at desc, r.id desc limit $2`,
    [leadId, limit, ...(after ?? [])],
    { prepare: true },
  );
  return rows.map(({ place, at, ...entry }) => ({ entry: { ...entry, at: at.toISOString() }, place }));
}

const recordSources = (kinds: AskedPart["kinds"]): Source[] => kinds.flatMap((kind) => sourcesOf[kind] ?? []);

const events = `from events e left join event_payloads p on p.org_id = e.org_id and p.id = e.id where e.lead_id = $1`;
const eventColumns = "e.kind, e.id, e.at, e.actor_id, e.actor_name";

const sourcesOf: Partial<Record<AskedPart["kinds"][number], Source[]>> = {
  status: [
    {
      select: `select 'status', 'status.changed', h.id, h.at, h.actor_id, m.name, h.from_status, h.to_status, h.reason,
      h.trigger, h.seconds_in_previous::float8
      from lead_status_history h left join memberships m on m.org_id = h.org_id and m.user_id = h.actor_id where h.lead_id = $1`,
      at: "h.at",
      id: "h.id",
    },
  ],
  assignment: [
    {
      select: `select 'assignment', 'lead.' || a.strategy, a.id, a.at, a.assigned_by, m.name, f.name, t.name, null, r.name, null::float8
      from lead_assignments a left join assignment_rules r on r.org_id = a.org_id and r.id = a.rule_id left join memberships m on m.org_id = a.org_id and m.user_id = a.assigned_by
      left join memberships f on f.org_id = a.org_id and f.user_id = a.from_user_id
      left join memberships t on t.org_id = a.org_id and t.user_id = a.to_user_id where a.lead_id = $1`,
      at: "a.at",
      id: "a.id",
    },
  ],
  score: [
    {
      select: `select 'score', 'lead.scored', h.id, h.at, null::uuid, null, h.previous::text, h.score::text,
      case h.reason when 'model' then 'Version ' || h.model_version || ' of the scoring model' when 'night' then 'Time has passed' end, null, null::float8
      from lead_score_history h where h.lead_id = $1`,
      at: "h.at",
      id: "h.id",
    },
    {
      select: `select 'score', ${eventColumns}, p.payload::jsonb #>> '{changes,score,old}', p.payload::jsonb #>> '{changes,score,new}',
      p.payload::jsonb ->> 'reason', null, null::float8 ${events} and e.kind = 'lead.changed' and p.payload::jsonb -> 'changes' ? 'score'`,
      at: "e.at",
      id: "e.id",
    },
  ],
  import: [
    {
      select: `select 'import', 'import.' || r.outcome, r.id, r.created_at, i.created_by, m.name, null, i.name, null, null, null::float8
      from import_rows r join imports i on i.org_id = r.org_id and i.id = r.import_id
      left join memberships m on m.org_id = i.org_id and m.user_id = i.created_by
      where r.lead_id = $1 and r.outcome in ('created', 'updated')`,
      at: "r.created_at",
      id: "r.id",
    },
    {
      select: `select 'import', ${eventColumns}, null, null, null, null, null::float8 ${events} and e.kind = 'lead.created' and e.via = 'import'`,
      at: "e.at",
      id: "e.id",
    },
  ],
  merge: [
    {
      select: `select 'merge', ${eventColumns}, coalesce(p.payload::jsonb ->> 'merged', p.payload::jsonb ->> 'restored'),
      p.payload::jsonb ->> 'name', null, null, null::float8 ${events} and e.kind in ('lead.merged', 'lead.unmerged')`,
      at: "e.at",
      id: "e.id",
    },
  ],
};

// Every entry that reaches an address of the lead, and its end: an entry knows no lead.
// By a value at a time (offset 0): joined, a long list would be read from end to end for the few addresses of one person.
const entriesOf = `from dnc_values($1, null, null) v cross join lateral (
  select * from dnc_entries x where x.org_id = current_org_id() and x.value_norm = v.value and x.kind = v.kind offset 0) e`;
const dncSources: Source[] = [
  {
    select: `select 'dnc', 'dnc.added', e.id, e.created_at, e.added_by, m.name, null, coalesce(e.channel, 'all'), e.reason, null, null::float8
      ${entriesOf} left join memberships m on m.org_id = e.org_id and m.user_id = e.added_by where true`,
    at: "e.created_at",
    id: "e.id",
  },
  {
    select: `select 'dnc', 'dnc.removed', e.id, e.revoked_at, e.revoked_by, m.name, coalesce(e.channel, 'all'), null, e.revoked_reason, null, null::float8
      ${entriesOf} left join memberships m on m.org_id = e.org_id and m.user_id = e.revoked_by where e.revoked_at is not null`,
    at: "e.revoked_at",
    id: "e.id",
  },
];
