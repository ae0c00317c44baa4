import type { OrgTx } from "@/db/tenant";
import type { DncKind } from "./schema";

export type NewDncEntry = {
  id: string;
  kind: DncKind;
  valueNorm: string;
  channel: string | null;
  reason: string;
  source: string;
  evidence: string | null;
  expiresAt: Date | null;
  addedBy: string | null;
  /** the message in which it was detected */
  communicationId: string | null;
  at: Date;
};

/** Waits for touches being written to these values, and makes later ones wait: what commits after the entry sees it. */
export async function lockDncValues(tx: OrgTx, values: { kind: DncKind; value: string }[]): Promise<void> {
  await tx.sql`select lock_dnc_entries(${values.map((one) => one.kind)}, ${values.map((one) => one.value)})`;
}

/** Adds entries that are not there yet; the locks must be held. Returns the ids of the new ones. */
export async function insertDncEntries(tx: OrgTx, list: NewDncEntry[]): Promise<string[]> {
  const column = <T>(pick: (one: NewDncEntry) => T) => list.map(pick);
  const rows = await tx.sql<{ id: string }[]>`
    insert into dnc_entries (id, kind, value_norm, channel, reason, source, evidence, expires_at, added_by, communication_id,
      created_at, updated_at)
    select e.id, e.kind, e.value_norm, e.channel, e.reason, e.source, e.evidence, e.expires_at, e.added_by, e.communication_id, e.at, e.at
    from unnest(${column((e) => e.id)}::uuid[], ${column((e) => e.kind)}::text[], ${column((e) => e.valueNorm)}::text[], ${column((e) => e.channel)}::text[],
      ${column((e) => e.reason)}::text[], ${column((e) => e.source)}::text[], ${column((e) => e.evidence)}::text[], ${column((e) => e.expiresAt?.toISOString() ?? null)}::timestamptz[],
      ${column((e) => e.addedBy)}::uuid[], ${column((e) => e.communicationId)}::uuid[], ${column((e) => e.at.toISOString())}::timestamptz[])
      as e(id, kind, value_norm, channel, reason, source, evidence, expires_at, added_by, communication_id, at)
    on conflict do nothing returning id`;
  return rows.map((row) => row.id);
}

/** Ends entries whose time has passed, so that a new one for the same value can be added. */
export async function retireExpired(tx: OrgTx, values: { kind: DncKind; value: string }[], at: Date): Promise<void> {
  await tx.sql`
    update dnc_entries e set revoked_at = e.expires_at, revoked_reason = 'expired', updated_at = ${at}
    from unnest(${values.map((one) => one.kind)}::text[], ${values.map((one) => one.value)}::text[]) as v(kind, value)
    where e.kind = v.kind and e.value_norm = v.value and e.revoked_at is null and e.expires_at <= ${at}`;
}

/** Ends entries that would run out before `until` (null: never), so that a lasting opt-out takes their place. */
export async function retireShorter(
  tx: OrgTx,
  values: { kind: DncKind; value: string }[],
  channel: string | null,
  until: Date | null,
  at: Date,
): Promise<void> {
  await tx.sql`
    update dnc_entries e set revoked_at = ${at}, revoked_reason = 'replaced by an entry that lasts longer', updated_at = ${at}
    from unnest(${values.map((one) => one.kind)}::text[], ${values.map((one) => one.value)}::text[]) as v(kind, value)
    where e.kind = v.kind and e.value_norm = v.value and coalesce(e.channel, '') = ${channel ?? ""} and e.revoked_at is null
      and e.expires_at < coalesce(${until}::timestamptz, 'infinity')`;
}

/** Cancels every queued message that one of these entries reaches, which frees its slot; returns which. */
export async function cancelQueuedMessages(
  tx: OrgTx,
  entryIds: string[],
  at: Date,
): Promise<{ id: string; lead_id: string }[]> {
  return tx.sql<{ id: string; lead_id: string }[]>`
    update communications set status = 'cancelled', error_code = 'DNC_BLOCKED',
      error_message = 'They are on the do-not-contact list now.', updated_at = ${at}
    where id in (
      select c.id from communications c join channels ch on ch.org_id = c.org_id and ch.code = c.channel
      where c.status = 'queued' and c.direction = 'outbound'
        and exists (select 1 from find_dnc_entries(c.lead_id, ch.address_kind, c.to_norm, c.channel, ${at}) e where e.id = any (${entryIds}::uuid[]))
      order by c.id for update of c)
    returning id, lead_id`;
}

/** Ends suggestions that would contact somebody whom one of these entries reaches; what is only to be done at the desk goes on. */
export async function expireReachedSuggestions(
  tx: OrgTx,
  entryIds: string[],
  at: Date,
): Promise<{ id: string; lead_id: string }[]> {
  return tx.sql<{ id: string; lead_id: string }[]>`
    update suggestions set status = 'EXPIRED', error = 'DNC_BLOCKED', updated_at = ${at}
    where id in (
      select s.id from suggestions s where s.status in ('PENDING', 'MODIFIED') and s.type <> 'TASK'
        and exists (select 1 from find_dnc_entries(s.lead_id, null, null, s.channel, ${at}) e where e.id = any (${entryIds}::uuid[]))
      order by s.id for update of s)
    returning id, lead_id`;
}
