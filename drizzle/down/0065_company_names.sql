alter table companies drop column name_key;
