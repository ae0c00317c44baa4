import { z } from "zod";
import { messageFileSchema } from "@/lib/attachments/schema";
import { mailKindSchema } from "@/lib/mail-kinds/schema";
import { replyClassSchema } from "@/lib/reply-classes/schema";

/** A conversation in which they have written, as the inbox lists it. */
export const conversationSchema = z.object({
  id: z.uuid(),
  lead: z.object({ id: z.uuid(), name: z.string(), company: z.string().nullable() }),
  owner: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  subject: z.string().nullable(),
  preview: z.string().nullable(),
  at: z.iso.datetime(),
  channel: z.string(),
  needs_reply: z.boolean(),
  reply_class: replyClassSchema.nullable(),
});
export type Conversation = z.infer<typeof conversationSchema>;
export type ConversationPage = { data: Conversation[]; next_cursor: string | null };

/** One message of a conversation. */
export const conversationMessageSchema = z.object({
  id: z.uuid(),
  direction: z.enum(["outbound", "inbound"]),
  from: z.string(),
  at: z.iso.datetime(),
  subject: z.string().nullable(),
  body: z.string().nullable(),
  /** cleaned */
  html: z.string().nullable(),
  status: z.string(),
  files: z.array(messageFileSchema),
  /** who logged it by hand as well, and in which words */
  logged: z.object({ by: z.string().nullable(), text: z.string() }).nullable(),
  /** what arrived: its kind, what says so, and under which id that can be corrected */
  arrival: z
    .object({
      id: z.uuid(),
      kind: mailKindSchema,
      evidence: z.string(),
      return_date: z.iso.date().nullable(),
      /** a bounce or complaint: the address it is about, and whether that is wrong for good */
      recipient: z.string().nullable(),
      hard: z.boolean().nullable(),
      corrected: z.boolean(),
    })
    .nullable(),
});
export type ConversationMessage = z.infer<typeof conversationMessageSchema>;

export type ConversationDetail = {
  id: string;
  lead_id: string;
  subject: string | null;
  channel: string;
  reply_class: z.infer<typeof replyClassSchema> | null;
  /** the words that decided, or whose word it is */
  evidence: string | null;
  corrected_by: string | null;
  messages: ConversationMessage[];
};

export const correctReplyClassInputSchema = z.strictObject({ thread_id: z.uuid(), reply_class: replyClassSchema });
