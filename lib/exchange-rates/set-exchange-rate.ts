import { defineCommand } from "@/lib/core/command";
import { invalid } from "@/lib/core/errors";
import { dayIn } from "@/lib/core/time";
import { getBaseCurrency } from "@/lib/deals/queries";
import { emit } from "@/lib/events/emit";
import { listExchangeRates } from "./queries";
import { type ExchangeRate, setExchangeRateInputSchema } from "./schema";
import { upsertRates } from "./store";

/** Sets what a currency is worth from a day on. Costs and transactions that were counted before keep the rate they had. */
export const setExchangeRate = defineCommand({
  name: "setExchangeRate",
  permission: "budget:write",
  input: setExchangeRateInputSchema,
  run: async (tx, { currency, day, rate }, ctx): Promise<ExchangeRate> => {
    const base = await getBaseCurrency(tx);
    if (currency === base) throw invalid("currency", `${base} is the currency of the organization. It needs no rate.`);
    if (day > dayIn(ctx.now, ctx.timezone)) throw invalid("day", "A rate is known from its day on, not before.");
    await upsertRates(tx, [{ currency, base, day, rate, setBy: ctx.actor.userId, at: ctx.now }]);
    const found = (await listExchangeRates(tx, currency)).find((one) => one.day === day && one.base_currency === base);
    if (!found) throw new Error("The rate was just set");
    await emit(tx, ctx, [{ kind: "fx_rate.set", payload: { currency, base, day, rate } }]);
    return found;
  },
});
