import type { Metadata } from "next";
import { changeSourceAction, createSourceAction } from "@/app/_actions/budgets";
import { requireContext } from "@/app/_adapters/session";
import { placedSources } from "@/app/_adapters/source-tree";
import { BudgetTabs } from "@/components/budgets/budget-tabs";
import { AddSource } from "@/components/budgets/change-source";
import { NoBudget } from "@/components/budgets/no-budget";
import { SourcesTable } from "@/components/budgets/sources-table";
import { TopBar } from "@/components/shell/top-bar";
import { mayDo } from "@/lib/core/permissions";
import { read } from "@/lib/core/read";
import { listSources } from "@/lib/sources/queries";

export const metadata: Metadata = { title: "Sources of leads" };

export default async function SourcesPage() {
  const ctx = await requireContext();
  if (!mayDo(ctx.actor.role, ctx.actor.scopes, "budget:read")) return <NoBudget />;
  const rows = placedSources(await read(ctx, "sources:read", listSources));
  return (
    <>
      <TopBar title="Sources of leads" />
      <BudgetTabs current="/budget/sources" />
      <div className="filters">
        <AddSource create={createSourceAction} places={rows.map((one) => ({ value: one.id, label: one.way }))} />
      </div>
      <div className="scroll">
        <SourcesTable rows={rows} change={changeSourceAction} />
      </div>
    </>
  );
}
