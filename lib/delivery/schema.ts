import { z } from "zod";
import { operatorServerSchema } from "@/lib/sending-limits/schema";

export const claimInputSchema = z.strictObject({
  worker: z.string(),
  limit: z.number().int().min(1).max(100),
  /** the way out of messages that have no mailbox */
  fallback: z.enum(["captured", "smtp"]),
  /** the operator's server, where that is their way */
  server: operatorServerSchema.nullable().default(null),
  /** mailboxes that have enough to do */
  except: z.array(z.uuid()).max(100).default([]),
});

/** An attempt at sending a message, by its number. */
const attemptShape = { id: z.uuid(), number: z.number().int() };

export const startTextsInputSchema = z.strictObject({
  worker: z.string(),
  held: z.array(z.strictObject(attemptShape)).max(100),
});

const outcomeSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("sent"), response: z.string(), providerMessageId: z.string().optional() }),
  z.strictObject({
    kind: z.literal("later"),
    response: z.string(),
    retryAfterSeconds: z.number().optional(),
    pace: z.boolean().optional(),
    signIn: z.literal("refused").optional(),
  }),
  z.strictObject({
    kind: z.literal("rejected"),
    response: z.string(),
    address: z.enum(["hard", "soft"]).optional(),
    stopped: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal("unknown"), response: z.string() }),
  z.strictObject({ kind: z.literal("stopped"), response: z.string() }),
]);
const toldSchema = z.strictObject({ ...attemptShape, outcome: outcomeSchema });
export type Told = z.output<typeof toldSchema>;

export const recordOutcomesInputSchema = z.strictObject({ worker: z.string(), told: z.array(toldSchema).max(100) });
