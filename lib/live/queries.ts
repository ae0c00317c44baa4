import type { OrgTx } from "@/db/tenant";
import type { StoredEvent } from "./rules";

/** The position of the last sealed event; 0 before the first. */
export async function getHeadPosition(tx: OrgTx): Promise<number> {
  const [head] = await tx.sql<{ position: number }[]>`select position from event_heads where org_id = current_org_id()`;
  return head?.position ?? 0;
}

/** The position of the last event that was given before `moment`; 0 when there is none. */
export async function getPositionBefore(tx: OrgTx, moment: Date): Promise<number> {
  const [event] = await tx.sql<{ position: number }[]>`
    select position from events where org_id = current_org_id() and position is not null and at < ${moment}
    order by position desc limit 1`;
  return event?.position ?? 0;
}

/** Whether somebody who reached this place can be told everything since: it is the last there is, or not older than `since`. */
export async function canResume(tx: OrgTx, place: number, since: Date): Promise<boolean> {
  const head = await getHeadPosition(tx);
  if (place >= head) return place === head;
  const rows = await tx.sql`
    select from events where org_id = current_org_id() and position = ${Math.max(place, 1)} and at >= ${since}`;
  return rows.length > 0;
}

/** Sealed events behind a position, oldest first. */
export async function listEventsAfter(tx: OrgTx, after: number, limit: number): Promise<StoredEvent[]> {
  const rows = await tx.sql<(Omit<StoredEvent, "at" | "payload"> & { at: Date; payload: string | null })[]>`
    select e.position, e.kind, e.at, e.lead_id, e.subjects, e.actor_id, e.actor_name, e.via, p.payload
    from events e left join event_payloads p on p.org_id = e.org_id and p.id = e.id
    where e.org_id = current_org_id() and e.position > ${after} order by e.position limit ${limit}`;
  return rows.map((row) => ({ ...row, at: row.at.toISOString(), payload: fieldsOf(row.payload) }));
}

// Whoever tampers with a payload is found by the audit; the feed goes on.
function fieldsOf(payload: string | null): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(payload ?? "{}");
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}

/** Which of these leads the reader of this transaction may see. */
export async function listSeenLeads(tx: OrgTx, ids: string[]): Promise<Set<string>> {
  const rows = await tx.sql<{ id: string }[]>`select id from leads where id = any (${[...new Set(ids)]}::uuid[])`;
  return new Set(rows.map((row) => row.id));
}
