alter table organizations drop column postal_address;
alter table memberships drop column signature;
