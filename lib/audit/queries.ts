import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import type { AuditEvent, AuditPage, ListAuditInput } from "./schema";

type Row = Omit<AuditEvent, "at" | "payload"> & { at: Date; payload: string | null };
type Fragment = postgres.PendingQuery<postgres.Row[]>;

/** The sealed events that fit, newest first, by position. Days are the organization's. */
export async function listAudit(tx: OrgTx, ctx: Context, asked: ListAuditInput): Promise<AuditPage> {
  const after = decodeCursor("audit", asked.cursor, "integer");
  const named = asked.q ? await findNamed(tx, asked.q) : null;
  const rows = await tx.sql<Row[]>`
    select e.position, e.id, e.kind, e.at, e.via, e.ip, e.user_agent, e.request_id, e.subjects, p.payload, encode(e.hash, 'hex') as hash,
      case when e.actor_name is not null then jsonb_build_object('id', e.actor_id, 'name', e.actor_name) end as actor,
      case when e.lead_id is not null then jsonb_build_object('id', e.lead_id,
        'name', case when l.id is not null then coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.email, 'Unnamed lead') end) end as lead
    from events e
    left join event_payloads p on p.org_id = e.org_id and p.id = e.id
    left join leads l on l.org_id = e.org_id and l.id = e.lead_id
    where e.org_id = current_org_id() and e.position is not null ${conditions(tx, ctx, asked)} ${namedCondition(tx, named)}
      and (${after?.[0] ?? null}::text is null or e.position < ${after?.[0] ?? null}::text::bigint)
    order by e.position desc limit ${asked.limit + 1}`;
  const shown = rows.slice(0, asked.limit);
  const last = shown.at(-1);
  return {
    data: shown.map((row) => ({ ...row, at: row.at.toISOString(), payload: fieldsOf(row.payload) })),
    next_cursor: rows.length > asked.limit && last ? encodeCursor("audit", [last.position, last.id]) : null,
  };
}

/** The kinds of event that this organization has, for the filter. Jumps through the index instead of reading it all. */
export async function listKinds(tx: OrgTx): Promise<string[]> {
  const rows = await tx.sql<{ kind: string }[]>`
    with recursive k as (
      (select kind from events where org_id = current_org_id() and position is not null order by kind limit 1)
      union all
      select (select e.kind from events e where e.org_id = current_org_id() and e.position is not null and e.kind > k.kind order by e.kind limit 1)
      from k where k.kind is not null)
    select kind from k where kind is not null`;
  return rows.map((row) => row.kind);
}

type Named = { kinds: string[]; actors: string[] };

/** Words are looked up among the few kinds and members, so that the events themselves are found by index. */
async function findNamed(tx: OrgTx, q: string): Promise<Named> {
  const kinds = (await listKinds(tx)).filter((kind) => kind.includes(q.toLowerCase()));
  const like = `%${q.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
  const actors = await tx.sql<{ id: string }[]>`select user_id as id from memberships where lower(name) like ${like}`;
  return { kinds, actors: actors.map((row) => row.id) };
}

const namedCondition = (tx: OrgTx, named: Named | null): Fragment =>
  named ? tx.sql`and (e.kind = any (${named.kinds}::text[]) or e.actor_id = any (${named.actors}::uuid[]))` : tx.sql``;

// Only what was asked stands in the statement, so that each question finds its own index. That somebody was told of an event says nothing
// new: it is left out unless it is asked for.
function conditions(tx: OrgTx, ctx: Context, { kind, q, actor, lead, from, to }: ListAuditInput): Fragment {
  const noun = kind?.endsWith(".") ? kind : null;
  return tx.sql`
    ${kind || q ? tx.sql`` : tx.sql`and not (e.kind >= 'notification.' and e.kind < 'notification/')`}
    ${kind && !noun ? tx.sql`and e.kind = ${kind}` : tx.sql``}
    ${noun ? tx.sql`and e.kind >= ${noun} and e.kind < ${`${noun.slice(0, -1)}/`}` : tx.sql``}
    ${actor ? tx.sql`and e.actor_id = ${actor}` : tx.sql``}
    ${lead ? tx.sql`and e.lead_id = ${lead}` : tx.sql``}
    ${from ? tx.sql`and e.at >= ${from}::date::timestamp at time zone ${ctx.timezone}` : tx.sql``}
    ${to ? tx.sql`and e.at < (${to}::date + 1)::timestamp at time zone ${ctx.timezone}` : tx.sql``}`;
}

// Whoever tampers with a payload is found by the verification; the page goes on.
function fieldsOf(payload: string | null): Record<string, unknown> | null {
  if (payload === null) return null;
  try {
    const parsed: unknown = JSON.parse(payload);
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
  } catch {
    return { unreadable: payload.slice(0, 200) };
  }
}
