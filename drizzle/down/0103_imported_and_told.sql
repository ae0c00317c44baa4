do $change$
begin
  execute replace(pg_get_functiondef('take_as_read()'::regprocedure), 'm.source not in (''inbox_sync'', ''import'')', 'm.source <> ''inbox_sync''');
end
$change$;
