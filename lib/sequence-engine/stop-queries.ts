import type { OrgTx } from "@/db/tenant";
import type { StopReason } from "@/lib/enrollments/rules";

export type StoppedFact = {
  id: string;
  lead_id: string;
  /** every lead that is the same person */
  persons: string[];
  /** why it must end; null: nobody stepped in */
  reason: StopReason | null;
  /** the touch that is what the rep was asked for */
  done_by: string | null;
};

// What was stored after they were enrolled and happened then, give or take a clock: history that is imported later stops nothing.
const since = "c.created_at >= e.created_at and c.occurred_at >= e.created_at - interval '1 day'";
// What the sequence sent, or asked for and got, is its own; what one sent that may run beside it, or that it may run beside, is nobody's hand.
const own = `(c.enrollment_id is not distinct from e.id or exists (select from enrollment_events v where v.enrollment_id = e.id and v.communication_id = c.id)
  or exists (select from lead_sequence_enrollments x where x.id = c.enrollment_id and (x.alongside or e.alongside)))`;
const left = "c.status not in ('draft', 'cancelled', 'blocked', 'rejected', 'failed')";

// Whoever wrote there: the address that a sequence with mail in it writes to, or has written to, turned out not to work since they were enrolled.
const addressDied = `exists (select from contact_points p where p.lead_id = e.lead_id and p.kind = 'email' and p.bounce_state = 'hard'
  and p.invalid_at is not null and p.updated_at >= e.created_at
  and (p.is_primary or exists (select from communications c where c.enrollment_id = e.id and c.to_norm = p.norm))
  and exists (select from sequence_steps s where s.version_id = e.version_id and s.kind = 'email'))`;

// Read once for whatever they say: a lead has many touches, and most of them are older than the enrollment.
const touchesSince = `
  select bool_or((c.direction = 'outbound' and c.replied_at >= e.created_at) or (${since} and (c.direction = 'inbound' or c.replied_at >= e.created_at))) as replied,
    bool_or(c.channel = 'meeting' and ${since}) as met,
    bool_or(c.direction = 'outbound' and c.counts_as_contact and ${since} and ${left} and not ${own} and c.id is distinct from d.touch) as by_hand
  from communications c where c.lead_id = any (e.persons) and (c.created_at >= e.created_at or c.replied_at >= e.created_at)`;

/**
 * Whether somebody stepped in, asked of the tables and not of events: for each of these enrollments, the first reason to end it. Any address
 * of the person counts, under whatever lead.
 */
export async function findStops(tx: OrgTx, enrollmentIds: string[], at: Date): Promise<StoppedFact[]> {
  if (enrollmentIds.length === 0) return [];
  return tx.sql.unsafe<StoppedFact[]>(
    `with e as materialized (
       select e.id, e.lead_id, e.version_id, e.created_at, e.awaits, e.alongside, e.sender_id, s.exit_rules, l.status, l.deleted_at, l.merged_into_id, l.company_id,
         array(select e.lead_id union select o.lead_id from contact_points p join contact_points o on o.org_id = p.org_id and o.norm = p.norm
           and o.kind = p.kind and not o.shared where p.lead_id = e.lead_id and not p.shared and o.lead_id is not null) as persons,
         (select max(v.at) from enrollment_events v where v.enrollment_id = e.id and v.kind = 'asked') as asked_at
       from lead_sequence_enrollments e join nurture_sequences s on s.org_id = e.org_id and s.id = e.sequence_id
       join leads l on l.org_id = e.org_id and l.id = e.lead_id
       where e.org_id = current_org_id() and e.id = any ($1::uuid[])),
     done as materialized (
       select e.id, (select c.id from communications c where c.lead_id = any (e.persons) and c.direction = 'outbound' and c.channel = e.awaits
           and c.created_at >= e.asked_at and c.enrollment_id is null and ${left} order by c.created_at, c.id limit 1) as touch
       from e where e.awaits is not null)
     select e.id, e.lead_id, e.persons, d.touch as done_by, case
       when e.merged_into_id is not null or exists (select from lead_merges m where m.into_id = e.lead_id and m.at >= e.created_at
         and m.undone_at is null) then 'lead_merged'
       when e.deleted_at is not null then 'lead_deleted'
       when exists (select from find_dnc_entries(e.lead_id, null, null, null, $2::timestamptz) x where x.channel is null) then 'do_not_contact'
       when e.status = 'converted' then 'converted'
       when t.replied then 'replied'
       when exists (select from communications c where c.enrollment_id = e.id and (c.status = 'bounced'
         or (c.status in ('rejected', 'failed') and c.error_code = 'ADDRESS_REFUSED'))) or ${addressDied} then 'bounced'
       when exists (select from communications c where c.enrollment_id = e.id and c.status in ('rejected', 'failed')) then 'not_sent'
       when t.met then 'meeting'
       when t.by_hand then 'manual_touch'
       when exists (select from lead_status_history h where h.lead_id = e.lead_id and h.at >= e.created_at and h.merged_from is null
         and h.trigger in ('user', 'rule') and coalesce((e.exit_rules -> 'statuses') ? h.to_status, true)) then 'status_changed'
       when (e.exit_rules ->> 'colleague_replied')::boolean and exists (select from leads k join communications c on c.lead_id = k.id
         where k.company_id = e.company_id and c.direction = 'inbound' and ${since}) then 'colleague_replied'
       when not exists (select from memberships m where m.user_id = e.sender_id and m.active) then 'sender_left'
       end as reason
     from e left join done d on d.id = e.id left join lateral (${touchesSince}) t on true order by e.lead_id, e.id`,
    [enrollmentIds, at],
    { prepare: true },
  );
}

/** These leads, the same people under other leads, and their colleagues. */
const around = (tx: OrgTx, leadIds: string[]) => tx.sql`
  select unnest(${leadIds}::uuid[])
  union select o.lead_id from contact_points p join contact_points o on o.org_id = p.org_id and o.norm = p.norm and o.kind = p.kind
    where p.lead_id = any (${leadIds}::uuid[]) and o.lead_id is not null
  union select k.id from leads l join leads k on k.org_id = l.org_id and k.company_id = l.company_id where l.id = any (${leadIds}::uuid[])`;

/** So many are looked at together. */
export const CONCERNED = 1000;
export type Concerned = { id: string; lead_id: string };

/**
 * Running enrollments that news of these leads may concern, behind a place in their order, so many at a time: their own, those of the same
 * person, and of colleagues where that counts.
 */
export async function listConcerned(tx: OrgTx, leadIds: string[], after?: Concerned): Promise<Concerned[]> {
  if (leadIds.length === 0) return [];
  return tx.sql<Concerned[]>`
    select e.id, e.lead_id from lead_sequence_enrollments e where e.status in ('active', 'paused', 'parked')
      and e.lead_id in (${around(tx, leadIds)}) and (${after?.id ?? null}::uuid is null or (e.lead_id, e.id) > (${after?.lead_id ?? null}::uuid, ${after?.id ?? null}::uuid))
    order by e.lead_id, e.id limit ${CONCERNED}`;
}

/**
 * Enrollments that went all their way, but whose last message still waits to leave, of these leads or the same person: who stepped in
 * stops that as well.
 */
export async function listPromised(tx: OrgTx, leadIds: string[]): Promise<Concerned[]> {
  if (leadIds.length === 0) return [];
  return tx.sql<Concerned[]>`
    select distinct e.id, e.lead_id from communications c
    join lead_sequence_enrollments e on e.org_id = c.org_id and e.id = c.enrollment_id and e.status = 'finished'
    where c.status = 'queued' and c.lead_id in (${around(tx, leadIds)}) order by e.lead_id, e.id`;
}
