-- When the organization works, by its own clock, and how much of a stretch of time that is.
alter table organizations
  add column working_hours jsonb not null default '{"from": "09:00", "until": "17:00", "weekdays": [1, 2, 3, 4, 5]}',
  add constraint organizations_working_hours_check check (jsonb_typeof(working_hours) = 'object'),
  add constraint organizations_fiscal_year_start_check check (fiscal_year_start between 1 and 12);

-- Hours between two moments that lie in working hours. Day by day in local time, so that a day on which the clocks change counts as it was.
create function working_hours_between(p_from timestamptz, p_to timestamptz, p_zone text, p_hours jsonb) returns double precision
language sql stable parallel safe as $$
  select coalesce(sum(extract(epoch from least(p_to, w.until) - greatest(p_from, w.since))), 0)::float8 / 3600
  from generate_series((p_from at time zone p_zone)::date::timestamp, (p_to at time zone p_zone)::date::timestamp, interval '1 day') d,
    lateral (select (d + (p_hours ->> 'from')::time) at time zone p_zone as since, (d + (p_hours ->> 'until')::time) at time zone p_zone as until) w
  where p_hours -> 'weekdays' @> to_jsonb(extract(isodow from d)::int) and least(p_to, w.until) > greatest(p_from, w.since) $$;
