-- What a lead may be worth: money with its currency, and the probability that somebody said by hand, kept beside the predicted one.
alter table leads add column probability_override real;
alter table leads
  add constraint leads_override_check check (probability_override between 0 and 1),
  add constraint leads_value_check check (estimated_value_minor between 0 and 9007199254740991),
  add constraint leads_currency_check check ((currency is null or currency ~ '^[A-Z]{3}$') and (estimated_value_minor is null or currency is not null));
grant insert (probability_override), update (probability_override) on leads to touchline_app;
