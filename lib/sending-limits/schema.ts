import { z } from "zod";

/** What is paused or goes on: one mailbox, or everything that the organization sends. */
export const pauseSendingInputSchema = z.strictObject({
  mailbox_id: z.uuid().nullish(),
  reason: z
    .string()
    .trim()
    .min(1, "Say why, for those who wonder where their mail is.")
    .max(500, "Say it in 500 characters."),
});
export const resumeSendingInputSchema = z.strictObject({ mailbox_id: z.uuid().nullish() });

export const sendingStateSchema = z.object({
  paused: z.boolean(),
  reason: z.string().nullable(),
  since: z.iso.datetime().nullable(),
});
export type SendingState = z.infer<typeof sendingStateSchema>;
