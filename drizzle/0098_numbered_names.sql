-- Names that were made by counting are alike letter by letter and nobody's twice: where both names hold numbers, these must be the same.
create or replace function folded_likeness(af text, al text, bf text, bl text) returns real language sql immutable parallel safe as $$
  select case
    when al = '' or bl = '' or af = '' or bf = '' then 0
    when al = bl and af = bf then 1
    when al = bf and af = bl then 0.95
    when af || al ~ '[0-9]' and bf || bl ~ '[0-9]'
      and regexp_replace(af || ' ' || al, '[^0-9]+', ' ', 'g') <> regexp_replace(bf || ' ' || bl, '[^0-9]+', ' ', 'g') then 0
    when al = bl and (starts_with(af, bf) or starts_with(bf, af)) then 0.9
    else public.similarity(af || ' ' || al, bf || ' ' || bl) end::real $$;
