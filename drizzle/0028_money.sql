-- Where leads come from and what that cost, exchange rates, and the budget ledger.

-- ISO 4217 minor units, as lib/deals/currency-rules has them; a test compares the two for every currency.
create function currency_decimals(p_currency text) returns int language sql immutable parallel safe as $$
  select case when p_currency in ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') then 0
              when p_currency in ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') then 3 else 2 end $$;

-- One unit of p_from is p_rate units of p_to; minor units in, minor units out, half away from zero.
create function convert_minor(p_minor bigint, p_from text, p_to text, p_rate numeric) returns bigint language sql immutable parallel safe as $$
  select round(p_minor * p_rate * power(10::numeric, currency_decimals(p_to) - currency_decimals(p_from)))::bigint $$;

create table fx_rates (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  currency text not null, base_currency text not null, day date not null, rate numeric(24, 12) not null, set_by uuid not null,
  constraint fx_rates_org_id_id_pk primary key (org_id, id),
  constraint fx_rates_day_key unique (org_id, currency, base_currency, day),
  constraint fx_rates_currency_check check (currency ~ '^[A-Z]{3}$' and base_currency ~ '^[A-Z]{3}$' and currency <> base_currency),
  constraint fx_rates_rate_check check (rate > 0),
  constraint fx_rates_set_by_fk foreign key (org_id, set_by) references memberships (org_id, user_id));
select make_tenant_table('fx_rates', 'select, insert');
grant update (rate, set_by, updated_at) on fx_rates to touchline_app;

-- The rate that holds on a day: the newest of the last 31 days; 1 for the same currency, null for none.
create function rate_on(p_currency text, p_base text, p_day date) returns numeric language sql stable parallel safe as $$
  select case when p_currency = p_base then 1 else (
    select r.rate from fx_rates r where r.org_id = current_org_id() and r.currency = p_currency and r.base_currency = p_base
      and r.day <= p_day and r.day > p_day - 31 order by r.day desc limit 1) end $$;

create table lead_sources (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  name text not null, arrives_as text not null, parent_id uuid,
  constraint lead_sources_org_id_id_pk primary key (org_id, id),
  constraint lead_sources_arrives_key unique (org_id, arrives_as),
  constraint lead_sources_name_check check (btrim(name) <> ''),
  constraint lead_sources_arrives_check check (arrives_as = lower(btrim(arrives_as)) and arrives_as <> ''),
  constraint lead_sources_parent_fk foreign key (org_id, parent_id) references lead_sources (org_id, id));
create index lead_sources_parent_idx on lead_sources (org_id, parent_id) where parent_id is not null;
select make_tenant_table('lead_sources', 'select, insert');
grant update (name, parent_id, updated_at) on lead_sources to touchline_app;

-- A tree stays one, whoever moves two branches at once: every move of an organization waits for the one before.
create function keep_source_tree() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('lead_sources ' || new.org_id, 0));
  if exists (
    with recursive above as (
      select s.id, s.parent_id from lead_sources s where s.org_id = new.org_id and s.id = new.parent_id
      union
      select s.id, s.parent_id from lead_sources s join above a on s.org_id = new.org_id and s.id = a.parent_id)
    select from above where id = new.id) then
    raise exception 'a source cannot lie under itself' using errcode = 'TL120';
  end if;
  return new;
end $$;
create trigger keep_source_tree before insert or update of parent_id on lead_sources for each row
  when (new.parent_id is not null) execute function keep_source_tree();

-- A lead names its source in words; the words are a source from the first lead on that brings them.
alter table leads add column source_id uuid;
alter table leads add constraint leads_source_fk foreign key (org_id, source_id) references lead_sources (org_id, id);
create function name_source() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare words text := lower(btrim(new.source));
begin
  new.source_id := null;
  if words is null or words = '' then return new; end if;
  select id into new.source_id from lead_sources where org_id = new.org_id and arrives_as = words;
  if found then return new; end if;
  insert into lead_sources (org_id, name, arrives_as) values (new.org_id, btrim(new.source), words) on conflict (org_id, arrives_as) do nothing;
  select id into new.source_id from lead_sources where org_id = new.org_id and arrives_as = words;
  return new;
end $$;
create trigger name_source_of_new before insert on leads for each row when (new.source is not null) execute function name_source();
create trigger name_source before update of source on leads for each row
  when (new.source is distinct from old.source) execute function name_source();

alter table organizations no force row level security;
do $$
declare o uuid;
begin
  for o in select id from organizations loop
    perform set_config('app.org_id', o::text, true);
    insert into lead_sources (name, arrives_as) select min(btrim(source)), lower(btrim(source)) from leads where btrim(source) <> '' group by 2;
    update leads l set source_id = s.id from lead_sources s where s.org_id = l.org_id and s.arrives_as = lower(btrim(l.source));
  end loop;
  perform set_config('app.org_id', '', true);
end $$;
alter table organizations force row level security;
create index leads_source_idx on leads (org_id, source_id, created_at) where source_id is not null;

create table lead_source_costs (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  source_id uuid not null, month date not null, kind text not null, amount_minor bigint not null, currency text not null,
  base_currency text not null, fx_rate numeric(24, 12) not null, base_minor bigint not null, note text, recorded_by uuid not null,
  constraint lead_source_costs_org_id_id_pk primary key (org_id, id),
  constraint lead_source_costs_month_key unique (org_id, source_id, month, kind),
  constraint lead_source_costs_month_check check (extract(day from month) = 1),
  constraint lead_source_costs_kind_check check (kind in ('advertising', 'list_purchase', 'event', 'agency', 'tool', 'other')),
  constraint lead_source_costs_amount_check check (amount_minor between 0 and 9007199254740991),
  constraint lead_source_costs_currency_check check (currency ~ '^[A-Z]{3}$' and base_currency ~ '^[A-Z]{3}$'),
  constraint lead_source_costs_base_check check (fx_rate > 0 and base_minor = convert_minor(amount_minor, currency, base_currency, fx_rate)),
  constraint lead_source_costs_source_fk foreign key (org_id, source_id) references lead_sources (org_id, id),
  constraint lead_source_costs_recorded_by_fk foreign key (org_id, recorded_by) references memberships (org_id, user_id));
create index lead_source_costs_month_idx on lead_source_costs (org_id, month desc, id desc);
select make_tenant_table('lead_source_costs', 'select, insert, delete');
grant update (amount_minor, currency, base_currency, fx_rate, base_minor, note, recorded_by, updated_at) on lead_source_costs to touchline_app;

create table budget_accounts (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  name text not null, currency text not null, balance_minor bigint not null default 0, last_seq bigint not null default 0,
  constraint budget_accounts_org_id_id_pk primary key (org_id, id),
  constraint budget_accounts_name_key unique (org_id, name),
  constraint budget_accounts_name_check check (btrim(name) <> ''),
  constraint budget_accounts_currency_check check (currency ~ '^[A-Z]{3}$'));
select make_tenant_table('budget_accounts', 'select');
grant insert (org_id, id, created_at, updated_at, name, currency) on budget_accounts to touchline_app;
grant update (name, updated_at) on budget_accounts to touchline_app;

create table budget_transactions (
  org_id uuid not null default current_org_id(), id uuid not null default new_id(),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  account_id uuid not null, seq bigint not null, kind text not null, amount_minor bigint not null,
  balance_before bigint not null, balance_after bigint not null, currency text not null, base_currency text not null,
  fx_rate numeric(24, 12) not null, base_minor bigint not null, occurred_on date not null, source_id uuid, reverses_id uuid, reason text not null,
  actor_id uuid not null, at timestamptz not null,
  constraint budget_transactions_org_id_id_pk primary key (org_id, id),
  constraint budget_transactions_seq_key unique (org_id, account_id, seq),
  constraint budget_transactions_seq_check check (seq > 0),
  constraint budget_transactions_balance_check check (balance_after = balance_before + amount_minor),
  constraint budget_transactions_size_check check (abs(amount_minor) <= 9007199254740991 and abs(balance_after) <= 9007199254740991),
  constraint budget_transactions_kind_check check (case kind when 'allocation' then amount_minor > 0 when 'refund' then amount_minor > 0
    when 'spend' then amount_minor < 0 when 'adjustment' then amount_minor <> 0 when 'reversal' then amount_minor <> 0 else false end),
  constraint budget_transactions_base_check check (fx_rate > 0 and base_minor = convert_minor(amount_minor, currency, base_currency, fx_rate)),
  constraint budget_transactions_reverses_check check ((kind = 'reversal') = (reverses_id is not null) and reverses_id <> id),
  constraint budget_transactions_reason_check check (btrim(reason) <> ''),
  constraint budget_transactions_account_fk foreign key (org_id, account_id) references budget_accounts (org_id, id),
  constraint budget_transactions_source_fk foreign key (org_id, source_id) references lead_sources (org_id, id),
  constraint budget_transactions_reverses_fk foreign key (org_id, reverses_id) references budget_transactions (org_id, id),
  constraint budget_transactions_actor_fk foreign key (org_id, actor_id) references memberships (org_id, user_id));
create unique index budget_transactions_reverses_key on budget_transactions (org_id, reverses_id) where reverses_id is not null;
create index budget_transactions_day_idx on budget_transactions (org_id, occurred_on desc, id desc);
-- No right to write at all: the function below is the one way in, and what stands is never altered.
select make_tenant_table('budget_transactions', 'select');

-- The owner's function does not alter it either, nor whoever is given a right by mistake.
create function keep_budget_transactions() returns trigger language plpgsql as $$
begin
  raise exception 'a transaction of a budget stays as it is' using errcode = 'TL121';
end $$;
create trigger keep_budget_transactions before update or delete on budget_transactions for each row execute function keep_budget_transactions();

-- One more transaction of an account, under the lock of the account: its number and both balances follow from the one before.
create function post_budget_transaction(p_id uuid, p_account uuid, p_kind text, p_amount bigint, p_day date, p_source uuid, p_reverses uuid,
  p_reason text, p_actor uuid, p_at timestamptz) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  org uuid := current_org_id();
  account budget_accounts;
  undone budget_transactions;
  base text;
  rate numeric;
  amount bigint := p_amount;
  source uuid := p_source;
begin
  select * into account from budget_accounts where org_id = org and id = p_account for update;
  if not found then raise exception 'no such account' using errcode = 'TL122'; end if;
  if p_reverses is not null then
    select * into undone from budget_transactions where org_id = org and id = p_reverses and account_id = p_account;
    if not found or undone.kind = 'reversal' then raise exception 'nothing to reverse' using errcode = 'TL123'; end if;
    if exists (select from budget_transactions where org_id = org and reverses_id = p_reverses) then
      raise exception 'reversed already' using errcode = 'TL124';
    end if;
    amount := -undone.amount_minor;
    source := undone.source_id;
    base := undone.base_currency;
    rate := undone.fx_rate;
  else
    select base_currency into base from organizations where id = org;
    rate := rate_on(account.currency, base, p_day);
    if rate is null then raise exception 'no rate for the day' using errcode = 'TL125'; end if;
  end if;
  insert into budget_transactions (org_id, id, created_at, updated_at, account_id, seq, kind, amount_minor, balance_before, balance_after, currency,
    base_currency, fx_rate, base_minor, occurred_on, source_id, reverses_id, reason, actor_id, at)
  values (org, p_id, p_at, p_at, p_account, account.last_seq + 1, p_kind, amount, account.balance_minor, account.balance_minor + amount, account.currency,
    base, rate, convert_minor(amount, account.currency, base, rate), p_day, source, p_reverses, p_reason, p_actor, p_at);
  update budget_accounts set last_seq = account.last_seq + 1, balance_minor = account.balance_minor + amount, updated_at = p_at
  where org_id = org and id = p_account;
end $$;
revoke execute on function post_budget_transaction(uuid, uuid, text, bigint, date, uuid, uuid, text, uuid, timestamptz) from public;
grant execute on function post_budget_transaction(uuid, uuid, text, bigint, date, uuid, uuid, text, uuid, timestamptz) to touchline_app;
