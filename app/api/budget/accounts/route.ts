import { z } from "zod";
import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { openBudgetAccount } from "@/lib/budgets/open-budget-account";
import { listBudgetAccounts } from "@/lib/budgets/queries";

export const GET = toReadEndpoint({
  name: "listBudgetAccounts",
  permission: "budget:read",
  input: z.strictObject({}),
  read: async (tx) => ({ data: await listBudgetAccounts(tx), next_cursor: null }),
});

export const POST = toEndpoint(openBudgetAccount, { status: 201 });
