import { z } from "zod";
import { pageInputSchema } from "@/lib/core/schema";

/** What left, what may have left, what did not, and what is on its way. */
export const OUTBOX_STATES = ["left", "unknown", "failed", "waiting"] as const;
export type OutboxState = (typeof OUTBOX_STATES)[number];

export const listMailInputSchema = pageInputSchema.extend({
  state: z.enum(OUTBOX_STATES).default("left"),
});
export type ListMailInput = z.output<typeof listMailInputSchema>;

export const mailSchema = z.object({
  id: z.uuid(),
  lead: z.object({ id: z.uuid(), name: z.string() }),
  user: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  channel: z.string(),
  status: z.string(),
  transport: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  subject: z.string().nullable(),
  message_id: z.string(),
  /** when it left, or is to leave */
  at: z.iso.datetime(),
  response: z.string().nullable(),
  tries: z.number().int(),
});
export type Mail = z.infer<typeof mailSchema>;
export type MailPage = { data: Mail[]; next_cursor: string | null };

export const mailIdInputSchema = z.strictObject({ id: z.uuid() });

/** One message with what its server was given; `raw` is there while its file is. */
export const mailDetailSchema = mailSchema.extend({ text: z.string().nullable(), raw: z.string().nullable() });
export type MailDetail = z.infer<typeof mailDetailSchema>;
