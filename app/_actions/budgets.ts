"use server";

import { toAction } from "@/app/_adapters/action";
import { openBudgetAccount } from "@/lib/budgets/open-budget-account";
import { recordBudgetTransaction } from "@/lib/budgets/record-budget-transaction";
import { setExchangeRate } from "@/lib/exchange-rates/set-exchange-rate";
import { correctSourceCost } from "@/lib/source-costs/correct-source-cost";
import { deleteSourceCost } from "@/lib/source-costs/delete-source-cost";
import { importSourceCosts } from "@/lib/source-costs/import-source-costs";
import { recordSourceCost } from "@/lib/source-costs/record-source-cost";
import { createSource } from "@/lib/sources/create-source";
import { updateSource } from "@/lib/sources/update-source";

export async function openBudgetAccountAction(raw: unknown) {
  return toAction(openBudgetAccount, { revalidate: "/budget" })(raw);
}

export async function recordBudgetTransactionAction(raw: unknown) {
  return toAction(recordBudgetTransaction, { revalidate: "/budget" })(raw);
}

export async function recordSourceCostAction(raw: unknown) {
  return toAction(recordSourceCost, { revalidate: "/budget" })(raw);
}

export async function correctSourceCostAction(raw: unknown) {
  return toAction(correctSourceCost, { revalidate: "/budget" })(raw);
}

export async function deleteSourceCostAction(raw: unknown) {
  return toAction(deleteSourceCost, { revalidate: "/budget" })(raw);
}

export async function importSourceCostsAction(raw: unknown) {
  return toAction(importSourceCosts, { revalidate: "/budget" })(raw);
}

export async function createSourceAction(raw: unknown) {
  return toAction(createSource, { revalidate: "/budget" })(raw);
}

export async function changeSourceAction(raw: unknown) {
  return toAction(updateSource, { revalidate: "/budget" })(raw);
}

export async function setExchangeRateAction(raw: unknown) {
  return toAction(setExchangeRate, { revalidate: "/budget" })(raw);
}
