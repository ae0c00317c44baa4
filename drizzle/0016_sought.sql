-- Conditions that an index may answer below the policies: COALESCE counts as leaking there, CASE does not. With it the second page of a
-- list begins at its place in the index (50 rows read instead of all before it), and a score or a last contact is looked up.
drop index leads_last_contacted_idx, leads_status_idx, leads_owner_idx, leads_score_idx;
create index leads_last_contacted_idx on leads
  (org_id, (case when last_contacted_at is null then '-infinity'::timestamptz else last_contacted_at end) desc, id desc) where deleted_at is null;
create index leads_status_idx on leads
  (org_id, status, (case when last_contacted_at is null then '-infinity'::timestamptz else last_contacted_at end) desc, id desc) where deleted_at is null;
create index leads_owner_idx on leads
  (org_id, owner_id, (case when last_contacted_at is null then '-infinity'::timestamptz else last_contacted_at end) desc, id desc) where deleted_at is null;
create index leads_score_idx on leads
  (org_id, (case when score is null then -1 else score end) desc, id desc) where deleted_at is null;
