import { decimalOf } from "@/components/budgets/money-words";
import { listBudgetTransactions } from "@/lib/budgets/queries";
import type { ListBudgetTransactionsInput } from "@/lib/budgets/schema";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { csvFile } from "./csv-file";

const header = [
  ...[
    "account",
    "number",
    "day",
    "kind",
    "amount",
    "balance",
    "currency",
    "exchange rate",
    "base amount",
    "base currency",
  ],
  ...["source", "reason", "by", "recorded", "reverses", "id"],
];

type Filters = Omit<ListBudgetTransactionsInput, "limit" | "cursor">;

/** The money ledger as a file: every transaction that the filters leave, account by account, read so many at a time. */
export const ledgerFile = (ctx: Context, filter: Filters, limit = 200): Response =>
  csvFile({
    name: `ledger-${ctx.now.toISOString().slice(0, 10)}.csv`,
    header,
    read: (cursor) => read(ctx, "budget:read", (tx) => listBudgetTransactions(tx, { ...filter, limit, cursor })),
    toRow: (one) => [
      one.account.name,
      one.seq,
      one.occurred_on,
      one.kind,
      Number(decimalOf(one.amount_minor, one.currency)),
      Number(decimalOf(one.balance_after_minor, one.currency)),
      one.currency,
      one.fx_rate,
      Number(decimalOf(one.base_amount_minor, one.base_currency)),
      one.base_currency,
      one.source?.name ?? null,
      one.reason,
      one.actor.name,
      one.created_at,
      one.reverses_id,
      one.id,
    ],
  });
