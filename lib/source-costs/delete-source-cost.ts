import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { getSourceCost } from "./queries";
import { costIdInputSchema } from "./schema";
import { deleteCosts } from "./store";

/** Takes a cost away that never was. What it said stands in the audit log. */
export const deleteSourceCost = defineCommand({
  name: "deleteSourceCost",
  permission: "sources:write",
  input: costIdInputSchema,
  run: async (tx, { cost_id }, ctx) => {
    const { source, month, kind, amount_minor, currency } = await getSourceCost(tx, cost_id);
    await deleteCosts(tx, [cost_id]);
    const payload = { source_id: source.id, month, kind, amount_minor, currency };
    await emit(tx, ctx, [{ kind: "source_cost.deleted", subjects: { cost_id }, payload }]);
    return { cost_id };
  },
});
