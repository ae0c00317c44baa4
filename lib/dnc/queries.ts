import type { OrgTx } from "@/db/tenant";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { invalid, notFound } from "@/lib/core/errors";
import { blockingValues, normalizeDncValue } from "./rules";
import type { DncCheck, DncCheckResult, DncEntry, DncKind, DncPage, ListDncInput } from "./schema";

type EntryRow = Omit<DncEntry, "since" | "expires_at"> & { since: Date; expires_at: Date | null };

export async function requireChannel(tx: OrgTx, code: string): Promise<void> {
  const [row] = await tx.sql`select 1 from channels where code = ${code}`;
  if (!row) throw invalid("channel", `There is no channel "${code}" here.`);
}

export async function findActiveEntry(
  tx: OrgTx,
  kind: DncKind,
  value: string,
  channel: string | null,
): Promise<{ id: string } | null> {
  const [row] = await tx.sql<{ id: string }[]>`
    select id from dnc_entries where kind = ${kind} and value_norm = ${value} and coalesce(channel, '') = ${channel ?? ""} and revoked_at is null`;
  return row ?? null;
}

/** The addresses a person has now; NOT_FOUND when the id is no lead of this organization. */
export async function listPersonValues(tx: OrgTx, leadId: string): Promise<{ kind: DncKind; value: string }[]> {
  const [lead] = await tx.sql`select 1 from leads where id = ${leadId}`;
  if (!lead) throw notFound("lead");
  return tx.sql<
    { kind: DncKind; value: string }[]
  >`select kind, norm as value from contact_points where lead_id = ${leadId} order by kind, norm`;
}

/** Leads that an entry for one of these values reaches, the first hundred: those whose pages should show it at once. */
export async function listReachedLeads(tx: OrgTx, values: { kind: DncKind; value: string }[]): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    with v as (select * from unnest(${values.map((one) => one.kind)}::text[], ${values.map((one) => one.value)}::text[]) as v(kind, value))
    select cp.lead_id as id from v join contact_points cp on cp.norm = v.value and cp.kind = v.kind
    union select l.id from v join companies c on v.kind = 'domain' and c.domain = v.value join leads l on l.org_id = c.org_id and l.company_id = c.id
    union select l.id from v join leads l on l.id = case when v.kind = 'person' then v.value::uuid end
    limit 100`;
  return rows.map((row) => row.id);
}

type Asked = { kind: DncKind; value: string; channel?: string | null };

/** Whether one value is blocked, on which channels and by which entries. */
export async function checkDnc(tx: OrgTx, asked: Asked, region: string, at: Date): Promise<DncCheck> {
  const normal = normalizeDncValue(asked.kind, asked.value, region);
  if (!normal.ok) throw invalid(asked.kind, normal.reason);
  const values = blockingValues(asked.kind, normal.norm);
  const rows = await tx.sql<Omit<EntryRow, "value_norm" | "added_by" | "lead">[]>`
    select e.id, e.kind, e.channel, e.reason, e.source, e.created_at as since, e.expires_at
    from unnest(${values.map((v) => v.kind)}::text[], ${values.map((v) => v.value)}::text[]) as v(kind, value)
    join dnc_entries e on e.value_norm = v.value and e.kind = v.kind
    where e.revoked_at is null and (e.expires_at is null or e.expires_at > ${at}) order by e.created_at, e.id`;
  const channels = await tx.sql<
    { code: string }[]
  >`select code from channels where counts_as_contact order by position`;
  const blocks = (code: string) => rows.some((row) => row.channel === null || row.channel === code);
  const entries = asked.channel ? rows.filter((row) => row.channel === null || row.channel === asked.channel) : rows;
  return {
    blocked: entries.length > 0,
    normalized: normal.norm,
    channels: Object.fromEntries(channels.map(({ code }) => [code, blocks(code)])),
    entries: entries.map((row) => ({
      ...row,
      since: row.since.toISOString(),
      expires_at: row.expires_at?.toISOString() ?? null,
    })),
  };
}

/** Up to 10,000 values in one statement, answered in order; a value that cannot be one says why. */
export async function checkManyDnc(tx: OrgTx, asked: Asked[], region: string, at: Date): Promise<DncCheckResult[]> {
  const normals = asked.map((one) => normalizeDncValue(one.kind, one.value, region));
  const probes = normals.flatMap((normal, index) =>
    normal.ok
      ? blockingValues(asked[index]?.kind ?? "email", normal.norm).map((value) => ({
          ...value,
          index,
          channel: asked[index]?.channel ?? null,
        }))
      : [],
  );
  const found = await tx.sql<{ index: number; id: string }[]>`
    select p.index, e.id
    from unnest(${probes.map((p) => p.index)}::int[], ${probes.map((p) => p.kind)}::text[], ${probes.map((p) => p.value)}::text[],
      ${probes.map((p) => p.channel)}::text[]) as p(index, kind, value, channel)
    join dnc_entries e on e.value_norm = p.value and e.kind = p.kind
    where e.revoked_at is null and (e.expires_at is null or e.expires_at > ${at}) and (e.channel is null or p.channel is null or e.channel = p.channel)`;
  const ids = new Map<number, string[]>();
  for (const row of found) ids.set(row.index, [...(ids.get(row.index) ?? []), row.id]);
  return asked.map(({ kind, value }, index) => {
    const normal = normals[index];
    const entryIds = ids.get(index) ?? [];
    const answer = { kind, value, blocked: entryIds.length > 0, entry_ids: entryIds };
    return normal && !normal.ok ? { ...answer, error: normal.reason } : answer;
  });
}

/** The list, newest first; `q` finds part of a value or a reason. */
export async function listDncEntries(tx: OrgTx, { q, kind, limit, cursor }: ListDncInput): Promise<DncPage> {
  const after = decodeCursor(cursor, "time");
  const like = q ? `%${q.toLowerCase().replace(/[\\%_]/g, "\\$&")}%` : null;
  const rows = await tx.sql<(EntryRow & { place: string })[]>`
    select e.id, e.kind, e.value_norm, e.channel, e.reason, e.source, e.created_at as since, e.expires_at, e.created_at::text as place,
      case when e.added_by is not null then jsonb_build_object('id', e.added_by, 'name', m.name) end as added_by,
      case when l.id is not null then jsonb_build_object('id', l.id, 'name', coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.email, 'Unnamed lead')) end as lead
    from dnc_entries e left join memberships m on m.org_id = e.org_id and m.user_id = e.added_by
    left join leads l on l.org_id = e.org_id and l.id = case when e.kind = 'person' then e.value_norm::uuid end
    where e.revoked_at is null and (${kind ?? null}::text is null or e.kind = ${kind ?? null})
      and (${like}::text is null or e.value_norm like ${like} or lower(e.reason) like ${like})
      and (${after?.[0] ?? null}::text is null or (e.created_at, e.id) < (${after?.[0] ?? null}::text::timestamptz, ${after?.[1] ?? null}::text::uuid))
    order by e.created_at desc, e.id desc limit ${limit + 1}`;
  const [counted] = await tx.sql<{ total: number }[]>`
    select count(*)::int as total from (select 1 from dnc_entries e where e.revoked_at is null and (${kind ?? null}::text is null or e.kind = ${kind ?? null})
      and (${like}::text is null or e.value_norm like ${like} or lower(e.reason) like ${like}) limit 1001) x`;
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const total = counted?.total ?? 0;
  return {
    data: shown.map(({ place: _, ...row }) => ({
      ...row,
      since: row.since.toISOString(),
      expires_at: row.expires_at?.toISOString() ?? null,
    })),
    next_cursor: rows.length > limit && last ? encodeCursor([last.place, last.id]) : null,
    ...(total > 1000 ? { total_at_least: 1000 } : { total }),
  };
}
