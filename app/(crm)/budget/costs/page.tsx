import type { Metadata } from "next";
import { importSourceCostsAction, recordSourceCostAction, setExchangeRateAction } from "@/app/_actions/budgets";
import { narrowedWords } from "@/app/_adapters/budget-sheets";
import { costActions } from "@/app/_adapters/cost-actions";
import { listPage } from "@/app/_adapters/list-page";
import { pageInput, queryText, type SearchParams } from "@/app/_adapters/page-input";
import { requireContext } from "@/app/_adapters/session";
import { BudgetTabs } from "@/components/budgets/budget-tabs";
import { CostsFile, CostsTable } from "@/components/budgets/costs-table";
import { ImportCosts } from "@/components/budgets/import-costs";
import { NoBudget } from "@/components/budgets/no-budget";
import { RecordCost } from "@/components/budgets/record-cost";
import { SetRate } from "@/components/budgets/set-rate";
import { TopBar } from "@/components/shell/top-bar";
import { ButtonLink } from "@/components/ui/button";
import { ForwardPager } from "@/components/ui/forward-pager";
import { mayDo } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";
import { dayIn } from "@/lib/core/time";
import { getBaseCurrency } from "@/lib/deals/queries";
import { listSourceCosts } from "@/lib/source-costs/queries";
import { listSourceCostsInputSchema } from "@/lib/source-costs/schema";
import { listSources } from "@/lib/sources/queries";

export const metadata: Metadata = { title: "Costs" };

export default listPage(CostsPage);

async function CostsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireContext();
  if (!mayDo(ctx.actor.role, ctx.actor.scopes, "budget:read")) return <NoBudget />;
  const { input, query } = pageInput(listSourceCostsInputSchema, await searchParams);
  const [costs, sources, base] = await read(ctx, "budget:read", (tx) =>
    Promise.all([listSourceCosts(tx, input), listSources(tx), getBaseCurrency(tx)]),
  );
  const narrowed = narrowedWords(query, { sources });
  const today = dayIn(ctx.now, ctx.timezone);
  const form = { record: recordSourceCostAction, sources, currency: base, month: today.slice(0, 7) };
  return (
    <>
      <TopBar title="Costs of sources" note={narrowed} />
      <BudgetTabs current="/budget/costs" />
      <div className="filters">
        {narrowed ? <ButtonLink href="/budget/costs">Show everything</ButtonLink> : null}
        {sources.length > 0 ? <RecordCost {...form} /> : null}
        <ImportCosts load={importSourceCostsAction} />
        <SetRate set={setExchangeRateAction} base={base} today={today} />
        <span className="grow" />
        {costs.data.length > 0 ? <CostsFile query={queryText(query)} /> : null}
      </div>
      <div className="scroll">
        <CostsTable rows={costs.data} narrowed={narrowed} {...costActions} />
        <ForwardPager label="Pages of costs" query={queryText(query)} nextCursor={costs.next_cursor} />
      </div>
    </>
  );
}
