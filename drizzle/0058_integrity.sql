-- What a recount of an organization found, asked for by an admin and done by the worker, check by check.
create table integrity_runs (
  org_id uuid default current_org_id() not null,
  id uuid default new_id() not null,
  created_at timestamptz default now() not null,
  updated_at timestamptz default now() not null,
  started_by uuid not null,
  state text not null default 'running',
  checks jsonb not null default '[]',
  counts jsonb,
  error text,
  finished_at timestamptz,
  constraint integrity_runs_org_id_id_pk primary key (org_id, id),
  constraint integrity_runs_state_check check (state in ('running', 'done', 'failed') and (state = 'running') = (finished_at is null)),
  constraint integrity_runs_starter_fk foreign key (org_id, started_by) references memberships (org_id, user_id)
);
create unique index integrity_runs_one_at_once on integrity_runs (org_id) where state = 'running';
create index integrity_runs_newest_idx on integrity_runs (org_id, created_at desc, id desc);
create index integrity_runs_starter_idx on integrity_runs (org_id, started_by);
select make_tenant_table('integrity_runs', 'select, insert');
grant update (state, checks, counts, error, finished_at, updated_at) on integrity_runs to touchline_app;

-- A row that came into the ledger as a person's message and was none (mail_kind) is answered by nobody: no slot of an answer comes of it.
create or replace function holds_reply_slot(c communications) returns boolean language sql stable as $$
  select exists (
    select from communications p
    join channels ch on ch.org_id = c.org_id and ch.code = c.channel
    join contact_guards g on g.org_id = c.org_id and g.communication_id = c.id and g.kind = 'reply' and g.scope = 'message'
      and g.scope_key = coalesce(p.message_id, p.id::text) and g.channel_group = ch.channel_group
      and g.span @> coalesce(c.scheduled_for, c.occurred_at) and upper_inf(g.span)
    where p.org_id = c.org_id and p.id = c.parent_id and p.lead_id = c.lead_id and p.direction = 'inbound' and p.channel = c.channel
      and p.mail_kind is null and p.thread_id is not distinct from c.thread_id
      and not exists (
        select from communications o where o.org_id = c.org_id and o.lead_id = c.lead_id and o.channel = c.channel
          and o.thread_id is not distinct from c.thread_id and o.id <> c.id and o.occurred_at >= p.occurred_at and is_attempt(o))) $$;

-- Whoever is erased has their files erased too: no row names those bytes any more, and the worker removes what no row names.
create or replace function redact_attachments() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update attachments a set name = 'erased', hash = repeat('0', 64), updated_at = new.updated_at where a.org_id = new.org_id and a.communication_id = new.id;
  return null;
end $$;
alter table organizations no force row level security;
do $$
declare o uuid;
begin
  for o in select id from organizations loop
    perform set_config('app.org_id', o::text, true);
    update attachments a set hash = repeat('0', 64) from communications c
    where c.org_id = a.org_id and c.id = a.communication_id and c.redacted_at is not null;
  end loop;
  perform set_config('app.org_id', '', true);
end $$;
alter table organizations force row level security;
create policy sweep on attachments for all to touchline_jobs using (true) with check (false);
grant select (org_id, id, communication_id, hash, created_at), delete on attachments to touchline_jobs;
