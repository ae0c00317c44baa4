import { defineCommand } from "@/lib/core/command";
import { dayIn } from "@/lib/core/time";
import { emit } from "@/lib/events/emit";
import { getRateOn } from "@/lib/exchange-rates/queries";
import { getSourceCost } from "./queries";
import { rateDayOf } from "./rules";
import { correctSourceCostInputSchema, type SourceCost } from "./schema";
import { updateCostColumns, updateCostNote } from "./store";

/** Puts a cost right; another amount takes the rate anew, other words alone keep it. What it was stands in the audit log. */
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
    const changes = Object.fromEntries(
      (["amount_minor", "currency", "note"] as const)
        .filter((part) => before[part] !== wanted[part])
        .map((part) => [part, { old: before[part], new: wanted[part] }]),
    );
    if (Object.keys(changes).length === 0) return before;
    const stamp = { by: ctx.actor.userId, at: ctx.now };
    if (changes.amount_minor || changes.currency) {
      const held = await getRateOn(tx, wanted.currency, rateDayOf(before.month, dayIn(ctx.now, ctx.timezone)));
      await updateCostColumns(tx, cost_id, { ...wanted, ...held, ...stamp });
    } else await updateCostNote(tx, cost_id, { note: wanted.note, ...stamp });
    await emit(tx, ctx, [{ kind: "source_cost.corrected", subjects: { cost_id }, payload: { changes } }]);
    return getSourceCost(tx, cost_id);
  },
});
