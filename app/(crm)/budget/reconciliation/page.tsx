import type { Metadata } from "next";
import { reconciliationSheet } from "@/app/_adapters/budget-sheets";
import { pageInput, type SearchParams } from "@/app/_adapters/page-input";
import { requireContext } from "@/app/_adapters/session";
import { monthWords } from "@/components/analytics/day-words";
import { HowWeCount } from "@/components/analytics/how-we-count";
import { SheetBoard } from "@/components/analytics/sheet-board";
import { BudgetTabs } from "@/components/budgets/budget-tabs";
import { MonthChoice } from "@/components/budgets/month-choice";
import { NoBudget } from "@/components/budgets/no-budget";
import { TopBar } from "@/components/shell/top-bar";
import { reconcileMonth } from "@/lib/budgets/reconcile-queries";
import { monthBefore } from "@/lib/budgets/rules";
import { reconcileInputSchema } from "@/lib/budgets/schema";
import { mayDo } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";
import { dayIn } from "@/lib/core/time";

export const metadata: Metadata = { title: "Month end" };

export default async function ReconciliationPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireContext();
  if (!mayDo(ctx.actor.role, ctx.actor.scopes, "budget:read")) return <NoBudget />;
  const { input } = pageInput(reconcileInputSchema, await searchParams);
  const today = dayIn(ctx.now, ctx.timezone);
  const last = monthBefore(today);
  const month = input.month ?? last;
  const sheet = reconciliationSheet(await read(ctx, "budget:read", (tx) => reconcileMonth(tx, month)));
  const months = [monthBefore(`${last}-01`), last, today.slice(0, 7)];
  return (
    <>
      <TopBar title="Month end" note={`${monthWords(month)}: ${sheet.note.toLowerCase()}`}>
        <HowWeCount definitions={sheet.definitions} />
      </TopBar>
      <BudgetTabs current="/budget/reconciliation" />
      <MonthChoice
        action="/budget/reconciliation"
        month={month}
        last={today.slice(0, 7)}
        tabs={months.map((one) => ({
          label: monthWords(one),
          href: `/budget/reconciliation?month=${one}`,
          current: one === month,
        }))}
      />
      <div className="scroll">
        <SheetBoard sheet={sheet} />
      </div>
    </>
  );
}
