import type { Metadata } from "next";
import { openBudgetAccountAction, recordBudgetTransactionAction } from "@/app/_actions/budgets";
import { accountFigures, narrowedWords } from "@/app/_adapters/budget-sheets";
import { listPage } from "@/app/_adapters/list-page";
import { pageInput, queryText, type SearchParams } from "@/app/_adapters/page-input";
import { requireContext } from "@/app/_adapters/session";
import { SheetFigures } from "@/components/analytics/sheet-figures";
import { BudgetTabs } from "@/components/budgets/budget-tabs";
import { LedgerFile, LedgerTable } from "@/components/budgets/ledger-table";
import { NoBudget } from "@/components/budgets/no-budget";
import { OpenAccount } from "@/components/budgets/open-account";
import { RecordTransaction } from "@/components/budgets/record-transaction";
import { TopBar } from "@/components/shell/top-bar";
import { ButtonLink } from "@/components/ui/button";
import { ForwardPager } from "@/components/ui/forward-pager";
import { listBudgetAccounts, listBudgetTransactions } from "@/lib/budgets/queries";
import { listBudgetTransactionsInputSchema } from "@/lib/budgets/schema";
import { mayDo } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";
import { dayIn } from "@/lib/core/time";
import { getBaseCurrency } from "@/lib/deals/queries";
import { listSources } from "@/lib/sources/queries";

export const metadata: Metadata = { title: "Budget" };

export default listPage(BudgetPage);

async function BudgetPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireContext();
  if (!mayDo(ctx.actor.role, ctx.actor.scopes, "budget:read")) return <NoBudget />;
  const { input, query } = pageInput(listBudgetTransactionsInputSchema, await searchParams);
  const [accounts, page, sources, base] = await read(ctx, "budget:read", (tx) =>
    Promise.all([listBudgetAccounts(tx), listBudgetTransactions(tx, input), listSources(tx), getBaseCurrency(tx)]),
  );
  const narrowed = narrowedWords(query, { accounts, sources });
  const forms = { record: recordBudgetTransactionAction, accounts, sources, today: dayIn(ctx.now, ctx.timezone) };
  return (
    <>
      <TopBar title="Budget" note={narrowed} />
      <BudgetTabs current="/budget" />
      <div className="filters">
        {accounts.length > 0 ? <RecordTransaction {...forms} /> : null}
        <OpenAccount open={openBudgetAccountAction} currency={base} />
        {narrowed ? <ButtonLink href="/budget">Show everything</ButtonLink> : null}
        <span className="grow" />
        {page.data.length > 0 ? <LedgerFile query={queryText(query)} /> : null}
      </div>
      <div className="scroll">
        {accounts.length > 0 ? (
          <div className="board">
            <SheetFigures figures={accountFigures(accounts)} />
          </div>
        ) : null}
        <LedgerTable rows={page.data} narrowed={narrowed} reverse={recordBudgetTransactionAction} />
        <ForwardPager label="Pages of transactions" query={queryText(query)} nextCursor={page.next_cursor} />
      </div>
    </>
  );
}
