import { toEndpoint } from "@/app/_adapters/endpoint";
import { toListEndpoint } from "@/app/_adapters/list-endpoint";
import { openBudgetAccount } from "@/lib/budgets/open-budget-account";
import { listBudgetAccounts } from "@/lib/budgets/queries";
import { pageInputSchema } from "@/lib/core/schema";

export const GET = toListEndpoint({
  name: "listBudgetAccounts",
  permission: "budget:read",
  input: pageInputSchema,
  read: (tx) => listBudgetAccounts(tx),
});

export const POST = toEndpoint(openBudgetAccount, { status: 201 });
