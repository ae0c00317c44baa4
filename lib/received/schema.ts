import { z } from "zod";
import { placeSchema, receivedMailSchema } from "@/lib/arrivals/schema";
import type { MessageFile } from "@/lib/attachments/schema";
import { mailKindSchema } from "@/lib/mail-kinds/schema";

export const receiveMessagesInputSchema = z.strictObject({
  place: placeSchema.default({ sent: false }),
  messages: z.array(receivedMailSchema).max(200),
});

export const RECEIVED_OUTCOMES = ["reply", "report", "automatic", "sent", "repeat", "unmatched", "ignored"] as const;
export type ReceivedOutcome = (typeof RECEIVED_OUTCOMES)[number];
export type ReceivedCounts = Record<ReceivedOutcome, number>;

/** A message that nobody knows whose it is. */
export const unmatchedMessageSchema = z.object({
  id: z.uuid(),
  channel: z.enum(["email", "sms"]),
  from: z.object({ address: z.string(), name: z.string().nullable() }),
  to: z.string().nullable(),
  subject: z.string().nullable(),
  preview: z.string().nullable(),
  at: z.iso.datetime(),
  kind: mailKindSchema,
  /** another message came under the same Message-ID before */
  repeats_id: z.boolean(),
  user: z.object({ id: z.uuid(), name: z.string() }).nullable(),
});
export type UnmatchedMessage = z.infer<typeof unmatchedMessageSchema>;
export type UnmatchedPage = { data: UnmatchedMessage[]; next_cursor: string | null; total: number };

/** The same with all that it says, for who decides whose it is. */
export type UnmatchedDetail = { id: string; body: string | null; html: string | null; files: MessageFile[] };
