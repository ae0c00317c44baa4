import { z } from "zod";
import type { StoredFile } from "@/lib/attachments/queries";

export const claimInputSchema = z.strictObject({
  worker: z.string(),
  limit: z.number().int().min(1).max(100),
  /** the way out of messages that have no mailbox */
  fallback: z.enum(["captured", "smtp"]),
});

/** A message that this worker, and nobody else, may send now. */
export type Claimed = {
  id: string;
  number: number;
  transport: "captured" | "smtp" | "resend" | "twilio";
  mailbox: { id: string; version: number } | null;
  message_id: string;
  from: { name: string | null; address: string };
  to: { name: string | null; address: string };
  subject: string | null;
  text: string;
  html: string | null;
  in_reply_to: string | null;
  references: string[];
  source: string;
  organization: string;
  postal_address: string | null;
  /** whether the organization looks at opens and clicks */
  tracking: boolean;
  files: StoredFile[];
};

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
