import type { OrgTx } from "@/db/tenant";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import { FIGURE_SQL } from "./quality-queries";
import type { ListSuggestionsInput, Suggestion, SuggestionPage } from "./schema";

type Times = "not_before" | "snoozed_until" | "expires_at" | "decided_at" | "created_at";
type Row = Omit<Suggestion, Times> & Record<Times, Date | null>;

// Where what was taken on stands: in whose day, from when on, and whether it is done.
const itemText = `select jsonb_build_object('id', i.id, 'status', i.status, 'user', jsonb_build_object('id', b.user_id, 'name', w.name),
    'shown_from', to_char(i.snoozed_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  from daily_outreach_items i join daily_outreach_batches b on b.org_id = i.org_id and b.id = i.batch_id
  join memberships w on w.org_id = b.org_id and w.user_id = b.user_id where i.org_id = s.org_id and i.suggestion_id = s.id`;
const columns = `s.id, s.lead_id, jsonb_build_object('id', l.id, 'name', coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.email, 'Unnamed lead'),
    'company', c.name) as lead, s.type, s.status, s.cause, s.channel, s.reply_to_id, s.content, s.proposed, s.edit_share, s.reasoning, s.evidence, s.confidence,
  s.not_before, s.snoozed_until, s.expires_at, s.model, s.version,
  case when u.user_id is not null then jsonb_build_object('id', u.user_id, 'name', u.name) end as "user",
  case when d.user_id is not null then jsonb_build_object('id', d.user_id, 'name', d.name) end as decided_by,
  s.decided_at, s.reason, s.communication_id, s.note_id, (${itemText}) as item, s.automatic, s.error, s.created_at`;
// Through the lead: who may not see it sees nothing that is suggested about it.
const joins = `from suggestions s join leads l on l.org_id = s.org_id and l.id = s.lead_id and l.deleted_at is null
  left join companies c on c.org_id = l.org_id and c.id = l.company_id
  left join memberships u on u.org_id = s.org_id and u.user_id = s.user_id
  left join memberships d on d.org_id = s.org_id and d.user_id = s.decided_by`;

/** One suggestion; NOT_FOUND when it or its lead is not here. */
export async function getSuggestion(tx: OrgTx, id: string): Promise<Suggestion> {
  const [row] = await tx.sql.unsafe<Row[]>(
    `select ${columns} ${joins} where s.org_id = current_org_id() and s.id = $1`,
    [id],
    { prepare: true },
  );
  if (!row) throw notFound("suggestion");
  return toSuggestion(row);
}

/** The most rows a count looks at: exact below, "at least" beyond. */
const mostCounted = 1000;

/** Suggestions, newest first, by keyset. */
export async function listSuggestions(tx: OrgTx, input: ListSuggestionsInput): Promise<SuggestionPage> {
  const { lead_id, status, cause, figure, limit, cursor } = input;
  const after = decodeCursor("suggestions", cursor, "time");
  const where = `s.org_id = current_org_id() and ($1::text is null or s.lead_id = $1::text::uuid) and ($2::text is null or s.status = any (string_to_array($2::text, ',')))
    and ($3::text is null or s.cause = $3::text) and ${figure ? FIGURE_SQL[figure] : "true"}`;
  const params = [lead_id ?? null, status?.join(",") ?? null, cause ?? null];
  const [rows, [count]] = await Promise.all([
    tx.sql.unsafe<(Row & { place: string })[]>(
      `select ${columns}, s.created_at::text as place ${joins} where ${where}
        and ($4::text is null or (s.created_at, s.id) < ($4::text::timestamptz, $5::text::uuid)) order by s.created_at desc, s.id desc limit $6::text::integer`,
      [...params, after?.[0] ?? null, after?.[1] ?? null, String(limit + 1)],
      { prepare: true },
    ),
    tx.sql.unsafe<{ total: number }[]>(
      `select count(*)::int as total from (select 1 ${joins} where ${where} limit ${mostCounted + 1}) n`,
      params,
      { prepare: true },
    ),
  ]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const total = count?.total ?? 0;
  return {
    data: shown.map(toSuggestion),
    next_cursor: rows.length > limit && last ? encodeCursor("suggestions", [last.place, last.id]) : null,
    ...(total > mostCounted ? { total_at_least: mostCounted } : { total }),
  };
}

/** What waits for a person and is not put off, the surest first: about their own leads and those of nobody, or about everybody's. */
export async function listOpen(
  tx: OrgTx,
  { userId, leadId, now, all = false }: { userId: string; leadId?: string; now: Date; all?: boolean },
): Promise<Suggestion[]> {
  const rows = await tx.sql.unsafe<Row[]>(
    `select ${columns} ${joins} where s.org_id = current_org_id() and s.status in ('PENDING', 'MODIFIED')
      and (s.snoozed_until is null or s.snoozed_until <= $1::text::timestamptz) and s.expires_at > $1::text::timestamptz
      and ($2::text is null or l.owner_id = $2::text::uuid or l.owner_id is null) and ($3::text is null or s.lead_id = $3::text::uuid)
      order by s.confidence desc, s.id desc limit 100`,
    [now.toISOString(), all || leadId ? null : userId, leadId ?? null],
    { prepare: true },
  );
  return rows.map(toSuggestion);
}

const iso = (at: Date | null) => at?.toISOString() ?? null;

const toSuggestion = (row: Row): Suggestion => ({
  id: row.id,
  lead_id: row.lead_id,
  lead: row.lead,
  type: row.type,
  status: row.status,
  cause: row.cause,
  channel: row.channel,
  reply_to_id: row.reply_to_id,
  content: row.content,
  proposed: row.proposed,
  edit_share: row.edit_share,
  reasoning: row.reasoning,
  evidence: row.evidence,
  confidence: row.confidence,
  not_before: iso(row.not_before),
  snoozed_until: iso(row.snoozed_until),
  expires_at: iso(row.expires_at) ?? "",
  model: row.model,
  version: row.version,
  user: row.user,
  decided_by: row.decided_by,
  decided_at: iso(row.decided_at),
  reason: row.reason,
  communication_id: row.communication_id,
  note_id: row.note_id,
  item: row.item,
  automatic: row.automatic,
  error: row.error,
  created_at: iso(row.created_at) ?? "",
});
