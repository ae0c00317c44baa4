-- Leads from files: the import with its mapping and its counts, what became of each row, and the other systems' names of leads.

create table imports (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  created_by uuid not null, name text not null, stored_name text, size bigint not null, format text not null, encoding text, delimiter text, sheet text,
  header text[] not null, header_key text not null, sample jsonb not null default '[]', rows_estimated integer not null, rows_exact boolean not null,
  mapping jsonb not null, date_orders jsonb not null default '{}', empty_values text[] not null default '{}', duplicates text not null default 'skip',
  owner_id uuid, state text not null default 'uploaded', dry_run jsonb, error text,
  rows integer not null default 0, created integer not null default 0, updated integer not null default 0,
  skipped integer not null default 0, rejected integer not null default 0, dnc_added integer not null default 0,
  started_at timestamptz, finished_at timestamptz, undo_until timestamptz, undo_asked_at timestamptz, undone_at timestamptz,
  undone integer not null default 0, kept integer not null default 0,
  constraint imports_org_id_id_pk primary key (org_id, id),
  constraint imports_format_check check (format in ('csv', 'xlsx')),
  constraint imports_duplicates_check check (duplicates in ('skip', 'update', 'fill', 'create')),
  constraint imports_state_check check (state in ('uploaded', 'checking', 'running', 'done', 'cancelled', 'failed', 'undoing', 'undone')),
  constraint imports_sum_check check (rows = created + updated + skipped + rejected),
  constraint imports_finished_check check ((state in ('done', 'cancelled', 'failed', 'undoing', 'undone')) = (finished_at is not null)),
  constraint imports_undone_check check (undone_at is null or undone_at >= undo_asked_at),
  constraint imports_author_fk foreign key (org_id, created_by) references memberships (org_id, user_id),
  constraint imports_owner_fk foreign key (org_id, owner_id) references memberships (org_id, user_id));
create index imports_newest_idx on imports (org_id, created_at desc, id desc);
create index imports_header_idx on imports (org_id, header_key, created_at desc) where state <> 'uploaded';
select make_tenant_table('imports', 'select, insert, update');

-- One row of the file, once: a worker that was killed and one that takes its place cannot both store it.
create table import_rows (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  import_id uuid not null, number integer not null, line integer not null, outcome text not null, lead_id uuid,
  problems jsonb, cells jsonb, before jsonb, version_after integer, undo text,
  constraint import_rows_org_id_id_pk primary key (org_id, id),
  constraint import_rows_once_key unique (org_id, import_id, number),
  constraint import_rows_outcome_check check (outcome in ('created', 'updated', 'skipped', 'rejected')),
  constraint import_rows_rejected_check check ((outcome = 'rejected') = (problems is not null)),
  constraint import_rows_lead_check check (outcome = 'rejected' or lead_id is not null),
  constraint import_rows_undo_check check (undo in ('undone', 'kept')),
  constraint import_rows_import_fk foreign key (org_id, import_id) references imports (org_id, id),
  constraint import_rows_lead_fk foreign key (org_id, lead_id) references leads (org_id, id));
create index import_rows_lead_idx on import_rows (org_id, lead_id) where lead_id is not null;
create index import_rows_outcome_idx on import_rows (org_id, import_id, outcome, number);
select make_tenant_table('import_rows', 'select, insert');
grant update (undo, updated_at) on import_rows to touchline_app;

-- What another system calls a lead.
create table external_links (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  lead_id uuid not null, system text not null, external_id text not null,
  constraint external_links_org_id_id_pk primary key (org_id, id),
  constraint external_links_key unique (org_id, system, external_id),
  constraint external_links_lead_fk foreign key (org_id, lead_id) references leads (org_id, id));
create index external_links_lead_idx on external_links (org_id, lead_id);
select make_tenant_table('external_links', 'select, insert');
grant update (lead_id, updated_at) on external_links to touchline_app;

alter table leads add column import_id uuid,
  add constraint leads_import_fk foreign key (org_id, import_id) references imports (org_id, id);
grant insert (import_id) on leads to touchline_app;

-- Who is erased is erased from the rows of files too: the lead loses its last name to "Erased person" there and nowhere else.
create function erase_import_rows() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update import_rows set before = null, cells = null, updated_at = new.updated_at where org_id = new.org_id and lead_id = new.id;
  delete from external_links where org_id = new.org_id and lead_id = new.id;
  return null;
end $$;
create trigger erase_import_rows after update of last_name on leads for each row
  when (new.last_name = 'Erased person' and old.last_name is distinct from new.last_name and new.deleted_at is not null)
  execute function erase_import_rows();
