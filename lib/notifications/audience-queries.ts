import type { OrgTx } from "@/db/tenant";
import type { Listener, ToldEvent } from "./rules";

/** Sealed events behind a position, oldest first. */
export async function listToldEvents(tx: OrgTx, after: number, limit: number): Promise<ToldEvent[]> {
  return tx.sql<ToldEvent[]>`
    select id, position, kind, at, lead_id, actor_id, via from events
    where org_id = current_org_id() and position > ${after} order by position limit ${limit}`;
}

/**
 * Active members whom these events may concern, with the reason: a line of the union is a reason, named as in subscribers.ts.
 * Whose slots an override ended is told so, unless a message of theirs lost it: that is told as such.
 */
export async function listAudience(tx: OrgTx, eventIds: string[]): Promise<Listener[]> {
  if (eventIds.length === 0) return [];
  return tx.sql<Listener[]>`
    with e as materialized (
      select id, at, lead_id, actor_id, (subjects ->> 'communication_id')::uuid as communication_id, (subjects ->> 'override_id')::uuid as override_id,
        (subjects ->> 'hand_over_id')::uuid as hand_over_id, (subjects ->> 'user_id')::uuid as assignee_id, (subjects ->> 'sequence_id')::uuid as sequence_id,
        (subjects ->> 'mailbox_id')::uuid as mailbox_id, kind
      from events where org_id = current_org_id() and id = any (${eventIds}::uuid[])),
    found as (
      select e.id as event_id, 'owner' as reason, l.owner_id as user_id from e join leads l on l.id = e.lead_id
      union all
      select e.id, 'claimant', k.user_id from e join outreach_claims k on k.lead_id = e.lead_id and k.expires_at > e.at
      union all
      select e.id, 'thread_owner', t.owner_id from e join communications c on c.id = e.communication_id join threads t on t.id = c.thread_id
      union all
      select e.id, 'author', coalesce(p.user_id, c.user_id) from e join communications c on c.id = e.communication_id
        left join communications p on p.id = c.parent_id and c.direction = 'inbound'
      union all
      select e.id, 'holder', g.user_id from e join outreach_overrides v on v.id = e.override_id
        join contact_guards g on g.id = any (v.ended_guard_ids) join communications c on c.id = g.communication_id and c.status <> 'blocked'
      union all
      select e.id, 'assignee', e.assignee_id from e
      union all
      select e.id, 'former', e.assignee_id from e
      union all
      select e.id, 'decider', l.owner_id from e join leads l on l.id = e.lead_id
      union all
      select e.id, 'decider', m.user_id from e join leads l on l.id = e.lead_id and l.owner_id is null join memberships m on m.role <> 'rep'
      union all
      select e.id, 'asker', h.asked_by from e join hand_overs h on h.id = e.hand_over_id
      union all
      select e.id, 'keeper', m.user_id from e join nurture_sequences q on q.id = e.sequence_id join memberships k on k.user_id = q.created_by
        join memberships m on m.user_id = k.user_id or (not k.active and m.role = 'admin')
      union all
      select e.id, 'way_keeper', m.user_id from e left join mailboxes b on b.id = e.mailbox_id
        join memberships m on m.role = 'admin' or m.user_id = b.user_id or (e.mailbox_id is null and m.role = 'manager')
        where e.kind = 'sending.paused')
    select distinct f.event_id, f.reason, f.user_id,
      (f.reason in ('asker', 'former') or l.id is null or m.role <> 'rep' or m.visibility = 'all' or l.owner_id = m.user_id
        or (m.visibility = 'team' and o.team_id = m.team_id)) is true as sees,
      coalesce((select array_agg(k.kind) from notification_mutes k where k.user_id = m.user_id), '{}') as muted
    from found f join e on e.id = f.event_id
    join memberships m on m.user_id = f.user_id and m.active
    left join leads l on l.id = e.lead_id
    left join memberships o on o.user_id = l.owner_id`;
}
