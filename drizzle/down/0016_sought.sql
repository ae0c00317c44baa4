drop index leads_last_contacted_idx, leads_status_idx, leads_owner_idx, leads_score_idx;
create index leads_last_contacted_idx on leads
  (org_id, coalesce(last_contacted_at, '-infinity'::timestamptz) desc, id desc) where deleted_at is null;
create index leads_status_idx on leads
  (org_id, status, coalesce(last_contacted_at, '-infinity'::timestamptz) desc, id desc) where deleted_at is null;
create index leads_owner_idx on leads
  (org_id, owner_id, coalesce(last_contacted_at, '-infinity'::timestamptz) desc, id desc) where deleted_at is null;
create index leads_score_idx on leads (org_id, coalesce(score, -1) desc, id desc) where deleted_at is null;
