drop trigger forget_inbound_messages on leads;
drop function forget_inbound_messages();
drop index leads_needs_reply_idx, leads_awaiting_reply_idx, threads_inbound_idx;
drop table lead_snoozes;
alter table threads drop constraint threads_class_by_fk, drop constraint threads_class_check, drop column reply_class_by, drop column reply_evidence;
create or replace function recompute_thread_summary(thread_ids uuid[]) returns void language sql security definer set search_path = public, pg_temp as $$
  update threads t set last_inbound_at = s.last_inbound_at, last_outbound_at = s.last_outbound_at
  from (
    select c.thread_id, max(c.occurred_at) filter (where c.direction = 'inbound') as last_inbound_at,
      max(c.occurred_at) filter (where is_attempt(c)) as last_outbound_at
    from communications c where c.org_id = current_org_id() and c.thread_id = any (thread_ids) group by c.thread_id) s
  where t.org_id = current_org_id() and t.id = s.thread_id;
$$;
create or replace function response_at(c communications) returns timestamptz language sql immutable parallel safe as $$
  select case when not c.counts_as_contact then null
              when c.direction = 'inbound' then c.occurred_at
              when c.replied_by_id is null then c.replied_at end $$;
alter table communications drop constraint communications_mail_kind_check, drop column mail_kind;
drop function join_threads(uuid, uuid[], uuid[]);
drop table thread_links;
drop table inbound_messages;
