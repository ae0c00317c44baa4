import { z } from "zod";

export const testSequenceInputSchema = z.strictObject({ id: z.uuid(), lead_id: z.uuid() });

/** One decision of a test, at its simulated time. */
export const testedStepSchema = z.object({
  at: z.iso.datetime(),
  step: z.object({ position: z.number().int(), kind: z.string() }).nullable(),
  decision: z.string(),
  words: z.string(),
});
export type TestedStep = z.infer<typeof testedStepSchema>;
export const testedSequenceSchema = z.object({ data: z.array(testedStepSchema) });

const forecastDaySchema = z.object({ day: z.iso.date(), messages: z.number().int(), asked: z.number().int() });
export type ForecastDay = z.infer<typeof forecastDaySchema>;
/** What goes out by itself, and what reps are asked for, on each of the next days, if nobody answers. */
export const forecastSchema = z.object({
  data: z.array(forecastDaySchema),
  /** what the mailboxes send in a day at most; null: no limit is known */
  daily_limit: z.number().int().nullable(),
});
export type Forecast = z.infer<typeof forecastSchema>;

export const stepResultSchema = z.object({
  step_id: z.uuid(),
  version: z.number().int(),
  position: z.number().int(),
  kind: z.string(),
  template: z.string().nullable(),
  /** people to whom it left, also if it came back, or for whom it was done by hand */
  sent: z.number().int(),
  replied: z.number().int(),
  bounced: z.number().int(),
  /** people who were asked not to be contacted after this step, as their last */
  opted_out: z.number().int(),
});
export type StepResult = z.infer<typeof stepResultSchema>;
export const sequenceResultsSchema = z.object({
  enrolled: z.number().int(),
  replied: z.number().int(),
  converted: z.number().int(),
  opted_out: z.number().int(),
  finished: z.number().int(),
  replies_by_class: z.record(z.string(), z.number().int()),
  steps: z.array(stepResultSchema),
});
export type SequenceResults = z.infer<typeof sequenceResultsSchema>;
