-- Suggestions: what could be done next about a lead, waiting for a person. What is decided stays decided, and is carried out once.
create table suggestions (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  lead_id uuid not null, type text not null, status text not null, cause text not null, fingerprint text not null, channel text,
  user_id uuid, content jsonb not null, proposed jsonb not null, edit_share real, reasoning text not null, evidence jsonb not null default '[]',
  confidence real not null, anchor_id uuid, reply_to_id uuid, not_before timestamptz, snoozed_until timestamptz, expires_at timestamptz not null,
  model text not null default 'rules', version integer not null default 1, decided_by uuid, decided_at timestamptz, reason text,
  communication_id uuid, note_id uuid, error text,
  constraint suggestions_org_id_id_pk primary key (org_id, id),
  constraint suggestions_fingerprint_key unique (org_id, lead_id, fingerprint),
  constraint suggestions_type_check check (type in ('TASK', 'REPLY', 'FOLLOW_UP', 'SEND_EMAIL', 'SCHEDULE_CALL', 'SEND_PROPOSAL')),
  constraint suggestions_status_check check (status in ('DRAFT', 'PENDING', 'APPROVED', 'REJECTED', 'MODIFIED', 'FAILED', 'EXECUTED', 'EXPIRED')),
  constraint suggestions_content_check check (jsonb_typeof(content) = 'object' and jsonb_typeof(proposed) = 'object'),
  constraint suggestions_confidence_check check (confidence between 0 and 1 and edit_share between 0 and 1),
  constraint suggestions_decided_check check ((decided_by is null) = (decided_at is null)
    and (status not in ('APPROVED', 'REJECTED', 'FAILED', 'EXECUTED') or decided_at is not null)),
  constraint suggestions_done_check check ((status = 'EXECUTED') = (num_nonnulls(communication_id, note_id) = 1)),
  constraint suggestions_lead_fk foreign key (org_id, lead_id) references leads (org_id, id),
  constraint suggestions_user_fk foreign key (org_id, user_id) references memberships (org_id, user_id),
  constraint suggestions_decided_by_fk foreign key (org_id, decided_by) references memberships (org_id, user_id),
  constraint suggestions_communication_fk foreign key (org_id, communication_id) references communications (org_id, id),
  constraint suggestions_anchor_fk foreign key (org_id, anchor_id) references communications (org_id, id),
  constraint suggestions_reply_to_fk foreign key (org_id, reply_to_id) references communications (org_id, id),
  constraint suggestions_channel_fk foreign key (org_id, channel) references channels (org_id, code),
  constraint suggestions_note_fk foreign key (org_id, note_id) references notes (org_id, id));
create index suggestions_open_idx on suggestions (org_id, confidence desc, id desc) where status in ('PENDING', 'MODIFIED');
create index suggestions_lead_idx on suggestions (org_id, lead_id, created_at desc, id desc);
create index suggestions_made_idx on suggestions (org_id, created_at desc, id desc);
create unique index suggestions_communication_key on suggestions (org_id, communication_id) where communication_id is not null;
select make_tenant_table('suggestions', 'select, insert');
grant update (status, content, edit_share, not_before, snoozed_until, version, decided_by, decided_at, reason, communication_id, note_id, error, updated_at)
  on suggestions to touchline_app;

-- A decision stands, and what was decided about is what was shown: neither is rewritten afterwards. Erasure empties texts, a merge moves rows.
create function guard_suggestions() returns trigger language plpgsql as $$
begin
  if current_user <> 'touchline_app' then return new; end if;
  if old.status in ('REJECTED', 'EXECUTED', 'EXPIRED', 'FAILED') then
    raise exception 'this suggestion was decided' using errcode = 'TL151';
  end if;
  if new.status <> old.status and not (old.status || '>' || new.status = any (array['DRAFT>PENDING', 'DRAFT>EXPIRED',
      'PENDING>MODIFIED', 'PENDING>REJECTED', 'PENDING>EXPIRED', 'PENDING>APPROVED', 'MODIFIED>REJECTED', 'MODIFIED>EXPIRED', 'MODIFIED>APPROVED',
      'APPROVED>EXECUTED', 'APPROVED>FAILED'])) then
    raise exception 'a suggestion cannot go from % to %', old.status, new.status using errcode = 'TL152';
  end if;
  if new.content is distinct from old.content and (new.status <> 'MODIFIED' or new.version <> old.version + 1) then
    raise exception 'a suggestion is changed with a new version of it' using errcode = 'TL153';
  end if;
  return new;
end $$;
create trigger guard_suggestions before update on suggestions for each row execute function guard_suggestions();

-- Who is erased or purged is taken out of what was suggested about them; what waited is over.
create function erase_suggestions() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update suggestions set content = '{}', proposed = '{}', reasoning = '', evidence = '[]', reason = null, error = null,
    edit_share = null, status = case when status in ('DRAFT', 'PENDING', 'MODIFIED') then 'EXPIRED' else status end, updated_at = new.updated_at
  where org_id = new.org_id and lead_id = new.id;
  update leads set score_factors = '[]', signals = '[]' where org_id = new.org_id and id = new.id;
  return null;
end $$;
create trigger erase_suggestions after update of last_name on leads for each row
  when (new.last_name in ('Erased person', 'Purged lead') and old.last_name is distinct from new.last_name and new.deleted_at is not null)
  execute function erase_suggestions();

-- As in 0031, under an error of its own.
create or replace function follow_score() returns trigger language plpgsql as $$
begin
  new.priority_tier := case when new.score >= tier_floor('hot') then 'hot' when new.score >= tier_floor('warm') then 'warm'
    when new.score >= tier_floor('cold') then 'cold' when new.score is not null then 'dormant' end;
  if tg_op = 'INSERT' then
    new.score_given := new.score is not null;
  elsif new.last_scored_at is distinct from old.last_scored_at then
    if old.score_given then
      raise exception 'somebody gave this lead its score' using errcode = 'TL150';
    end if;
  elsif new.score is distinct from old.score then
    new.score_given := new.score is not null;
    new.fit_score := null;
    new.engagement_score := null;
    new.score_factors := '[]';
    new.signals := '[]';
    new.last_scored_at := null;
  end if;
  return new;
end $$;
