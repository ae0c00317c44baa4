drop policy sweep on attachments;
revoke select (org_id, id, communication_id, hash, created_at), delete on attachments from touchline_jobs;
create or replace function holds_reply_slot(c communications) returns boolean language sql stable as $$
  select exists (
    select from communications p
    join channels ch on ch.org_id = c.org_id and ch.code = c.channel
    join contact_guards g on g.org_id = c.org_id and g.communication_id = c.id and g.kind = 'reply' and g.scope = 'message'
      and g.scope_key = coalesce(p.message_id, p.id::text) and g.channel_group = ch.channel_group
      and g.span @> coalesce(c.scheduled_for, c.occurred_at) and upper_inf(g.span)
    where p.org_id = c.org_id and p.id = c.parent_id and p.lead_id = c.lead_id and p.direction = 'inbound' and p.channel = c.channel
      and p.thread_id is not distinct from c.thread_id
      and not exists (
        select from communications o where o.org_id = c.org_id and o.lead_id = c.lead_id and o.channel = c.channel
          and o.thread_id is not distinct from c.thread_id and o.id <> c.id and o.occurred_at >= p.occurred_at and is_attempt(o))) $$;
create or replace function redact_attachments() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update attachments a set name = 'erased', updated_at = new.updated_at where a.org_id = new.org_id and a.communication_id = new.id;
  return null;
end $$;
drop table integrity_runs;
