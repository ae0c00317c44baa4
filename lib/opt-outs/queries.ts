import type { OrgTx } from "@/db/tenant";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import type { PageInput } from "@/lib/core/schema";
import type { Detection, DetectionPage } from "./schema";

type LockedDetection = { id: string; source: string; detected: boolean; revoked: boolean; reviewed: boolean };

/** The entry with what happened to it, locked until the commit; NOT_FOUND when it is not here, or its lead is out of sight. */
export async function lockDetection(tx: OrgTx, id: string): Promise<LockedDetection> {
  const [row] = await tx.sql<LockedDetection[]>`
    select id, source, communication_id is not null as detected, revoked_at is not null as revoked,
      exists (select from dnc_reviews r where r.entry_id = e.id) as reviewed
    from dnc_entries e where id = ${id}
      and (e.communication_id is null or exists (
        select from communications c join leads l on l.org_id = c.org_id and l.id = c.lead_id where c.org_id = e.org_id and c.id = e.communication_id))
    for no key update of e`;
  if (!row) throw notFound("entry");
  return row;
}

/** What was detected and nobody has looked at, newest first. */
export async function listDetections(tx: OrgTx, { limit, cursor }: PageInput): Promise<DetectionPage> {
  const after = decodeCursor("detections", cursor, "time");
  const waits = tx.sql`e.communication_id is not null and e.revoked_at is null and not exists (select from dnc_reviews r where r.entry_id = e.id)`;
  const rows = await tx.sql<(Omit<Detection, "since"> & { since: Date; place: string; total: number })[]>`
    select e.id, e.kind, e.value_norm, e.channel, e.source, e.evidence as words, e.created_at as since, c.channel as said_on, e.created_at::text as place,
      jsonb_build_object('id', l.id, 'company', o.name,
        'name', coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.email, 'Unnamed lead')) as lead,
      (select count(*)::int from dnc_entries e join communications c on c.org_id = e.org_id and c.id = e.communication_id
        join leads l on l.org_id = c.org_id and l.id = c.lead_id where ${waits}) as total
    from dnc_entries e join communications c on c.org_id = e.org_id and c.id = e.communication_id
    join leads l on l.org_id = c.org_id and l.id = c.lead_id left join companies o on o.org_id = l.org_id and o.id = l.company_id
    where ${waits} and (${after === null} or (e.created_at, e.id) < (${after?.[0] ?? null}::text::timestamptz, ${after?.[1] ?? null}::uuid))
    order by e.created_at desc, e.id desc limit ${limit + 1}`;
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    data: page.map(({ total: _, place: __, ...row }) => ({ ...row, since: row.since.toISOString() })),
    next_cursor: rows.length > limit && last ? encodeCursor("detections", [last.place, last.id]) : null,
    total: rows[0]?.total ?? 0,
  };
}

/** The primary address of a lead for touches on this channel, if there is one. */
export async function findChannelAddress(
  tx: OrgTx,
  leadId: string,
  channel: string,
): Promise<{ kind: "email" | "phone" | "linkedin"; value: string } | null> {
  const [row] = await tx.sql<{ kind: "email" | "phone" | "linkedin"; value: string }[]>`
    select p.kind, p.norm as value from channels ch join contact_points p on p.org_id = ch.org_id and p.kind = ch.address_kind
    where ch.code = ${channel} and p.lead_id = ${leadId} order by p.is_primary desc, p.id limit 1`;
  return row ?? null;
}

/** Whether an address is one of this lead, or of a person in their deal. */
export async function isKnownAddress(
  tx: OrgTx,
  leadId: string,
  { kind, value }: { kind: string; value: string },
): Promise<boolean> {
  const rows = await tx.sql`
    select from contact_points p where p.kind = ${kind} and p.norm = ${value}
      and (p.lead_id = ${leadId} or p.contact_id in (select k.contact_id from lead_contacts k where k.lead_id = ${leadId})) limit 1`;
  return rows.length > 0;
}

/** The address that an email of ours went to. */
export async function findAnsweredAddress(tx: OrgTx, id: string): Promise<{ kind: "email"; value: string } | null> {
  const [row] = await tx.sql<{ value: string }[]>`
    select to_norm as value from communications where id = ${id} and channel = 'email' and direction = 'outbound' and to_norm is not null`;
  return row ? { kind: "email", value: row.value } : null;
}
