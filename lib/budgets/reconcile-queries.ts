import type { OrgTx } from "@/db/tenant";
import { getBaseCurrency } from "@/lib/deals/queries";
import { isSpend } from "./queries";
import type { Reconciliation } from "./schema";

type Sources = Reconciliation["sources"];
type Accounts = Reconciliation["accounts"];

export const reconciliationDefinitions = {
  costs:
    "What the costs of the month say for a source, in the organization's currency by the rate kept with each. What was kept while that currency was another one stands in a line of its own, in that currency.",
  ledger:
    "What the ledger took out for the source on days of the month: spends less refunds, adjustments and reversals with that source, turned round.",
  difference: "Costs minus ledger. Nothing when both say the same.",
  month_end: "The sum of an account's transactions whose day lies in the month or before.",
  gaps: "Numbers of an account without a transaction. None, unless somebody wrote past the product.",
} as const;

/** The costs, the ledger and the balances of a month side by side, with what differs. */
export async function reconcileMonth(tx: OrgTx, month: string): Promise<Reconciliation> {
  const [first, base] = [`${month}-01`, await getBaseCurrency(tx)];
  const sources = await tx.sql<Sources>`
    with cost as (
      select source_id, base_currency, sum(base_minor)::bigint as minor from lead_source_costs where month = ${first}::date group by 1, 2),
    ledger as (
      select source_id, base_currency, -sum(base_minor)::bigint as minor from budget_transactions t
      where occurred_on >= ${first}::date and occurred_on < (${first}::date + interval '1 month')::date
        and (source_id is not null or ${isSpend(tx)})
      group by 1, 2)
    select case when s.id is not null then jsonb_build_object('id', s.id, 'name', s.name) end as source,
      coalesce(c.base_currency, l.base_currency) as base_currency, coalesce(c.minor, 0) as costs_minor, coalesce(l.minor, 0) as ledger_minor, coalesce(c.minor, 0) - coalesce(l.minor, 0) as difference_minor
    from cost c full join ledger l on l.source_id = c.source_id and l.base_currency = c.base_currency
    left join lead_sources s on s.org_id = current_org_id() and s.id = coalesce(c.source_id, l.source_id)
    order by coalesce(c.base_currency, l.base_currency) = ${base} desc, abs(coalesce(c.minor, 0) - coalesce(l.minor, 0)) desc, s.name`;
  const accounts = await tx.sql<Accounts>`
    select jsonb_build_object('id', a.id, 'name', a.name) as account, a.currency, a.balance_minor, coalesce(t.minor, 0) as transactions_minor,
      coalesce(t.n, 0)::int as transactions, coalesce(t.month_end, 0) as month_end_minor, a.balance_minor - coalesce(t.minor, 0) as difference_minor,
      (greatest(a.last_seq, coalesce(t.last, 0)) - coalesce(t.n, 0))::int as gaps
    from budget_accounts a left join (
      select account_id, sum(amount_minor)::bigint as minor, count(*) as n, max(seq) as last,
        sum(amount_minor) filter (where occurred_on < (${first}::date + interval '1 month')::date)::bigint as month_end
      from budget_transactions group by 1) t on t.account_id = a.id
    order by lower(a.name), a.id`;
  const agrees = sources.every((one) => one.difference_minor === 0) && accounts.every(isWhole);
  return {
    month,
    base_currency: base,
    agrees,
    sources: [...sources],
    accounts: [...accounts],
    definitions: reconciliationDefinitions,
  };
}

const isWhole = ({ difference_minor, gaps }: Accounts[number]) => difference_minor === 0 && gaps === 0;
