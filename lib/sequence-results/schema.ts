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

export const forecastInputSchema = z.strictObject({
  id: z.uuid(),
  /** as if so many people began it today, with its newest steps */
  adding: z.coerce
    .number({ error: "Say how many people, as a number." })
    .int("People come as wholes.")
    .min(0, "Nobody is the least.")
    .max(100_000, "The most is 100,000 people.")
    .default(0),
});
const forecastDaySchema = z.object({
  /** by the organization's clock */
  day: z.iso.date(),
  /** what goes out by itself */
  messages: z.number().int(),
  /** of these the emails, and those of all sequences that run: the mailboxes are theirs together */
  emails: z.number().int(),
  all_emails: z.number().int(),
  asked: z.number().int(),
});
export type ForecastDay = z.infer<typeof forecastDaySchema>;
/** What goes out by itself, and what reps are asked for, on each of the next days, if nobody answers. */
export const forecastSchema = z.object({
  data: z.array(forecastDaySchema),
  /** what the mailboxes send in a day at most; null: no limit is known, or one of them has none */
  daily_limit: z.number().int().nullable(),
});
export type Forecast = z.infer<typeof forecastSchema>;

const classesSchema = z.record(z.string(), z.number().int());
const became = {
  /** people to whom it left, also if it came back, or for whom it was done by hand */
  sent: z.number().int(),
  replied: z.number().int(),
  /** of whom it reached: who is a client now */
  converted: z.number().int(),
  bounced: z.number().int(),
  /** people who were asked not to be contacted after this step, as their last */
  opted_out: z.number().int(),
  replies_by_class: classesSchema,
};
export const stepResultSchema = z.object({
  step_id: z.uuid(),
  version: z.number().int(),
  position: z.number().int(),
  kind: z.string(),
  template: z.string().nullable(),
  ...became,
});
export type StepResult = z.infer<typeof stepResultSchema>;
export const templateResultSchema = z.object({
  template_id: z.uuid(),
  template: z.string(),
  channel: z.string(),
  ...became,
});
export type TemplateResult = z.infer<typeof templateResultSchema>;

const whole = {
  /** the base of all that follows */
  enrolled: z.number().int(),
  /** people to whom anything left, or for whom it was done */
  sent: z.number().int(),
  replied: z.number().int(),
  converted: z.number().int(),
  opted_out: z.number().int(),
  finished: z.number().int(),
  replies_by_class: classesSchema,
};
/** Of those who go through it, or went through it last. */
export const versionResultSchema = z.object({ version_id: z.uuid(), version: z.number().int(), ...whole });
export type VersionResult = z.infer<typeof versionResultSchema>;
export const sequenceResultsSchema = z.object({
  ...whole,
  versions: z.array(versionResultSchema),
  steps: z.array(stepResultSchema),
  templates: z.array(templateResultSchema),
});
export type SequenceResults = z.infer<typeof sequenceResultsSchema>;
