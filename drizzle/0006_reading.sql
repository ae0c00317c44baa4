-- Views for people and tools that know the older names, and the reviewed search function.

create view contact_attempts with (security_invoker = true) as
  select id, org_id as company_id, lead_id, user_id, channel as method, direction, subject, body,
    (direction = 'outbound' and replied_at is not null) as responded, replied_at as response_at, metadata, created_at
  from communications where counts_as_contact;

create view communication_history with (security_invoker = true) as
  select id, org_id, user_id, lead_id as contact_id, company_id, channel, direction, subject, body as content, body_preview as content_preview,
    case status when 'queued' then 'pending' else status end as status,
    thread_id, parent_id, in_reply_to, "references", scheduled_for, sent_at, delivered_at, first_opened_at as opened_at, replied_at,
    null::uuid as campaign_id, null::uuid as batch_id, null::uuid as template_id, metadata, open_count, click_count, clicked_links,
    error_code, error_message, retry_count, created_at, updated_at
  from communications;

create view lead_audit_log with (security_invoker = true) as
  select e.id, e.org_id, e.lead_id, e.kind as action, change.key as field, change.value ->> 'old' as old_value, change.value ->> 'new' as new_value,
    coalesce(e.actor_name, 'system') as actor, e.actor_id, e.ip, e.at
  from events e
  left join event_payloads p on p.org_id = e.org_id and p.id = e.id
  left join lateral jsonb_each(p.payload::jsonb -> 'changes') as change on true
  where e.lead_id is not null;

create view lead_contact_status with (security_invoker = true) as
  select l.id as lead_id, l.org_id,
    case when exists (select 1 from find_dnc_entries(l.id, null, null, null, now())) then 'do_not_contact'
         when l.reply_count > 0 then 'replied' when l.contact_count > 0 then 'contacted' else 'uncontacted' end as contact_status,
    l.last_contacted_at, l.last_contact_channel,
    (select count(*) from communications c where c.org_id = l.org_id and c.lead_id = l.id) as total_communications,
    l.reply_count as total_replies, l.last_thread_id
  from leads l where l.deleted_at is null;

grant select on contact_attempts, communication_history, lead_audit_log, lead_contact_status to touchline_app;

-- Search documents follow the lead and its company.
create function write_lead_search(lead_ids uuid[]) returns void language sql security definer set search_path = public, pg_temp as $$
  insert into lead_search (org_id, id, document)
  select l.org_id, l.id, fold(concat_ws(' ', l.first_name, l.last_name, c.name, l.email, c.domain, l.title, l.phone_e164, l.linkedin))
  from leads l left join companies c on c.org_id = l.org_id and c.id = l.company_id
  where l.org_id = current_org_id() and l.id = any (lead_ids) order by l.id
  on conflict (org_id, id) do update set document = excluded.document, updated_at = now() where lead_search.document <> excluded.document $$;

create function index_new_leads() returns trigger language plpgsql as $$
begin perform write_lead_search(array(select id from new_rows)); return null; end $$;
create function index_changed_lead() returns trigger language plpgsql as $$
begin perform write_lead_search(array[new.id]); return null; end $$;
create function index_company_leads() returns trigger language plpgsql as $$
begin perform write_lead_search(array(select id from leads where org_id = new.org_id and company_id = new.id)); return null; end $$;
create trigger index_new_leads after insert on leads referencing new table as new_rows for each statement execute function index_new_leads();
create trigger index_changed_lead after update of first_name, last_name, company_id, email, title, phone_e164, linkedin on leads
  for each row execute function index_changed_lead();
create trigger index_company_leads after update of name, domain on companies for each row
  when (old.name is distinct from new.name or old.domain is distinct from new.domain) execute function index_company_leads();

create index lead_search_document_idx on lead_search using gin (org_id, document gin_trgm_ops);
create policy search on lead_search for select to touchline_search using (true);
grant select on lead_search to touchline_search;

-- Words in any order, accents and case forgiven. The owner sees every row; the organization of the setting is the first condition.
create function search_leads(query text, max_candidates integer) returns table (id uuid, rank real)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  words text[] := (select array_agg('%' || replace(replace(replace(w, '\', '\\'), '%', '\%'), '_', '\_') || '%') from (
    select w from regexp_split_to_table(btrim(fold(query)), '\s+') w where w <> '' limit 8) x);
begin
  return query
    select s.id, similarity(s.document, fold(query)) from lead_search s
    where s.org_id = current_org_id() and s.document like all (words)
    limit max_candidates;
end $$;
-- Rights first: once it is handed over, a REVOKE by touchline_owner only warns that it did nothing.
revoke execute on function search_leads(text, integer) from public;
grant execute on function search_leads(text, integer) to touchline_app;
alter function search_leads(text, integer) owner to touchline_search;
