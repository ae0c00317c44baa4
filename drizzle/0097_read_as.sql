-- A touch that somebody logged by hand and that a mailbox showed later is one touch: the message counts, and what was logged stands beside it.
-- What an answer that was logged by hand comes to is kept with it, as a conversation keeps it of mail.
alter table communications add column read_as_id uuid, add column reply_class text, add column reply_evidence text, add column reply_class_by uuid;
alter table communications drop constraint communications_mail_kind_check,
  add constraint communications_mail_kind_check check (mail_kind is null or (direction = 'inbound' and mail_kind in
    ('auto_reply', 'out_of_office', 'bounce', 'complaint', 'list', 'other', 'told'))) not valid,
  add constraint communications_read_as_check check (read_as_id is null or (status = 'logged' and message_id is null and not counts_as_contact)) not valid,
  add constraint communications_told_check check (mail_kind is distinct from 'told' or read_as_id is not null) not valid,
  add constraint communications_class_check check (reply_class is null or (direction = 'inbound' and reply_class in
    ('positive', 'neutral', 'negative', 'urgent', 'unsubscribe'))) not valid,
  add constraint communications_read_as_fk foreign key (org_id, read_as_id) references communications (org_id, id) not valid,
  add constraint communications_class_by_fk foreign key (org_id, reply_class_by) references memberships (org_id, user_id) not valid;
alter table communications validate constraint communications_mail_kind_check;
alter table communications validate constraint communications_read_as_check;
alter table communications validate constraint communications_told_check;
alter table communications validate constraint communications_class_check;
alter table communications validate constraint communications_read_as_fk;
alter table communications validate constraint communications_class_by_fk;
create unique index communications_read_as_key on communications (org_id, read_as_id) where read_as_id is not null;
grant update (read_as_id, reply_class, reply_evidence, reply_class_by) on communications to touchline_app;

-- It is read as a message of the same lead, channel and direction, and counts no more; parted from it, it counts again.
create function take_as_read() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  m communications;
begin
  if new.read_as_id is null then
    new.counts_as_contact := coalesce((select ch.counts_as_contact from channels ch where ch.org_id = new.org_id and ch.code = new.channel), true);
    new.mail_kind := nullif(new.mail_kind, 'told');
    return new;
  end if;
  select * into m from communications c where c.org_id = new.org_id and c.id = new.read_as_id;
  if (m.lead_id, m.channel, m.direction) is distinct from (new.lead_id, new.channel, new.direction) or m.source <> 'inbox_sync' or m.message_id is null then
    raise exception 'a touch is read as a message of its own lead, channel and direction alone' using errcode = 'TL010';
  end if;
  new.counts_as_contact := false;
  if new.direction = 'inbound' then new.mail_kind := 'told'; end if;
  return new;
end $$;
create trigger take_new_as_read before insert on communications for each row when (new.read_as_id is not null) execute function take_as_read();
create trigger take_as_read before update of read_as_id on communications for each row
  when (new.read_as_id is distinct from old.read_as_id) execute function take_as_read();

-- The words that decided go with the words of the touch.
create function forget_reply_evidence() returns trigger language plpgsql as $$
begin
  new.reply_evidence := null;
  return new;
end $$;
create trigger forget_reply_evidence before update of redacted_at on communications for each row
  when (new.redacted_at is not null and new.reply_evidence is not null) execute function forget_reply_evidence();

-- Two leads that are parted again share no message; the rest of the function stays as 0025 made it.
do $change$
declare
  was text := pg_get_functiondef('unmerge_lead(uuid, uuid, timestamptz)'::regprocedure);
  also text := replace(was, '  perform part_slots(m, since);', '  select array_agg(distinct t.id) into found_now from communications c join threads t on t.org_id = org and t.id = c.thread_id
  where c.org_id = org and c.lead_id in (m.from_id, m.into_id) and t.lead_id <> c.lead_id;
  update communications c set thread_id = null where c.org_id = org and c.lead_id in (m.from_id, m.into_id) and c.thread_id = any (found_now)
    and exists (select from threads t where t.org_id = org and t.id = c.thread_id and t.lead_id <> c.lead_id);
  update communications c set read_as_id = null where c.org_id = org and c.lead_id in (m.from_id, m.into_id)
    and exists (select from communications p where p.org_id = org and p.id = c.read_as_id and p.lead_id <> c.lead_id);
  perform recompute_thread_summary(found_now);
  perform part_slots(m, since);');
begin
  if also = was then raise exception 'unmerge_lead is not the one that 0025 left'; end if;
  execute also;
end
$change$;
