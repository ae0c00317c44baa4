import { readQuery } from "@/app/_adapters/asked";
import { answering } from "@/app/_adapters/endpoint";
import { ledgerFile } from "@/app/_adapters/ledger-file";
import { listBudgetTransactionsInputSchema } from "@/lib/budgets/schema";
import { parseInput } from "@/lib/core/parse";
import { requirePermission } from "@/lib/core/read";

const filtersSchema = listBudgetTransactionsInputSchema.omit({ limit: true, cursor: true });

export const GET = answering(
  "exportBudgetTransactions",
  async (request, _, { context }) => {
    requirePermission(context, "budget:read");
    return ledgerFile(context, parseInput(filtersSchema, readQuery(request)));
  },
  "with a query",
);
