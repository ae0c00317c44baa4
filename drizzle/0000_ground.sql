-- Functions that every table's defaults use, and the extensions the house stands on.
create extension if not exists pg_trgm;
create extension if not exists btree_gist;
create extension if not exists btree_gin;
create extension if not exists pgcrypto;
create extension if not exists unaccent;

-- The tenant of this transaction. After a first transaction-local setting the value is an empty string, never NULL.
create function current_org_id() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.org_id', true), '')::uuid $$;

-- Time-ordered ids: the server's own from PostgreSQL 18 on, the same layout built by hand before.
do $$
begin
  if to_regprocedure('uuidv7()') is not null then
    execute 'create function new_id() returns uuid language sql volatile parallel safe as ''select uuidv7()''';
  else
    execute $f$
      create function new_id() returns uuid language sql volatile parallel safe as $body$
        select encode(set_bit(set_bit(overlay(
          uuid_send(gen_random_uuid())
          placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
          from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
      $body$ $f$;
  end if;
end $$;

-- unaccent() is only STABLE because its dictionary may change; ours does not, and an index needs IMMUTABLE.
create function fold(value text) returns text language sql immutable parallel safe
  as $$ select lower(public.unaccent('public.unaccent', coalesce(value, ''))) $$;
