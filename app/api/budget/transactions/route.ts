import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { listBudgetTransactions } from "@/lib/budgets/queries";
import { recordBudgetTransaction } from "@/lib/budgets/record-budget-transaction";
import { listBudgetTransactionsInputSchema } from "@/lib/budgets/schema";

export const GET = toReadEndpoint({
  name: "listBudgetTransactions",
  permission: "budget:read",
  input: listBudgetTransactionsInputSchema,
  read: (tx, input) => listBudgetTransactions(tx, input),
});

export const POST = toEndpoint(recordBudgetTransaction, { status: 201 });
