-- Whoever leaves, erased or purged, takes along every word that was kept of them: one trigger for both ways.
create function forget_person() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update notes set body = '', mentions = '{}', redacted_at = new.updated_at, updated_at = new.updated_at
  where org_id = new.org_id and lead_id = new.id and redacted_at is null;
  update hand_overs set note = null, updated_at = new.updated_at where org_id = new.org_id and lead_id = new.id and note is not null;
  update call_results r set note = null, updated_at = new.updated_at
  from communications c where c.org_id = new.org_id and c.lead_id = new.id and r.org_id = c.org_id and r.communication_id = c.id and r.note is not null;
  update communication_transcripts t set text = '', segments = '[]', deleted_at = coalesce(t.deleted_at, new.updated_at), updated_at = new.updated_at
  from communications c where c.org_id = new.org_id and c.lead_id = new.id and t.org_id = c.org_id and t.communication_id = c.id;
  -- A server's refusal repeats the address.
  update delivery_attempts a set response = null, updated_at = new.updated_at
  from communications c where c.org_id = new.org_id and c.lead_id = new.id and a.org_id = c.org_id and a.communication_id = c.id and a.response is not null;
  update import_rows set before = null, cells = null, updated_at = new.updated_at where org_id = new.org_id and lead_id = new.id;
  delete from external_links where org_id = new.org_id and lead_id = new.id;
  update lead_merge_rows r set before = null, image = null, updated_at = new.updated_at from lead_merges m
  where m.org_id = new.org_id and m.root_id = new.id and r.org_id = m.org_id and r.merge_id = m.id;
  update lead_merges set fields = '{}', final = true, updated_at = new.updated_at where org_id = new.org_id and root_id = new.id;
  return null;
end $$;
create trigger forget_person after update of last_name on leads for each row
  when (new.last_name in ('Erased person', 'Purged lead') and old.last_name is distinct from new.last_name and new.deleted_at is not null)
  execute function forget_person();
drop trigger erase_import_rows on leads;
drop function erase_import_rows();

create or replace function guard_message_text() returns trigger language plpgsql as $$
begin
  if new.redacted_at is not null and old.redacted_at is null then
    new.body_html := null;
    new.error_message := null;
  elsif new.body_html is distinct from old.body_html and old.status not in ('draft', 'queued') then
    raise exception 'what has left is never rewritten' using errcode = 'TL010';
  end if;
  if old.status <> 'draft' and ((new.template_id, new.template_version) is distinct from (old.template_id, old.template_version)
     or (new.template_variables is distinct from old.template_variables and (new.redacted_at is null or old.redacted_at is not null))) then
    raise exception 'the template of a message is never rewritten' using errcode = 'TL010';
  end if;
  return new;
end $$;

-- Rows of files that were refused belong to no lead, nor do the first rows a preview shows: whose they are, their addresses say.
create function forget_import_words(p_lead uuid, p_at timestamptz) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  org uuid := current_org_id();
  words text[] := (select array_agg(distinct w) from contact_points p cross join lateral (values (lower(p.raw)), (p.norm)) v(w)
    where p.org_id = org and p.lead_id = p_lead and length(w) >= 5);
begin
  update import_rows r set cells = null, updated_at = p_at
  where r.org_id = org and r.outcome = 'rejected' and exists (select from unnest(words) w where position(w in lower(r.cells::text)) > 0);
  update imports i set sample = '[]', updated_at = p_at
  where i.org_id = org and i.finished_at is not null and exists (select from unnest(words) w where position(w in lower(i.sample::text)) > 0);
end $$;
revoke execute on function forget_import_words(uuid, timestamptz) from public;
grant execute on function forget_import_words(uuid, timestamptz) to touchline_app;
