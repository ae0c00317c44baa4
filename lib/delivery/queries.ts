import type { OrgTx } from "@/db/tenant";
import type { StoredFile } from "@/lib/attachments/queries";
import { type PlaceRow, SELECT_PLACE } from "@/lib/quiet-hours/queries";
import { type StopCode, WORKER_SPACE } from "./rules";

export type Candidate = {
  id: string;
  user_id: string | null;
  lead_id: string;
  mailbox_id: string | null;
  mailbox_version: number | null;
  mailbox_address: string | null;
  provider: "smtp" | "resend" | "twilio" | null;
  sender_name: string | null;
  user_address: string | null;
  user_name: string | null;
};

/**
 * Messages that are due, the most urgent first, each with the mailbox that it leaves from: its writer's own, else the organization's. One
 * whose mailbox is paused waits. Nothing is locked yet. Each priority is sought by itself along its index, so that of a hundred thousand that
 * are due as many are read as leave.
 */
export async function listDue(
  tx: OrgTx,
  channels: readonly string[],
  now: Date,
  limit: number,
  { mailboxes, people, server }: { mailboxes: readonly string[]; people: readonly string[]; server: boolean },
): Promise<Candidate[]> {
  return tx.sql<Candidate[]>`
    select c.id, c.user_id, c.lead_id, c.mailbox_id, c.mailbox_version, c.mailbox_address, c.provider,
      coalesce(c.sender_name, m.name, c.actor_name) as sender_name, m.email as user_address, m.name as user_name
    from generate_series(1, 10) p cross join lateral (
    select c.org_id, c.priority, c.next_attempt_at, c.id, c.user_id, c.lead_id, c.actor_name, b.id as mailbox_id, b.version as mailbox_version,
      b.address as mailbox_address, b.provider, b.sender_name
    from communications c left join lateral (
      select * from mailboxes b where b.org_id = c.org_id and b.channel = c.channel and b.state <> 'disconnected' and (b.user_id = c.user_id or b.is_default)
      order by b.user_id is not distinct from c.user_id desc, b.created_at, b.id limit 1) b on true
    where c.status = 'queued' and c.priority = p and c.channel = any (${channels}) and (c.channel = 'email' or b.id is not null) and c.next_attempt_at <= ${now} and coalesce(b.state, 'active') = 'active'
      and b.id <> all (${[...mailboxes]}::uuid[]) is not false and c.user_id <> all (${[...people]}::uuid[]) is not false ${server ? tx.sql`and b.id is not null` : tx.sql``}
    order by c.next_attempt_at, c.id limit ${limit}) c
    left join memberships m on m.org_id = c.org_id and m.user_id = c.user_id order by c.priority desc, c.next_attempt_at, c.id limit ${limit}`;
}

/** Takes the locks that an entry on the do-not-contact list would take, in everybody's order, before any message is locked. */
export async function lockDncValues(tx: OrgTx, ids: readonly string[]): Promise<void> {
  await tx.sql`
    select pg_advisory_xact_lock_shared(k.key) from (
      select distinct dnc_lock_key(v.kind, v.value) as key from communications c
      join channels ch on ch.org_id = c.org_id and ch.code = c.channel
      cross join lateral dnc_values(c.lead_id, ch.address_kind, c.to_norm) v where c.id = any (${ids}::uuid[]) order by 1) k`;
}

export type Waiting = {
  id: string;
  lead_id: string;
  user_id: string | null;
  actor_name: string | null;
  channel: string;
  to_address: string | null;
  subject: string | null;
  retry_count: number;
  scheduled_for: Date;
  /** it leaves so late that its slots must last longer */
  late: boolean;
  /** where the recipient may be, as far as their quiet hours count */
  place: PlaceRow | null;
  to_norm: string | null;
  overridden: boolean;
  stop: StopCode | null;
};

/** Those that still wait, locked for this transaction alone; whatever another worker holds is left out. With what stands in their way by now. */
export async function lockWaiting(tx: OrgTx, ids: readonly string[], now: Date): Promise<Waiting[]> {
  const locked = tx.sql`
    select id from communications where id = any (${ids}::uuid[]) and status = 'queued' and next_attempt_at <= ${now}
    order by id for update skip locked`;
  // Asked again once it is locked: what is queued now stays so.
  const waiting = tx.sql<Waiting[]>`
    with mine as materialized (
      select * from communications where id = any (${ids}::uuid[]) and status = 'queued' and next_attempt_at <= ${now}
      order by id for update skip locked)
    select c.id, c.lead_id, c.user_id, c.actor_name, c.channel, c.to_address, c.subject, c.retry_count, c.scheduled_for,
      c.scheduled_for < ${now}::timestamptz - interval '1 minute' as late, c.to_norm, c.guard_kind = 'override' as overridden,
      case when ch.quiet_hours_apply then (select ${tx.sql.unsafe(SELECT_PLACE)} from (select c.lead_id) q) end as place,
      case when l.deleted_at is not null then 'LEAD_GONE'
        when c.to_norm is null or exists (select from contact_points p where p.lead_id = c.lead_id and p.kind = ch.address_kind
          and p.norm = c.to_norm and p.invalid_at is not null) then 'ADDRESS_INVALID'
        when c.counts_as_contact and not exists (select from contact_guards g where g.communication_id = c.id
          and g.released_at is null and not isempty(g.span)) then 'SLOT_LOST'
        when c.guard_kind in ('slot', 'redial') and exists (
          select from communications o join channels och on och.org_id = o.org_id and och.code = o.channel
          where (o.lead_id = c.lead_id or (o.to_norm = c.to_norm and not is_shared_point(ch.address_kind, c.to_norm))) and o.id <> c.id
            and is_attempt(o) and och.channel_group = ch.channel_group and o.created_at > c.created_at
            and o.occurred_at > ${now}::timestamptz - make_interval(secs => ch.hard_window_seconds)) then 'RECENTLY_CONTACTED'
      end as stop
    from mine c join leads l on l.org_id = c.org_id and l.id = c.lead_id join channels ch on ch.org_id = c.org_id and ch.code = c.channel
    order by c.id`;
  return (await Promise.all([locked, waiting]))[1];
}

export type Text = {
  id: string;
  message_id: string;
  to_address: string;
  to_name: string | null;
  subject: string | null;
  body: string | null;
  body_html: string | null;
  in_reply_to: string | null;
  references: string | null;
  source: string;
  organization: string;
  postal_address: string | null;
  tracking: boolean;
  files: StoredFile[];
};

/** What a message says and to whom, with the messages it answers by their names. */
export async function listTexts(tx: OrgTx, ids: readonly string[]): Promise<Text[]> {
  return tx.sql<Text[]>`
    select c.id, '<' || c.message_id || '>' as message_id, case when c.channel = 'sms' then c.to_norm else c.to_address end as to_address,
      nullif(concat_ws(' ', l.first_name, l.last_name), '') as to_name, c.subject, c.body, c.body_html,
      coalesce(c.in_reply_to, p.message_id) as in_reply_to, coalesce(c."references", concat_ws(' ', p."references", p.message_id)) as "references",
      c.source, o.name as organization, o.postal_address,
      coalesce((select current_settings() ->> 'tracking.opens_and_clicks')::boolean, false) as tracking,
      (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'media_type', a.media_type, 'size', a.size, 'hash', a.hash) order by a.id), '[]')
        from attachments a where a.org_id = c.org_id and a.communication_id = c.id) as files
    from communications c join organizations o on o.id = c.org_id join leads l on l.org_id = c.org_id and l.id = c.lead_id
    left join communications p on p.org_id = c.org_id and p.id = c.parent_id
    where c.id = any (${ids}::uuid[])`;
}

export type Underway = {
  id: string;
  lead_id: string;
  user_id: string | null;
  actor_name: string | null;
  channel: string;
  to_norm: string | null;
  subject: string | null;
  status: string;
  retry_count: number;
  max_retries: number;
  occurred_at: Date;
  lead_status: string;
  lead_here: boolean;
  number: number;
  worker: string;
  began_at: Date | null;
  ended_at: Date | null;
  outcome: string | null;
  lease_until: Date;
};

/** Messages under way, each with its newest attempt; their leads are locked first, as everywhere, deleted or not. What is none is left out. */
export async function lockAllUnderway(tx: OrgTx, given: readonly string[]): Promise<Underway[]> {
  const ids = [...given];
  // Sent together, run one after the other.
  const [, , rows] = await Promise.all([
    tx.sql`select l.id from leads l where l.id in (select lead_id from communications where id = any (${ids}::uuid[])) order by l.id for no key update`,
    tx.sql`select id from communications where id = any (${ids}::uuid[]) order by id for update`,
    tx.sql<Underway[]>`
      select c.id, c.lead_id, c.user_id, c.actor_name, c.channel, c.to_norm, c.subject, c.status, c.retry_count, c.max_retries, c.occurred_at,
        l.status as lead_status, l.deleted_at is null as lead_here, a.number, a.worker, a.began_at, a.ended_at, a.outcome, a.lease_until
      from communications c join leads l on l.org_id = c.org_id and l.id = c.lead_id
      cross join lateral (
        select * from delivery_attempts a where a.org_id = c.org_id and a.communication_id = c.id order by a.number desc limit 1) a
      where c.id = any (${ids}::uuid[]) order by c.id`,
  ]);
  return rows;
}

/** One of them, or null when it is none. */
export const lockUnderway = async (tx: OrgTx, id: string): Promise<Underway | null> =>
  (await lockAllUnderway(tx, [id]))[0] ?? null;

/** Whether a worker holds the lock of its life. One that was frozen does; one that was killed does not. */
export async function isAlive(tx: OrgTx, worker: string): Promise<boolean> {
  const [row] = await tx.sql<{ free: boolean }[]>`
    select pg_try_advisory_xact_lock_shared(hashtextextended(${worker}, ${WORKER_SPACE})) as free`;
  return !row?.free;
}
