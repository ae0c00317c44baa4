-- Who asked to be left alone in some days, and which entries of the list ever end, is told by an index each: the first read every such entry from its
-- row, the second looked at all entries for the few that were taken off or ran out.
create index dnc_entries_asked_idx on dnc_entries (org_id, created_at) include (kind, value_norm, source)
  where source in ('unsubscribe', 'keyword', 'complaint', 'detected');
create index dnc_entries_ended_idx on dnc_entries (org_id, created_at) include (source, revoked_at, expires_at)
  where revoked_at is not null or expires_at is not null;
