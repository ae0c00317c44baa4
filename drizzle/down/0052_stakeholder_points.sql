drop index contact_points_contact_key;
alter table contact_points add constraint contact_points_contact_key unique (org_id, contact_id, kind, norm);
