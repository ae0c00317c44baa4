-- Every time a language model was asked: who for, what it took. The text that was sent is not kept.
create table ai_runs (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  user_id uuid not null, lead_id uuid, suggestion_id uuid, purpose text not null, model text not null, status text not null,
  reserved_tokens integer not null, input_tokens integer, output_tokens integer, cost_micros bigint, latency_ms integer, error text, started_at timestamptz not null,
  constraint ai_runs_org_id_id_pk primary key (org_id, id),
  constraint ai_runs_purpose_check check (purpose in ('suggestion')),
  constraint ai_runs_status_check check (status in ('running', 'done', 'refused', 'failed', 'garbage')),
  constraint ai_runs_tokens_check check (reserved_tokens >= 0 and input_tokens >= 0 and output_tokens >= 0 and cost_micros >= 0 and latency_ms >= 0),
  constraint ai_runs_user_fk foreign key (org_id, user_id) references memberships (org_id, user_id),
  constraint ai_runs_lead_fk foreign key (org_id, lead_id) references leads (org_id, id),
  constraint ai_runs_suggestion_fk foreign key (org_id, suggestion_id) references suggestions (org_id, id));
create index ai_runs_started_idx on ai_runs (org_id, started_at desc);
select make_tenant_table('ai_runs', 'select, insert');
grant update (status, input_tokens, output_tokens, cost_micros, latency_ms, error, updated_at) on ai_runs to touchline_app;
