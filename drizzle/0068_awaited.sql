-- What a message that nobody could place waits for: the messages it names, the one it reports on, the address it says failed ("to ...").
create function awaited_words(named text, in_reply_to text, about text, kind text, recipient text) returns text[] language sql immutable parallel safe as $$
  select array_remove(string_to_array(coalesce(named, ''), ' ')
    || array[in_reply_to, about, case when kind in ('bounce', 'complaint') then 'to ' || lower(recipient) end], null) $$;
create index inbound_messages_awaited_idx on inbound_messages
  using gin (org_id, awaited_words("references", in_reply_to, about_message_id, kind, recipient)) where state = 'unmatched';
drop index inbound_messages_recipient_idx;

-- The messages that wait for one of these. Neither && nor lower() is leakproof, so that under the policies no index of them is of use and every
-- message that waits was read; this runs as the role that searches, and the organization of the setting is the first condition.
create policy search on inbound_messages for select to touchline_search using (true);
grant select on inbound_messages to touchline_search;
create function waiting_mail(p_words text[]) returns setof uuid
  language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return query
    select i.id from inbound_messages i
    where i.org_id = current_org_id() and i.state = 'unmatched'
      and awaited_words(i."references", i.in_reply_to, i.about_message_id, i.kind, i.recipient) && p_words;
end $$;
revoke execute on function waiting_mail(text[]) from public;
grant execute on function waiting_mail(text[]) to touchline_app;
alter function waiting_mail(text[]) owner to touchline_search;

-- What was seen to be a machine's stays one's, and counts as nobody's look.
create function keep_machine() returns trigger language plpgsql as $$
begin
  raise exception 'what a machine did does not become a person''s' using errcode = '23001';
end $$;
create trigger keep_machine before update of is_machine on communication_events for each row
  when (old.is_machine and not new.is_machine) execute function keep_machine();
