-- What servers answered is kept for thirty days: the oldest that is still there first.
create index delivery_attempts_response_idx on delivery_attempts (org_id, ended_at) where response is not null;
