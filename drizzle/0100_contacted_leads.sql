-- Who was contacted in some days is told by the first and the last contact of each lead; without these columns every lead was read from its row.
create index leads_contacted_idx on leads (org_id, first_contacted_at, last_contacted_at) include (id, owner_id, source_id) where first_contacted_at is not null;
