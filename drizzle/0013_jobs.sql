-- Long work: the schema of Graphile Worker under its own role, one door into it, and what an undo needs to know.

do $$
begin
  if not pg_has_role(current_user, 'touchline_jobs', 'member') then
    raise exception 'the owner may not hand the job schema over: let the administrator run GRANT touchline_jobs TO touchline_owner (see npm run bootstrap-sql)';
  end if;
end $$;

-- Graphile Worker makes its tables itself (db/migrate-jobs); it could not make the schema, nor should it be able to make others.
create schema graphile_worker authorization touchline_jobs;
set local role touchline_jobs;
create table graphile_worker.migrations (
  id int primary key,
  ts timestamptz default now() not null,
  breaking boolean default false not null
);
reset role;

-- The one door: a job belongs to the organization of the transaction that asks for it, and is gone when that is rolled back.
-- The same key again, while the job still waits, is the same job with the newer payload.
create function enqueue_job(task text, actor uuid, payload json, key text, run_at timestamptz, priority integer) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  org uuid := current_org_id();
begin
  if org is null then raise exception 'a job belongs to an organization' using errcode = 'TL080'; end if;
  perform graphile_worker.add_job(enqueue_job.task,
    json_build_object('org_id', org, 'actor_id', enqueue_job.actor, 'payload', enqueue_job.payload),
    run_at => enqueue_job.run_at, max_attempts => 12, job_key => org || ' ' || enqueue_job.task || ' ' || enqueue_job.key,
    priority => enqueue_job.priority);
end $$;
revoke execute on function enqueue_job(text, uuid, json, text, timestamptz, integer) from public;
grant execute on function enqueue_job(text, uuid, json, text, timestamptz, integer) to touchline_app;
-- ALTER FUNCTION ... OWNER TO asks for the right to create, for this moment.
grant create on schema public to touchline_jobs;
alter function enqueue_job(text, uuid, json, text, timestamptz, integer) owner to touchline_jobs;
revoke create on schema public from touchline_jobs;

-- What a command that touched many rows needs to take itself back: bulk actions, merges, imports.
create table undo_entries (
  org_id uuid default current_org_id() not null,
  id uuid default new_id() not null,
  created_at timestamptz default now() not null,
  updated_at timestamptz default now() not null,
  command text not null,
  actor_id uuid not null,
  lead_count integer not null,
  before jsonb not null,
  after jsonb not null,
  expires_at timestamptz not null,
  undone_at timestamptz,
  undone_by uuid,
  constraint undo_entries_org_id_id_pk primary key (org_id, id),
  constraint undo_entries_lead_count_check check (lead_count >= 0),
  constraint undo_entries_undone_check check ((undone_at is null) = (undone_by is null)),
  constraint undo_entries_in_time_check check (undone_at is null or undone_at <= expires_at),
  constraint undo_entries_actor_fk foreign key (org_id, actor_id) references memberships (org_id, user_id),
  constraint undo_entries_undone_by_fk foreign key (org_id, undone_by) references memberships (org_id, user_id)
);
create index undo_entries_actor_idx on undo_entries (org_id, actor_id, created_at desc);
select make_tenant_table('undo_entries', 'select, insert');
grant update (undone_at, undone_by, updated_at) on undo_entries to touchline_app;

create function keep_undone() returns trigger language plpgsql as $$
begin
  if old.undone_at is not null then
    raise exception 'this was undone already' using errcode = 'TL081';
  end if;
  return new;
end $$;
create trigger keep_undone before update on undo_entries for each row execute function keep_undone();
