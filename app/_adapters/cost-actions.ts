import { correctSourceCostAction, deleteSourceCostAction } from "@/app/_actions/budgets";

/** What can be done with a cost that is recorded. */
export const costActions = { correct: correctSourceCostAction, remove: deleteSourceCostAction };
