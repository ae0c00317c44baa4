import type { OrgTx } from "@/db/tenant";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import type { BudgetAccount, BudgetTransaction, ListBudgetTransactionsInput } from "./schema";

type AccountRow = Omit<BudgetAccount, "created_at"> & { created_at: Date };
type Row = Omit<BudgetTransaction, "created_at"> & { created_at: Date };

/** All accounts by name, each with its balance. */
export async function listBudgetAccounts(tx: OrgTx): Promise<BudgetAccount[]> {
  const rows = await tx.sql<AccountRow[]>`
    select id, name, currency, balance_minor, last_seq, created_at from budget_accounts order by lower(name), id limit 1000`;
  return rows.map((row) => ({ ...row, created_at: row.created_at.toISOString() }));
}

export async function getBudgetTransaction(tx: OrgTx, id: string): Promise<BudgetTransaction> {
  const [row] = await tx.sql<Row[]>`${selectTransactions(tx)} where t.id = ${id}`;
  if (!row) throw notFound("transaction");
  return toTransaction(row);
}

/** Transactions account by account, each from its newest number down: as balances follow from one another. By keyset. Throws INVALID for a cursor that is not ours. */
export async function listBudgetTransactions(
  tx: OrgTx,
  { account_id, source_id, kind, from_date, to_date, limit, cursor }: ListBudgetTransactionsInput,
): Promise<{ data: BudgetTransaction[]; next_cursor: string | null }> {
  const after = decodeCursor("budget", cursor, "integer");
  const place = after
    ? tx.sql`and (lower(a.name), a.id, -t.seq) > ((select lower(x.name) from budget_accounts x where x.id = ${after[1]}), ${after[1]}::uuid, -${after[0]}::bigint)`
    : tx.sql``;
  const [account, sort] = [account_id ?? null, kind ?? null];
  const source = source_id === "none" ? null : (source_id ?? null);
  const unsourced = source_id === "none" ? tx.sql`and t.source_id is null and ${isSpend(tx)}` : tx.sql``;
  const rows = await tx.sql<Row[]>`
    ${selectTransactions(tx)} where t.org_id = current_org_id()
      and (${account}::uuid is null or t.account_id = ${account}) and (${source}::uuid is null or t.source_id = ${source})
      and (${sort}::text is null or t.kind = ${sort})
      and (${from_date ?? null}::date is null or t.occurred_on >= ${from_date ?? null}::date)
      and (${to_date ?? null}::date is null or t.occurred_on <= ${to_date ?? null}::date) ${unsourced} ${place}
    order by lower(a.name), a.id, t.seq desc limit ${limit + 1}`;
  const shown = rows.slice(0, limit).map(toTransaction);
  const last = shown.at(-1);
  return {
    data: shown,
    next_cursor: rows.length > limit && last ? encodeCursor("budget", [last.seq, last.account.id]) : null,
  };
}

/** Whether the transaction `t` without a source took out money, or gives some back that was: allocations are no spending. */
export const isSpend = (tx: OrgTx) =>
  tx.sql`(t.kind = 'spend' or (t.kind = 'reversal' and t.reverses_id in (select r.id from budget_transactions r where r.kind = 'spend' and r.source_id is null)))`;

const selectTransactions = (tx: OrgTx) => tx.sql`
  select t.id, jsonb_build_object('id', a.id, 'name', a.name) as account, t.seq, t.kind, t.amount_minor,
    t.balance_before as balance_before_minor, t.balance_after as balance_after_minor, t.currency, t.fx_rate::float8 as fx_rate,
    t.base_currency, t.base_minor as base_amount_minor, t.occurred_on::text as occurred_on, t.reverses_id, r.id as reversed_by_id, t.reason,
    case when s.id is not null then jsonb_build_object('id', s.id, 'name', s.name) end as source,
    jsonb_build_object('id', m.user_id, 'name', m.name) as actor, t.at as created_at
  from budget_transactions t join budget_accounts a on a.org_id = t.org_id and a.id = t.account_id
  join memberships m on m.org_id = t.org_id and m.user_id = t.actor_id
  left join lead_sources s on s.org_id = t.org_id and s.id = t.source_id
  left join budget_transactions r on r.org_id = t.org_id and r.reverses_id = t.id`;

const toTransaction = (row: Row): BudgetTransaction => ({ ...row, created_at: row.created_at.toISOString() });
