import { toEndpoint } from "@/app/_adapters/endpoint";
import { correctSourceCost } from "@/lib/source-costs/correct-source-cost";
import { deleteSourceCost } from "@/lib/source-costs/delete-source-cost";

export const PATCH = toEndpoint(correctSourceCost, { input: ({ body }, { id }) => ({ ...body, cost_id: id }) });
export const DELETE = toEndpoint(deleteSourceCost, { status: 204, input: (_, { id }) => ({ cost_id: id }) });
