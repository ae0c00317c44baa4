import { z } from "zod";
import { checkPeriod, compared, periodFields, rowLinksSchema } from "@/lib/analytics/schema";
import { pageInputSchema } from "@/lib/core/schema";
import { reachedSchema } from "@/lib/funnels/schema";

/** Whole months: from the one of `from_date` to the one of `to_date`; default this month and the eleven before. */
export const returnsInputSchema = z.strictObject({ ...periodFields, ...compared }).superRefine(checkPeriod);
export type ReturnsInput = z.output<typeof returnsInputSchema>;

const whole = z.number().int();
const amount = whole.nullable();
const source = z.object({ id: z.uuid(), name: z.string(), parent_id: z.uuid().nullable() }).nullable();
const days = { from_date: z.string(), to_date: z.string(), timezone: z.string(), base_currency: z.string() };

const perLead = {
  cost_per_lead_minor: amount,
  cost_per_conversing_minor: amount,
  cost_per_qualified_minor: amount,
  cost_per_won_minor: amount,
};
export const sourcesReportSchema = z.object({
  ...days,
  /** costs are null to who may not see money */
  data: z.array(
    reachedSchema.extend({
      source,
      cost_minor: amount,
      ...perLead,
      /** the same of it and of all sources below it in the tree; null where none of these is told */
      with_below: reachedSchema.extend({ cost_minor: amount, ...perLead }).nullable(),
    }),
  ),
  previous: z
    .object({ from_date: z.string(), to_date: z.string(), arrived: whole, converted: whole, cost_minor: amount })
    .nullable(),
  rows: rowLinksSchema,
  definitions: z.record(z.string(), z.string()),
});
export type SourcesReport = z.infer<typeof sourcesReportSchema>;

const returns = {
  cost_minor: whole,
  leads: whole,
  won: whole,
  revenue_minor: whole,
  /** (revenue - cost) / cost; null without any cost */
  roi: z.number().nullable(),
  ...perLead,
  /** months from the first cost until what came in had paid it; null until then */
  payback_months: amount,
};
export const returnsSchema = z.object(returns);
export type Returns = z.infer<typeof returnsSchema>;

export const ATTRIBUTION_MODELS = ["first", "last", "linear", "position"] as const;
export type AttributionModel = (typeof ATTRIBUTION_MODELS)[number];
const credit = z.object({
  touchpoint: z.object({ kind: z.enum(["source", "channel", "unknown"]), id: z.string().nullable(), name: z.string() }),
  revenue_minor: whole,
  /** won deals, in shares */
  won: z.number(),
});
export type Credit = z.infer<typeof credit>;

export const roiReportSchema = z.object({
  ...days,
  totals: returnsSchema,
  by_source: z.array(returnsSchema.extend({ source, with_below: returnsSchema.nullable() })),
  by_month: z.array(z.object({ month: z.string(), cost_minor: whole, revenue_minor: whole, won: whole })),
  attribution: z.object({
    /** the same for every model */
    revenue_minor: whole,
    won: whole,
    first: z.array(credit),
    last: z.array(credit),
    linear: z.array(credit),
    position: z.array(credit),
  }),
  /** won, but with no value, or in a currency without a rate on that day: they bring no revenue here */
  without_value: whole,
  without_rate: whole,
  /** costs that were kept while the organization's currency was another one: they are in no sum here */
  costs_before: whole,
  previous: returnsSchema.extend({ from_date: z.string(), to_date: z.string() }).nullable(),
  rows: rowLinksSchema,
  definitions: z.record(z.string(), z.string()),
});
export type RoiReport = z.infer<typeof roiReportSchema>;

export const returnRowsInputSchema = z
  .strictObject({
    ...periodFields,
    /** `credited`: what a touchpoint is credited of each won lead under a model */
    figure: z.enum(["won", "costs", "costs_before", "without_value", "without_rate", "credited"]).default("won"),
    source_id: z.union([z.uuid(), z.literal("none")]).optional(),
    /** with the sources below that one in the tree */
    below: z.enum(["true"]).optional(),
    model: z.enum(ATTRIBUTION_MODELS).default("linear"),
    touchpoint: z.enum(["source", "channel", "unknown"]).default("unknown"),
    touchpoint_id: z.string().max(60).optional(),
    ...pageInputSchema.shape,
  })
  .superRefine(checkPeriod);
export type ReturnRowsInput = z.output<typeof returnRowsInputSchema>;
