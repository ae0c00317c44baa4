drop trigger erase_import_rows on leads;
drop function erase_import_rows();
alter table leads drop constraint leads_import_fk, drop column import_id;
drop table external_links, import_rows, imports;
