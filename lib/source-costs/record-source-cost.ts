import { defineCommand } from "@/lib/core/command";
import { AppError, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { dayIn } from "@/lib/core/time";
import { getBaseCurrency } from "@/lib/deals/queries";
import { emit } from "@/lib/events/emit";
import { getRateOn } from "@/lib/exchange-rates/queries";
import { getSource } from "@/lib/sources/queries";
import { getSourceCost } from "./queries";
import { rateDayOf } from "./rules";
import { recordSourceCostInputSchema, type SourceCost } from "./schema";
import { insertCosts } from "./store";

/** Records what a source cost in a month. One per source, month and kind: what was wrong is corrected, never added twice. */
export const recordSourceCost = defineCommand({
  name: "recordSourceCost",
  permission: "sources:write",
  input: recordSourceCostInputSchema,
  run: async (tx, input, ctx): Promise<SourceCost> => {
    const today = dayIn(ctx.now, ctx.timezone);
    if (input.month > today.slice(0, 7)) throw invalid("month", "The costs of a future month are not known yet.");
    const source = await getSource(tx, input.source_id);
    const currency = input.currency ?? (await getBaseCurrency(tx));
    const held = await getRateOn(tx, currency, rateDayOf(input.month, today));
    const by = ctx.actor.userId;
    const [id] = await insertCosts(tx, [{ ...input, ...held, currency, id: newId(), by, at: ctx.now }]);
    if (!id) {
      const kind = input.kind.replaceAll("_", " ");
      throw new AppError(
        "CONFLICT",
        `${source.name} has a cost for ${kind} in ${input.month} already. Correct that one instead.`,
      );
    }
    const { note: _, ...payload } = { ...input, currency };
    await emit(tx, ctx, [{ kind: "source_cost.recorded", subjects: { cost_id: id }, payload }]);
    return getSourceCost(tx, id);
  },
});
