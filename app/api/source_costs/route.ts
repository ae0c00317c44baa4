import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { listSourceCosts } from "@/lib/source-costs/queries";
import { recordSourceCost } from "@/lib/source-costs/record-source-cost";
import { listSourceCostsInputSchema } from "@/lib/source-costs/schema";

export const GET = toReadEndpoint({
  name: "listSourceCosts",
  permission: "budget:read",
  input: listSourceCostsInputSchema,
  read: (tx, input) => listSourceCosts(tx, input),
});

export const POST = toEndpoint(recordSourceCost, { status: 201 });
