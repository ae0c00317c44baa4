-- The addresses of stakeholders alone have this key: each address of a lead took a place in it, and had no use for it.
alter table contact_points drop constraint contact_points_contact_key;
create unique index contact_points_contact_key on contact_points (org_id, contact_id, kind, norm) where contact_id is not null;
