import { z } from "zod";
import { checkPeriod, compared, periodFields, rowLinksSchema } from "@/lib/analytics/schema";
import { daySchema, pageInputSchema } from "@/lib/core/schema";

/** The way of a lead that goes well. Those that closed otherwise are counted by themselves. */
export const STAGES = ["new", "enriched", "contacted", "conversing", "qualified", "proposal", "converted"] as const;
export type Stage = (typeof STAGES)[number];

const narrowed = {
  source_id: z.union([z.uuid(), z.literal("none")]).optional(),
  /** the owner */
  user_id: z.union([z.uuid(), z.literal("none")]).optional(),
};
export const funnelInputSchema = z.strictObject({ ...periodFields, ...compared, ...narrowed }).superRefine(checkPeriod);
export type FunnelInput = z.output<typeof funnelInputSchema>;

const whole = z.number().int();
const named = z.object({ id: z.uuid(), name: z.string() }).nullable();
const reached = {
  arrived: whole,
  contacted: whole,
  conversing: whole,
  qualified: whole,
  proposal: whole,
  converted: whole,
  lost: whole,
};
export const reachedSchema = z.object(reached);
export type Reached = z.infer<typeof reachedSchema>;

const days = { from_date: z.string(), to_date: z.string() };
const moves = z.array(z.object({ from_status: z.string(), to_status: z.string(), moves: whole, leads: whole }));

export const funnelSchema = z.object({
  ...days,
  timezone: z.string(),
  total: whole,
  stages: z.array(
    z.object({
      status: z.string(),
      leads: whole,
      /** of those that reached the stage before; null without any */
      rate_from_previous: z.number().nullable(),
      rate_from_start: z.number().nullable(),
    }),
  ),
  lost: whole,
  by_source: z.array(z.object({ source: named, ...reached })),
  by_rep: z.array(z.object({ user: named, ...reached })),
  previous: z.object({ ...days, ...reached }).nullable(),
  rows: rowLinksSchema,
  definitions: z.record(z.string(), z.string()),
});
export type Funnel = z.infer<typeof funnelSchema>;

export const lifecycleSchema = z.object({
  ...days,
  timezone: z.string(),
  moves,
  time_in_stage: z.array(
    z.object({
      status: z.string(),
      left: whole,
      mean_days: z.number().nullable(),
      median_days: z.number().nullable(),
      p90_days: z.number().nullable(),
    }),
  ),
  now: z.array(z.object({ status: z.string(), leads: whole, median_days: z.number().nullable() })),
  week_start: whole,
  /** by the week in which leads arrived, the first day of each */
  cohorts: z.array(z.object({ week: z.string(), ...reached })),
  previous: z.object({ ...days, arrived: whole, moves: whole }).nullable(),
  rows: rowLinksSchema,
  definitions: z.record(z.string(), z.string()),
});
export type Lifecycle = z.infer<typeof lifecycleSchema>;

export const LEAD_FIGURES = [
  "arrived",
  "contacted",
  "conversing",
  "qualified",
  "proposal",
  "converted",
  "lost",
] as const;
export const funnelRowsInputSchema = z
  .strictObject({
    ...periodFields,
    ...narrowed,
    /** with the sources below that one in the tree */
    below: z.enum(["true"]).optional(),
    figure: z.enum([...LEAD_FIGURES, "new", "moves", "movers", "left", "now"]).default("arrived"),
    /** the first day of the week in which they arrived */
    week: daySchema.optional(),
    from_status: z.string().max(30).optional(),
    to_status: z.string().max(30).optional(),
    ...pageInputSchema.shape,
  })
  .superRefine(checkPeriod);
export type FunnelRowsInput = z.output<typeof funnelRowsInputSchema>;
