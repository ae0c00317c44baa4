-- Before PostgreSQL 18 an id tells the quarter of a microsecond too, as uuidv7() does: of two written one after the other the later is the
-- greater, which "at the same moment, in the order written" is read by. Sixty bits of time in one number, the version set between them.
do $$ begin
  if to_regprocedure('uuidv7()') is null then
    execute $f$
      create or replace function new_id() returns uuid language sql volatile parallel safe as $body$
        select (overlay(lpad(to_hex((extract(epoch from clock_timestamp()) * 4096000)::bigint), 15, '0') placing '7' from 13 for 0)
          || right(replace(gen_random_uuid()::text, '-', ''), 16))::uuid
      $body$ $f$;
  end if;
end $$;
