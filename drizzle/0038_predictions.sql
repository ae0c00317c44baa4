-- What an organization's own history foretells: a model learned from leads that have ended, kept as it was learned.
create table learned_models (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  version integer not null, model jsonb not null, told jsonb not null, leads integer not null, positives integer not null, learned_at timestamptz not null,
  constraint learned_models_org_id_id_pk primary key (org_id, id),
  constraint learned_models_version_key unique (org_id, version),
  constraint learned_models_counts_check check (positives between 0 and leads));
select make_tenant_table('learned_models', 'select, insert');
