drop trigger add_default_channels on organizations;
drop function add_default_channels(), make_tenant_table(regclass, text);
do $$
declare t record;
begin
  for t in select schemaname, tablename, policyname from pg_policies where schemaname = 'public' loop
    execute format('drop policy %I on %I', t.policyname, t.tablename);
  end loop;
  for t in select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' loop
    execute format('alter table %I no force row level security', t.relname);
    execute format('alter table %I disable row level security', t.relname);
    execute format('revoke all on %I from touchline_app, touchline_system, touchline_jobs, touchline_search', t.relname);
  end loop;
end $$;
revoke usage on schema public from touchline_app, touchline_system, touchline_jobs, touchline_search;
