import { z } from "zod";

/** What became of a call, in the order in which the form offers it: its key is its place. */
export const CALL_OUTCOMES = [
  { code: "connected", name: "Connected", reached: true },
  { code: "voicemail", name: "Voicemail", reached: false },
  { code: "no_answer", name: "No answer", reached: false },
  { code: "busy", name: "Busy", reached: false },
  { code: "gatekeeper", name: "Somebody else answered", reached: false },
  { code: "wrong_number", name: "Wrong number", reached: false },
] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number]["code"];
export const callOutcomeSchema = z.enum(CALL_OUTCOMES.map((one) => one.code));

const durationSchema = z.number().int().min(0).max(86_400, "A call of more than a day? Check the length.");

/** What became of a call and how long it took; null: nobody said. */
export const callResultSchema = z.object({
  outcome: callOutcomeSchema.nullable(),
  duration_seconds: z.number().int().nullable(),
});
export type CallResult = z.infer<typeof callResultSchema>;

/** What a logged call may say beside its text. */
export const callFields = {
  call_outcome: callOutcomeSchema.optional(),
  duration_seconds: durationSchema.optional(),
  /** with `wrong_number`: the number that was called reaches nobody we look for */
  number_is_wrong: z.boolean().optional(),
};

export const recordCallInputSchema = z.strictObject({
  outcome: callOutcomeSchema,
  duration_seconds: durationSchema.nullish(),
  /** what was said; only where the touch has no text of its own yet */
  note: z
    .string()
    .max(100_000, "The text is longer than 100,000 characters. Shorten it.")
    .refine((text) => !text.includes("\u0000"), "The text holds a NUL character. Remove it.")
    .nullish(),
  /** with `wrong_number`: the number that was called reaches nobody we look for */
  number_is_wrong: z.boolean().optional(),
});
export type RecordCallInput = z.input<typeof recordCallInputSchema>;
export const recordCallCommandSchema = recordCallInputSchema.extend({ contact_id: z.uuid() });
