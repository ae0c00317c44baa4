import { readQuery } from "@/app/_adapters/asked";
import { costsFile } from "@/app/_adapters/costs-file";
import { answering } from "@/app/_adapters/endpoint";
import { parseInput } from "@/lib/core/parse";
import { requirePermission } from "@/lib/core/read";
import { listSourceCostsInputSchema } from "@/lib/source-costs/schema";

const filtersSchema = listSourceCostsInputSchema.omit({ limit: true, cursor: true });

export const GET = answering(
  "exportSourceCosts",
  async (request, _, { context }) => {
    requirePermission(context, "budget:read");
    return costsFile(context, parseInput(filtersSchema, readQuery(request)));
  },
  "with a query",
);
