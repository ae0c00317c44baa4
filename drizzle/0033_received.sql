-- What arrived: every message of a mailbox once, with what kind of mail it is and what became of it. A person's message to us is also a
-- touch of the ledger; an absence, a bounce or a complaint never is.

create table inbound_messages (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  mailbox_id uuid, user_id uuid, lead_id uuid, communication_id uuid, about_id uuid, thread_id uuid,
  message_id text not null, body_hash text not null, repeats_id boolean not null default false,
  from_address text not null, from_norm text, from_name text, to_addresses text, subject text, body text, body_html text,
  in_reply_to text, "references" text, occurred_at timestamptz not null,
  kind text not null, evidence text not null, corrected_by uuid, corrected_at timestamptz,
  recipient text, hard boolean, return_date date, about_message_id text,
  state text not null, matched_by text, decided_by uuid, decided_at timestamptz, redacted_at timestamptz,
  constraint inbound_messages_org_id_id_pk primary key (org_id, id),
  constraint inbound_messages_message_key unique (org_id, message_id, body_hash),
  constraint inbound_messages_kind_check check (kind in ('human', 'auto_reply', 'out_of_office', 'bounce', 'complaint', 'list', 'other')),
  constraint inbound_messages_state_check check (state in ('matched', 'unmatched', 'dismissed') and (state = 'matched') = (lead_id is not null)),
  constraint inbound_messages_matched_check check (matched_by in ('message_id', 'references', 'address', 'person')),
  constraint inbound_messages_corrected_check check ((corrected_by is null) = (corrected_at is null)),
  constraint inbound_messages_size_check check (octet_length(body) <= 400000 and octet_length(body_html) <= 1000000),
  constraint inbound_messages_mailbox_fk foreign key (org_id, mailbox_id) references mailboxes (org_id, id),
  constraint inbound_messages_user_fk foreign key (org_id, user_id) references memberships (org_id, user_id),
  constraint inbound_messages_lead_fk foreign key (org_id, lead_id) references leads (org_id, id),
  constraint inbound_messages_communication_fk foreign key (org_id, communication_id) references communications (org_id, id),
  constraint inbound_messages_about_fk foreign key (org_id, about_id) references communications (org_id, id),
  constraint inbound_messages_thread_fk foreign key (org_id, thread_id) references threads (org_id, id),
  constraint inbound_messages_corrector_fk foreign key (org_id, corrected_by) references memberships (org_id, user_id),
  constraint inbound_messages_decider_fk foreign key (org_id, decided_by) references memberships (org_id, user_id));
create index inbound_messages_unmatched_idx on inbound_messages (org_id, occurred_at desc, id desc) where state = 'unmatched';
create index inbound_messages_lead_idx on inbound_messages (org_id, lead_id, occurred_at desc, id desc) where lead_id is not null;
create index inbound_messages_thread_idx on inbound_messages (org_id, thread_id, occurred_at) where thread_id is not null;
create index inbound_messages_communication_idx on inbound_messages (org_id, communication_id) where communication_id is not null;
create index inbound_messages_about_idx on inbound_messages (org_id, about_message_id) where about_message_id is not null;
create index inbound_messages_recipient_idx on inbound_messages (org_id, recipient) where recipient is not null;
create index inbound_messages_from_idx on inbound_messages (org_id, from_norm) where from_norm is not null;
select make_tenant_table('inbound_messages', 'select, insert');
grant update (lead_id, communication_id, about_id, thread_id, kind, evidence, corrected_by, corrected_at, state, matched_by, decided_by, decided_at,
  updated_at) on inbound_messages to touchline_app;

-- Which conversation a message belongs to, by its id and by every id that it names: so that it is found whatever came first.
create table thread_links (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  lead_id uuid not null, message_id text not null, thread_id uuid not null,
  constraint thread_links_org_id_id_pk primary key (org_id, id),
  constraint thread_links_message_key unique (org_id, lead_id, message_id),
  constraint thread_links_lead_fk foreign key (org_id, lead_id) references leads (org_id, id),
  constraint thread_links_thread_fk foreign key (org_id, thread_id) references threads (org_id, id));
create index thread_links_thread_idx on thread_links (org_id, thread_id);
create index thread_links_named_idx on thread_links (org_id, message_id);
select make_tenant_table('thread_links', 'select, insert');

-- Gives touches to a conversation of their lead, and what was another conversation of it: that one stays, empty. The sums follow.
create function join_threads(p_thread uuid, p_touches uuid[], p_others uuid[]) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  org uuid := current_org_id();
  lead uuid;
begin
  select t.lead_id into lead from threads t where t.org_id = org and t.id = p_thread;
  update communications c set thread_id = p_thread
  where c.org_id = org and c.lead_id = lead and (c.id = any (p_touches) or c.thread_id = any (p_others)) and c.thread_id is distinct from p_thread;
  update inbound_messages m set thread_id = p_thread
  where m.org_id = org and m.lead_id = lead and m.thread_id = any (p_others);
  update thread_links k set thread_id = p_thread where k.org_id = org and k.lead_id = lead and k.thread_id = any (p_others);
  update threads t set last_inbound_at = null, last_outbound_at = null where t.org_id = org and t.lead_id = lead and t.id = any (p_others);
  perform recompute_thread_summary(array[p_thread]);
  perform recompute_lead_summary(array[lead]);
end $$;
revoke execute on function join_threads(uuid, uuid[], uuid[]) from public;
grant execute on function join_threads(uuid, uuid[], uuid[]) to touchline_app;

-- A message that came into the ledger as a person's and was none: the row stays, as history must, and counts as no answer.
alter table communications
  add column mail_kind text,
  add constraint communications_mail_kind_check check (mail_kind is null or (direction = 'inbound' and mail_kind in
    ('auto_reply', 'out_of_office', 'bounce', 'complaint', 'list', 'other')));
grant update (mail_kind) on communications to touchline_app;
create or replace function response_at(c communications) returns timestamptz language sql immutable parallel safe as $$
  select case when not c.counts_as_contact then null
              when c.direction = 'inbound' then case when c.mail_kind is null then c.occurred_at end
              when c.replied_by_id is null then c.replied_at end $$;
create or replace function recompute_thread_summary(thread_ids uuid[]) returns void language sql security definer set search_path = public, pg_temp as $$
  update threads t set last_inbound_at = s.last_inbound_at, last_outbound_at = s.last_outbound_at
  from (
    select c.thread_id, max(c.occurred_at) filter (where c.direction = 'inbound' and c.mail_kind is null) as last_inbound_at,
      max(c.occurred_at) filter (where is_attempt(c)) as last_outbound_at
    from communications c where c.org_id = current_org_id() and c.thread_id = any (thread_ids) group by c.thread_id) s
  where t.org_id = current_org_id() and t.id = s.thread_id;
$$;

-- What their answers in a conversation come to, with the words that say so; a person's word holds over the rules'.
alter table threads
  add column reply_evidence text,
  add column reply_class_by uuid,
  add constraint threads_class_check check (reply_class in ('positive', 'neutral', 'negative', 'urgent', 'unsubscribe')),
  add constraint threads_class_by_fk foreign key (org_id, reply_class_by) references memberships (org_id, user_id);
grant update (reply_evidence, reply_class_by) on threads to touchline_app;
create index threads_inbound_idx on threads (org_id, last_inbound_at desc, id desc) where last_inbound_at is not null;

-- Whoever waits for an answer, or from whom one is awaited, may rest until a moment; a newer message of theirs wakes them.
create table lead_snoozes (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  lead_id uuid not null, user_id uuid not null, since timestamptz not null, until timestamptz not null,
  constraint lead_snoozes_org_id_id_pk primary key (org_id, id),
  constraint lead_snoozes_lead_key unique (org_id, lead_id),
  constraint lead_snoozes_order_check check (until >= since),
  constraint lead_snoozes_lead_fk foreign key (org_id, lead_id) references leads (org_id, id),
  constraint lead_snoozes_user_fk foreign key (org_id, user_id) references memberships (org_id, user_id));
select make_tenant_table('lead_snoozes', 'select, insert');
grant update (user_id, since, until, updated_at) on lead_snoozes to touchline_app;
create index leads_needs_reply_idx on leads (org_id, last_response_at, id) where needs_reply and deleted_at is null;
create index leads_awaiting_reply_idx on leads (org_id, last_contacted_at, id) where awaiting_reply and deleted_at is null;

-- Whoever is erased or purged is so here too.
create function forget_inbound_messages() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update inbound_messages m set from_address = '', from_norm = null, from_name = null, to_addresses = null, subject = null, body = null,
    body_html = null, evidence = '', recipient = null, redacted_at = new.updated_at, updated_at = new.updated_at
  where m.org_id = new.org_id and m.redacted_at is null and (m.lead_id = new.id or m.from_norm = lower(old.email));
  update threads t set reply_evidence = null where t.org_id = new.org_id and t.lead_id = new.id and t.reply_evidence is not null;
  return null;
end $$;
create trigger forget_inbound_messages after update of last_name on leads for each row
  when (new.last_name = 'Erased person' or new.purged_at is distinct from old.purged_at)
  execute function forget_inbound_messages();
