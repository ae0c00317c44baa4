import { z } from "zod";

export const claimInputSchema = z.strictObject({
  worker: z.string(),
  limit: z.number().int().min(1).max(100),
  /** the way out of messages that have no mailbox */
  fallback: z.enum(["captured", "smtp"]),
});

export const heldInputSchema = z.strictObject({ id: z.uuid(), number: z.number().int(), worker: z.string() });

export const outcomeInputSchema = heldInputSchema.extend({
  outcome: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("sent"), response: z.string(), providerMessageId: z.string().optional() }),
    z.strictObject({ kind: z.literal("later"), response: z.string(), retryAfterSeconds: z.number().optional() }),
    z.strictObject({ kind: z.literal("rejected"), response: z.string() }),
    z.strictObject({ kind: z.literal("unknown"), response: z.string() }),
    z.strictObject({ kind: z.literal("stopped"), response: z.string() }),
  ]),
});
