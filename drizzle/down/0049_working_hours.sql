drop function working_hours_between(timestamptz, timestamptz, text, jsonb);
alter table organizations drop constraint organizations_fiscal_year_start_check, drop column working_hours;
