import { z } from "zod";
import { attachmentIdsSchema, attachmentSchema } from "@/lib/attachments/schema";
import { logContactInputSchema, touchStatusSchema } from "@/lib/communications/schema";
import { channelSchema, personSchema } from "@/lib/guard/schema";
import { bodyHtmlSchema, variablesSchema } from "@/lib/templates/schema";

/** What a message can be written on. A call or a meeting is not written; it is logged. */
export const MESSAGE_CHANNELS = ["email", "linkedin", "sms", "whatsapp"] as const;
export const messageChannelSchema = z.enum(MESSAGE_CHANNELS, {
  error: `A message goes by ${MESSAGE_CHANNELS.join(", ")}. Log anything else as a contact.`,
});
export type MessageChannel = z.infer<typeof messageChannelSchema>;

/** Which kind of address each channel reaches. */
export const ADDRESS_KINDS: Record<MessageChannel, LeadAddress["kind"]> = {
  email: "email",
  linkedin: "linkedin",
  sms: "phone",
  whatsapp: "phone",
};

/** Where a lead can be reached, as it was typed. */
export type LeadAddress = { kind: "email" | "phone" | "linkedin"; value: string };

export const BODY_LENGTH = 100_000;
/** A person may take a message back before it leaves; a program has thought before (contracts.md, Messages). */
export const UNDO_SECONDS = 10;

const bodyText = z
  .string()
  .max(BODY_LENGTH, "The text is longer than 100,000 characters. Shorten it.")
  .refine((text) => !text.includes("\u0000"), "The text holds a NUL character. Remove it.")
  .nullish();

/** The body of `POST /api/messages` (contracts.md, Messages). */
export const queueMessageInputSchema = z.strictObject({
  lead_id: z.uuid(),
  channel: messageChannelSchema,
  to: z.string().trim().min(1).max(320, "An address has at most 320 characters.").optional(),
  subject: logContactInputSchema.shape.subject,
  body_text: bodyText,
  /** cleaned; a plain part is made from it unless `body_text` is given too */
  body_html: bodyHtmlSchema.nullish(),
  /** filled in for the lead; a subject or text given beside it takes the place of the template's */
  template_id: z.uuid().nullish(),
  /** files of `POST /api/attachments`, each for one message */
  attachment_ids: attachmentIdsSchema.optional(),
  /** values for the template's own variables */
  variables: variablesSchema.optional(),
  scheduled_for: z.iso.datetime({ offset: true }).optional(),
  thread_id: z.uuid().nullish(),
  /** a message of theirs that this one answers */
  reply_to_id: z.uuid().nullish(),
  /** what it is for, which every figure can be narrowed to */
  campaign_id: z.uuid().nullish(),
  priority: z.number().int().min(1).max(10).default(5),
  override_reason: logContactInputSchema.shape.override_reason,
  /** the draft it was written in, which goes with it */
  draft_id: z.uuid().optional(),
});
export type QueueMessageInput = z.input<typeof queueMessageInputSchema>;
export type MessageGiven = z.output<typeof queueMessageInputSchema>;

export const queuedMessageSchema = z.object({
  id: z.uuid(),
  status: touchStatusSchema,
  message_id: z.string(),
  send_at: z.iso.datetime(),
});
export type QueuedMessage = z.infer<typeof queuedMessageSchema>;

export const messageIdInputSchema = z.strictObject({ id: z.uuid() });

/** A message as its writer and programs read it. */
export const messageSchema = z.object({
  id: z.uuid(),
  lead_id: z.uuid(),
  channel: channelSchema,
  status: touchStatusSchema,
  to: z.string().nullable(),
  subject: z.string().nullable(),
  body_text: z.string().nullable(),
  body_html: z.string().nullable(),
  template: z.object({ id: z.uuid(), name: z.string(), version: z.number().int() }).nullable(),
  attachments: z.array(attachmentSchema),
  message_id: z.string().nullable(),
  send_at: z.iso.datetime().nullable(),
  thread_id: z.uuid().nullable(),
  reply_to_id: z.uuid().nullable(),
  priority: z.number().int(),
  user: personSchema.nullable(),
  ended_reason: z.string().nullable(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type Message = z.infer<typeof messageSchema>;

/** A message that is still being written: only its writer sees it. */
export const saveDraftInputSchema = z.strictObject({
  /** the draft to write over; left out: a new one */
  draft_id: z.uuid().optional(),
  lead_id: z.uuid(),
  channel: messageChannelSchema,
  subject: logContactInputSchema.shape.subject,
  body_text: bodyText,
  body_html: bodyHtmlSchema.nullish(),
  /** what the writer saw last, as `version` was answered; STALE when the draft has been written on elsewhere since */
  if_version: z.iso.datetime().optional(),
});
export type SavedDraft = { draft_id: string | null; version: string | null };
/** What a draft was written on to elsewhere: a part of the refusal STALE. */
export type OtherDraft = Pick<Message, "id" | "channel" | "subject" | "body_text" | "body_html"> & { version: string };
export type SaveDraftInput = z.input<typeof saveDraftInputSchema>;
