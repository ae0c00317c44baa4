import { z } from "zod";
import { pageInputSchema } from "@/lib/core/schema";
import { currencySchema } from "@/lib/exchange-rates/schema";

export const COST_KINDS = ["advertising", "list_purchase", "event", "agency", "tool", "other"] as const;
export type CostKind = (typeof COST_KINDS)[number];

export const monthSchema = z
  .string({ error: "The month must be text." })
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, "Write the month as YYYY-MM.")
  .refine((month) => month >= "1990-01", "The month lies before 1990. Check the year.");

const amount = z
  .number({ error: "The amount must be a number, in the currency's minor unit." })
  .int("The amount is counted in the currency's minor unit, without decimals.")
  .min(0, "A cost cannot be negative. Correct or delete the one that was too high.")
  .max(Number.MAX_SAFE_INTEGER, "The amount is larger than can be kept.");
const note = z.string().trim().max(500, "The note is longer than 500 characters. Shorten it.").nullable();

/** `POST /api/source_costs`: one cost of one source, month and kind. */
export const recordSourceCostInputSchema = z.strictObject({
  source_id: z.uuid("This is not the id of a source."),
  month: monthSchema,
  kind: z.enum(COST_KINDS),
  amount_minor: amount,
  /** default: the organization's */
  currency: currencySchema.optional(),
  note: note.default(null),
});
export const correctSourceCostInputSchema = z.strictObject({
  cost_id: z.uuid(),
  amount_minor: amount.optional(),
  currency: currencySchema.optional(),
  note: note.optional(),
});
export const costIdInputSchema = z.strictObject({ cost_id: z.uuid() });

export const sourceCostSchema = z.object({
  id: z.uuid(),
  source: z.object({ id: z.uuid(), name: z.string() }),
  month: z.string(),
  kind: z.enum(COST_KINDS),
  amount_minor: z.number().int(),
  currency: z.string(),
  /** the rate that held at the end of the month, or today when it still runs; kept with the cost */
  fx_rate: z.number(),
  base_currency: z.string(),
  base_amount_minor: z.number().int(),
  note: z.string().nullable(),
  recorded_by: z.object({ id: z.uuid(), name: z.string() }),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type SourceCost = z.infer<typeof sourceCostSchema>;

export const listSourceCostsInputSchema = pageInputSchema.extend({
  source_id: z.uuid().optional(),
  from_month: monthSchema.optional(),
  to_month: monthSchema.optional(),
});
export type ListSourceCostsInput = z.output<typeof listSourceCostsInputSchema>;

/** `POST /api/source_costs/import`: a table with the columns source, month, kind, amount, currency and note. */
export const importSourceCostsInputSchema = z.strictObject({
  text: z.string().max(2_000_000, "The table is longer than two million characters. Split it."),
  dry_run: z.boolean().default(false),
});
export const importedSourceCostsSchema = z.object({
  rows: z.number().int(),
  created: z.number().int(),
  /** the same cost was there already */
  unchanged: z.number().int(),
  rejected: z.number().int(),
  problems: z.array(z.object({ line: z.number().int(), message: z.string() })),
});
export type ImportedSourceCosts = z.infer<typeof importedSourceCostsSchema>;
