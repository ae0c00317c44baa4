-- Campaigns: what outreach was for. A message carries its campaign from the beginning, by itself or from its sequence or its rep's day.
create table campaigns (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  name text not null, goal text, source_id uuid, account_id uuid, archived_at timestamptz, created_by uuid not null, version integer not null default 1,
  constraint campaigns_org_id_id_pk primary key (org_id, id),
  constraint campaigns_name_check check (length(name) between 1 and 100 and length(goal) <= 1000),
  constraint campaigns_source_fk foreign key (org_id, source_id) references lead_sources (org_id, id),
  constraint campaigns_account_fk foreign key (org_id, account_id) references budget_accounts (org_id, id),
  constraint campaigns_created_by_fk foreign key (org_id, created_by) references memberships (org_id, user_id));
create unique index campaigns_name_key on campaigns (org_id, lower(name)) where archived_at is null;
select make_tenant_table('campaigns', 'select, insert');
grant update (name, goal, source_id, account_id, archived_at, version, updated_at) on campaigns to touchline_app;

alter table nurture_sequences add column campaign_id uuid,
  add constraint nurture_sequences_campaign_fk foreign key (org_id, campaign_id) references campaigns (org_id, id);
grant update (campaign_id) on nurture_sequences to touchline_app;
alter table daily_outreach_batches add column campaign_id uuid,
  add constraint daily_outreach_batches_campaign_fk foreign key (org_id, campaign_id) references campaigns (org_id, id);
grant update (campaign_id, updated_at) on daily_outreach_batches to touchline_app;

alter table communications add column campaign_id uuid,
  add constraint communications_campaign_fk foreign key (org_id, campaign_id) references campaigns (org_id, id);
create index communications_campaign_idx on communications (org_id, campaign_id, lead_id) where campaign_id is not null;

-- What a sequence sends is of the sequence's campaign, whoever wrote the row; nobody changes it afterwards (no right on the column).
create function attribute_campaign() returns trigger language plpgsql as $$
begin
  select s.campaign_id into new.campaign_id from lead_sequence_enrollments e
  join nurture_sequences s on s.org_id = e.org_id and s.id = e.sequence_id where e.org_id = new.org_id and e.id = new.enrollment_id;
  return new;
end $$;
create trigger attribute_campaign before insert on communications for each row when (new.enrollment_id is not null and new.campaign_id is null)
  execute function attribute_campaign();
