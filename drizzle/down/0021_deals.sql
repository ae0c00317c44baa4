alter table leads drop constraint leads_currency_check, drop constraint leads_value_check, drop constraint leads_override_check;
alter table leads drop column probability_override;
