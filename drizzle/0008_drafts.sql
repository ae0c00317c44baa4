-- When people may be called and texted by the clock where they are (47 CFR 64.1200(c)(1)), and who is writing to whom right now.
alter table organizations add column quiet_hours jsonb not null
  default '{"from": "08:00", "until": "21:00", "weekdays": [1, 2, 3, 4, 5, 6, 7], "holidays": []}'
  constraint organizations_quiet_hours_check check (jsonb_typeof(quiet_hours) = 'object');

-- What colleagues may see of a person while they work.
alter table memberships add column shows_looking boolean not null default true, add column shows_writing boolean not null default true;

-- A claim: for at most five minutes somebody writes to a lead and to every address of that person.
create table outreach_claims (
  org_id uuid not null default current_org_id(),
  id uuid not null default new_id(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  scope_key text not null,
  channel_group text not null,
  user_id uuid not null,
  lead_id uuid not null,
  expires_at timestamptz not null,
  constraint outreach_claims_org_id_id_pk primary key (org_id, id),
  constraint outreach_claims_one_writer unique (org_id, scope_key, channel_group),
  constraint outreach_claims_short_check check (expires_at <= updated_at + interval '5 minutes'),
  constraint outreach_claims_user_fk foreign key (org_id, user_id) references memberships (org_id, user_id),
  constraint outreach_claims_lead_fk foreign key (org_id, lead_id) references leads (org_id, id)
);
create index outreach_claims_lead_idx on outreach_claims (org_id, lead_id);
select make_tenant_table('outreach_claims', 'select, insert, update, delete');
create policy cleanup on outreach_claims for all to touchline_jobs using (true) with check (false);
grant select, delete on outreach_claims to touchline_jobs;

-- Claims the lead and the person's addresses for one writer: all of them or none, in one order. A claim that ran out counts as none.
-- 'held', and everything is as before, when somebody else has one of them; 'renewed' when it was this person's already.
create function take_claim(p_lead uuid, p_group text, p_user uuid, p_at timestamptz, p_seconds integer)
returns text language plpgsql as $$
declare keys text[]; taken integer; known boolean;
begin
  keys := array(select 'lead:' || p_lead::text union select kind || ':' || norm from contact_points where lead_id = p_lead and not shared order by 1);
  known := exists (select from outreach_claims where scope_key = 'lead:' || p_lead::text and channel_group = p_group
    and user_id = p_user and expires_at > p_at);
  insert into outreach_claims as c (scope_key, channel_group, user_id, lead_id, created_at, updated_at, expires_at)
  select k, p_group, p_user, p_lead, p_at, p_at, p_at + make_interval(secs => p_seconds) from unnest(keys) as k order by k
  on conflict (org_id, scope_key, channel_group) do update set user_id = excluded.user_id, lead_id = excluded.lead_id,
    created_at = case when c.user_id = excluded.user_id and c.expires_at > p_at then c.created_at else excluded.created_at end,
    updated_at = greatest(c.updated_at, excluded.updated_at),
    expires_at = case when c.user_id = excluded.user_id then greatest(c.expires_at, excluded.expires_at) else excluded.expires_at end
  where c.user_id = excluded.user_id or c.expires_at <= p_at;
  get diagnostics taken = row_count;
  if taken < cardinality(keys) then
    raise exception 'somebody else is writing' using errcode = 'TL033';
  end if;
  return case when known then 'renewed' else 'taken' end;
exception when sqlstate 'TL033' then
  return 'held';
end $$;
