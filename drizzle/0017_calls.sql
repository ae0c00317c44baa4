-- What became of a call, what was said in it, and what a lead's feed looks up.

-- Apart from the ledger: the call took its slot before the phone rang, and a touch is never rewritten.
create table call_results (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  communication_id uuid not null, outcome text, duration_seconds integer, note text, recorded_by uuid not null,
  constraint call_results_org_id_id_pk primary key (org_id, id),
  constraint call_results_call_key unique (org_id, communication_id),
  constraint call_results_outcome_check check (outcome in ('connected', 'voicemail', 'no_answer', 'busy', 'gatekeeper', 'wrong_number')),
  constraint call_results_duration_check check (duration_seconds between 0 and 86400),
  constraint call_results_note_check check (char_length(note) <= 100000),
  constraint call_results_call_fk foreign key (org_id, communication_id) references communications (org_id, id),
  constraint call_results_recorded_by_fk foreign key (org_id, recorded_by) references memberships (org_id, user_id));
select make_tenant_table('call_results', 'select, insert');
grant update (outcome, duration_seconds, note, recorded_by, updated_at) on call_results to touchline_app;

create table communication_transcripts (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  communication_id uuid not null, text text not null, segments jsonb not null, language text, words tsvector not null,
  added_by uuid not null, deleted_at timestamptz,
  constraint communication_transcripts_org_id_id_pk primary key (org_id, id),
  constraint communication_transcripts_call_key unique (org_id, communication_id),
  constraint communication_transcripts_call_fk foreign key (org_id, communication_id) references communications (org_id, id),
  constraint communication_transcripts_added_by_fk foreign key (org_id, added_by) references memberships (org_id, user_id));
create index communication_transcripts_words_idx on communication_transcripts using gin (org_id, words);
select make_tenant_table('communication_transcripts', 'select');
grant insert (org_id, id, created_at, updated_at, communication_id, text, segments, language, added_by) on communication_transcripts to touchline_app;
grant update (text, segments, language, added_by, deleted_at, updated_at) on communication_transcripts to touchline_app;

-- A text with more different words than one vector holds is found by those of its beginning.
create function index_transcript() returns trigger language plpgsql as $$
begin
  begin
    new.words := to_tsvector('simple', fold(new.text));
  exception when program_limit_exceeded then
    new.words := strip(to_tsvector('simple', fold(left(new.text, 300000))));
  end;
  return new;
end $$;
create trigger index_transcript before insert or update of text on communication_transcripts for each row execute function index_transcript();

-- All the words, quoted ones side by side; and any of them, for the place to show.
create function all_words(query text) returns tsquery language sql immutable parallel safe
  as $$ select websearch_to_tsquery('simple', fold(query)) $$;
create function any_word(query text) returns tsquery language sql immutable parallel safe
  as $$ select coalesce(nullif(string_agg('''' || replace(replace(w, '\', '\\'), '''', '''''') || '''', ' | '), '')::tsquery, ''::tsquery)
    from unnest(tsvector_to_array(to_tsvector('simple', fold(query)))) as w $$;

-- The owner sees every row; the organization of the setting is the first condition. Whose lead it is, the caller's policies say.
create policy search on communication_transcripts for select to touchline_search using (true);
grant select on communication_transcripts to touchline_search;
create function search_transcripts(query text, max_candidates integer) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp as $$
  select t.id from communication_transcripts t
  where t.org_id = current_org_id() and t.words @@ all_words(query) and t.deleted_at is null
  order by t.created_at desc limit max_candidates $$;
revoke execute on function search_transcripts(text, integer) from public;
grant execute on function search_transcripts(text, integer) to touchline_app;
alter function search_transcripts(text, integer) owner to touchline_search;

-- Entries that reach a lead, also those that ended: the key of the active ones knows no others.
create index dnc_entries_value_idx on dnc_entries (org_id, value_norm, kind);
