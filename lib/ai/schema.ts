import { z } from "zod";

export const composeTextInputSchema = z.strictObject({ suggestion_id: z.uuid() });

/** A text that a model wrote: nothing is done with it until a person approves it. */
export const composedTextSchema = z.object({ run_id: z.uuid(), subject: z.string(), body: z.string() });
export type ComposedText = z.infer<typeof composedTextSchema>;

export const aiUsageSchema = z.object({
  /** whether a model can be asked at all */
  configured: z.boolean(),
  model: z.string().nullable(),
  user_tokens_today: z.number().int(),
  user_daily_tokens: z.number().int(),
  organization_tokens_today: z.number().int(),
  organization_daily_tokens: z.number().int(),
  runs_today: z.number().int(),
  failed_today: z.number().int(),
});
export type AiUsage = z.infer<typeof aiUsageSchema>;
