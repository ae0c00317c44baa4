drop function take_claim(uuid, text, uuid, timestamptz, integer);
drop table outreach_claims;
alter table memberships drop column shows_looking, drop column shows_writing;
alter table organizations drop column quiet_hours;
