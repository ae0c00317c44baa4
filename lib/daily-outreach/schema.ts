import { z } from "zod";
import { logContactInputSchema } from "@/lib/communications/schema";
import { contactabilitySchema } from "@/lib/guard/schema";
import { ITEM_REASONS, ITEM_STATUSES } from "@/lib/outreach-items/schema";

export const createDayInputSchema = z.strictObject({
  /** leads of this segment fill the day up, behind replies and follow-ups */
  segment_id: z.uuid().nullish(),
  /** emails are prepared with this template */
  template_id: z.uuid().nullish(),
  /** adds no more than so many; left out: as many as fit */
  at_most: z.number().int().min(1).max(200).optional(),
  /** what the day is for, beside what sequences ask; it stays when it is left out */
  campaign_id: z.uuid().nullish(),
});
/** another campaign than its day's, or none; what a sequence asks for stays the sequence's. Left out: its day's */
const countedTo = z.uuid().nullish();
export const itemIdInputSchema = z.strictObject({ item_id: z.uuid() });
export const updateItemInputSchema = itemIdInputSchema.extend({
  subject: logContactInputSchema.shape.subject,
  body: logContactInputSchema.shape.body,
  tone: z.string().trim().max(40).nullish(),
  /** not before then */
  snoozed_until: z.iso.datetime({ offset: true }).nullish(),
});
export const skipItemInputSchema = itemIdInputSchema.extend({
  reason: z
    .string()
    .trim()
    .min(1, "Say why it is skipped.")
    .max(500, "The reason is longer than 500 characters. Shorten it."),
});
export const sendItemInputSchema = itemIdInputSchema.extend({
  /** as they stand on the screen; left out: as prepared */
  subject: logContactInputSchema.shape.subject,
  body: logContactInputSchema.shape.body,
  override_reason: logContactInputSchema.shape.override_reason,
  campaign_id: countedTo,
});
export const completeItemInputSchema = itemIdInputSchema.extend({
  /** a touch that was logged by another way; left out: a call or LinkedIn message is logged now, and passes the gate */
  communication_id: z.uuid().optional(),
  notes: logContactInputSchema.shape.body,
  override_reason: logContactInputSchema.shape.override_reason,
  campaign_id: countedTo,
});

const time = z.iso.datetime();
const campaignRef = z.object({ id: z.uuid(), name: z.string() }).nullable();
export const dayItemSchema = z.object({
  id: z.uuid(),
  lead: z.object({
    id: z.uuid(),
    name: z.string(),
    title: z.string().nullable(),
    company: z.string().nullable(),
    email: z.string().nullable(),
    timezone: z.string().nullable(),
  }),
  reason: z.enum(ITEM_REASONS),
  why: z.string(),
  channel: z.string().nullable(),
  subject: z.string().nullable(),
  body: z.string().nullable(),
  tone: z.string().nullable(),
  status: z.enum(ITEM_STATUSES),
  skip_reason: z.string().nullable(),
  due_at: time,
  snoozed_until: time.nullable(),
  done_at: time.nullable(),
  communication_id: z.uuid().nullable(),
  /** what it is counted to, or will be: of its touch, of its sequence, or of its day */
  campaign: campaignRef,
  version: z.number().int(),
  /** the message of theirs that it answers, while that waits for an answer */
  reply_to: z.object({ id: z.uuid(), subject: z.string().nullable() }).nullable(),
  /** the guard's word now, for what is open: on what answers them, its word on an answer */
  contactability: contactabilitySchema.nullable(),
});
export type DayItem = z.infer<typeof dayItemSchema>;
export const daySchema = z.object({
  day: z.iso.date(),
  capacity: z.number().int(),
  /** what the day is for, beside what sequences ask */
  campaign: campaignRef,
  done: z.number().int(),
  total: z.number().int(),
  /** told when a day is filled: how many more emails may leave today for who fills it; null: any number */
  emails_left: z.number().int().nullable().optional(),
  data: z.array(dayItemSchema),
});
export type Day = z.infer<typeof daySchema>;
