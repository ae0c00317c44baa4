import { z } from "zod";
import { pageInputSchema } from "@/lib/core/schema";
import { isCurrency } from "@/lib/deals/currency-rules";

export const currencySchema = z
  .string({ error: "The currency must be text." })
  .trim()
  .toUpperCase()
  .refine(isCurrency, "This is no currency of ISO 4217. Use a code such as EUR.");

/** `PUT /api/fx_rates`: what one unit of a currency is worth in the organization's, from this day on. */
export const setExchangeRateInputSchema = z.strictObject({
  currency: currencySchema,
  day: z.iso.date("Write the day as YYYY-MM-DD."),
  rate: z
    .number({ error: "The rate must be a number." })
    .positive("A rate is above zero.")
    .max(1_000_000_000, "The rate is larger than can be kept.")
    .refine((rate) => rate >= 1e-9, "The rate is smaller than can be kept."),
});

export const exchangeRateSchema = z.object({
  id: z.uuid(),
  currency: z.string(),
  base_currency: z.string(),
  day: z.iso.date(),
  rate: z.number(),
  set_by: z.object({ id: z.uuid(), name: z.string() }),
  updated_at: z.iso.datetime(),
});
export type ExchangeRate = z.infer<typeof exchangeRateSchema>;

export const listExchangeRatesInputSchema = pageInputSchema.extend({ currency: currencySchema.optional() });
