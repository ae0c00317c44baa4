import { defineCommand } from "@/lib/core/command";
import { dayIn } from "@/lib/core/time";
import { emit } from "@/lib/events/emit";
import { getRateOn } from "@/lib/exchange-rates/queries";
import { getSourceCost } from "./queries";
import { rateDayOf } from "./rules";
import { correctSourceCostInputSchema, type SourceCost } from "./schema";
import { updateCostColumns } from "./store";

/** Puts a cost right; the rate is taken anew. What it was stands in the audit log. */
export const correctSourceCost = defineCommand({
  name: "correctSourceCost",
  permission: "sources:write",
  input: correctSourceCostInputSchema,
  run: async (tx, { cost_id, ...given }, ctx): Promise<SourceCost> => {
    const before = await getSourceCost(tx, cost_id);
    const wanted = {
      amount_minor: given.amount_minor ?? before.amount_minor,
      currency: given.currency ?? before.currency,
      note: given.note === undefined ? before.note : given.note,
    };
    const held = await getRateOn(tx, wanted.currency, rateDayOf(before.month, dayIn(ctx.now, ctx.timezone)));
    await updateCostColumns(tx, cost_id, { ...wanted, ...held, by: ctx.actor.userId, at: ctx.now });
    const changes = Object.fromEntries(
      (["amount_minor", "currency", "note"] as const)
        .filter((part) => before[part] !== wanted[part])
        .map((part) => [part, { old: before[part], new: wanted[part] }]),
    );
    await emit(tx, ctx, [{ kind: "source_cost.corrected", subjects: { cost_id }, payload: { changes } }]);
    return getSourceCost(tx, cost_id);
  },
});
