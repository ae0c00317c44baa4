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

export const sendingStandingSchema = sendingStateSchema.extend({
  /** the operator's server takes our sign-in no more: why, and when it was last asked. What leaves by mailboxes is not held up */
  refused: z.object({ reason: z.string(), tried_at: z.iso.datetime() }).nullable(),
});
export type SendingStanding = z.infer<typeof sendingStandingSchema>;

/** The server that the operator named for all who have no mailbox: its name, and a keyed hash of how it is reached. */
export const operatorServerSchema = z.strictObject({ host: z.string(), print: z.string() });
export type OperatorServer = z.infer<typeof operatorServerSchema>;
