import { z } from "zod";
import { periodFields, rowLinksSchema } from "@/lib/analytics/schema";
import { pageInputSchema } from "@/lib/core/schema";

export const forecastInputSchema = z.strictObject({
  /** how many past months the method is tried on */
  months: z.coerce.number().int().min(1, "Try at least one month.").max(24, "At most 24 months.").default(6),
  campaign_id: periodFields.campaign_id,
});
export type ForecastInput = z.output<typeof forecastInputSchema>;

const whole = z.number().int();
export const PIPELINE = ["conversing", "qualified", "proposal"] as const;
export const forecastSchema = z.object({
  as_of: z.string(),
  month: z.string(),
  timezone: z.string(),
  base_currency: z.string(),
  /** what the open leads of the pipeline are worth, by status */
  pipeline: z.array(
    z.object({
      status: z.string(),
      leads: whole,
      with_value: whole,
      value_minor: whole,
      /** the share that was won within the month, of those that stood here when one of the past months began */
      win_rate: z.number().nullable(),
      /** how many that share is of */
      base: whole,
      expected_minor: whole,
    }),
  ),
  pipeline_minor: whole,
  expected_minor: whole,
  /** the same said at the beginning of past months, beside what came */
  past: z.array(
    z.object({
      month: z.string(),
      expected_minor: whole,
      actual_minor: whole,
      error_minor: whole,
      /** the error divided by what came; null when nothing came */
      error_rate: z.number().nullable(),
    }),
  ),
  /** the mean of those errors without their sign, divided by the mean of what came; null when nothing came */
  mean_error_rate: z.number().nullable(),
  without_value: whole,
  without_rate: whole,
  method: z.string(),
  rows: rowLinksSchema,
  definitions: z.record(z.string(), z.string()),
});
export type Forecast = z.infer<typeof forecastSchema>;

export const forecastRowsInputSchema = z.strictObject({
  campaign_id: periodFields.campaign_id,
  status: z.enum(PIPELINE).optional(),
  figure: z
    .enum([
      "pipeline",
      "with_value",
      "without_value",
      "without_rate",
      /** each lead and month of those that a win rate is of */
      "stood",
      /** those of a past month's pipeline that were won in it */
      "came",
    ])
    .default("pipeline"),
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, "Write the month as YYYY-MM.")
    .optional(),
  ...pageInputSchema.shape,
});
export type ForecastRowsInput = z.output<typeof forecastRowsInputSchema>;
