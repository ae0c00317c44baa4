import { z } from "zod";
import { pageInputSchema } from "@/lib/core/schema";
import { channelSchema, personSchema, refusalCodeSchema } from "@/lib/guard/schema";
import { replyClassSchema } from "@/lib/reply-classes/schema";
import { callFields, callResultSchema } from "./call-schema";

export const directionSchema = z.enum(["outbound", "inbound"]);
export type Direction = z.infer<typeof directionSchema>;

export const TOUCH_STATUSES = [
  "draft",
  "queued",
  "sending",
  "sent",
  "delivered",
  "bounced",
  "rejected",
  "failed",
  "unknown",
  "cancelled",
  "blocked",
  "received",
  "logged",
] as const;
export const touchStatusSchema = z.enum(TOUCH_STATUSES);

export const TOUCH_SOURCES = [
  "manual_log",
  "composer",
  "sequence",
  "batch",
  "inbox_sync",
  "import",
  "api",
  "suggestion",
  "backfill",
] as const;
export const touchSourceSchema = z.enum(TOUCH_SOURCES);

export const collisionKindSchema = z.enum(["prevented", "overridden", "escaped"]);
export type CollisionKind = z.infer<typeof collisionKindSchema>;

export const touchCollisionSchema = z.object({
  kind: collisionKindSchema,
  code: refusalCodeSchema,
  other_id: z.uuid().nullable(),
  reason: z.string().nullish(),
});

/** One row of the ledger as every screen and program reads it. */
export const touchSchema = z.object({
  id: z.uuid(),
  lead_id: z.uuid(),
  method: channelSchema,
  direction: directionSchema,
  subject: z.string().nullable(),
  body_preview: z.string().nullable(),
  responded: z.boolean(),
  response_at: z.iso.datetime().nullable(),
  user: personSchema.nullable(),
  occurred_at: z.iso.datetime(),
  created_at: z.iso.datetime(),
  thread_id: z.uuid().nullable(),
  thread_subject: z.string().nullable(),
  status: touchStatusSchema,
  intent: z.enum(["planned", "happened"]),
  source: touchSourceSchema,
  collisions: z.array(touchCollisionSchema),
  /** a message: when it is, or was, to go out */
  scheduled_for: z.iso.datetime().nullish(),
  /** a message that will not go out: since when, and why */
  ended_at: z.iso.datetime().nullish(),
  ended_reason: z.string().nullish(),
  /** a call: what became of it, as far as somebody said */
  call: callResultSchema.nullish(),
  /** what was said in it is kept */
  has_transcript: z.boolean().nullish(),
  /** an answer that was logged by hand: what it comes to, the words that say so, or who said it */
  reply: z
    .object({ class: replyClassSchema.nullable(), evidence: z.string().nullable(), by: z.string().nullable() })
    .nullish(),
  /** a message that was read: who logged it by hand as well, and in which words */
  logged: z
    .object({ id: z.uuid(), by: personSchema.nullable(), at: z.iso.datetime(), text: z.string().nullable() })
    .nullish(),
});
export type Touch = z.infer<typeof touchSchema>;

/** What a person, a program or an import says about one touch; the body of `POST /api/leads/{id}/contacts`. */
export const logContactInputSchema = z.strictObject({
  method: channelSchema,
  direction: directionSchema.default("outbound"),
  subject: z
    .string()
    .trim()
    .max(500, "The subject is longer than 500 characters. Shorten it.")
    .refine((text) => !/\p{Cc}/u.test(text), "The subject holds a line break or control character. Remove it.")
    .nullish(),
  body: z
    .string()
    .max(100_000, "The text is longer than 100,000 characters. Shorten it.")
    .refine((text) => !text.includes("\u0000"), "The text holds a NUL character. Remove it.")
    .nullish(),
  metadata: z
    .record(z.string(), z.unknown())
    .refine((value) => JSON.stringify(value).length <= 16_384, "Metadata is larger than 16 KB. Shorten it.")
    .refine((value) => !JSON.stringify(value).includes("\\u0000"), "Metadata holds a NUL character. Remove it.")
    .nullish(),
  occurred_at: z.iso.datetime({ offset: true }).optional(),
  already_happened: z.boolean().optional(),
  responded: z.boolean().optional(),
  response_at: z.iso.datetime({ offset: true }).optional(),
  /** the conversation it belongs to, or the message of theirs that it answers */
  thread_id: z.uuid().nullish(),
  reply_to_id: z.uuid().nullish(),
  ...callFields,
  override_reason: z.string().trim().max(2000, "The reason is longer than 2,000 characters. Shorten it.").optional(),
});
export type LogContactInput = z.input<typeof logContactInputSchema>;

/** The command behind it also needs the lead. */
export const logContactCommandSchema = logContactInputSchema.extend({ lead_id: z.uuid() });

export const loggedContactSchema = z.object({
  id: z.uuid(),
  lead_id: z.uuid(),
  user_id: z.uuid().nullable(),
  method: z.string(),
  direction: directionSchema,
  occurred_at: z.iso.datetime(),
  created_at: z.iso.datetime(),
  collisions: z.array(touchCollisionSchema.omit({ reason: true })),
});
export type LoggedContact = z.infer<typeof loggedContactSchema>;

export const markRespondedInputSchema = z.strictObject({
  responded: z.boolean(),
  response_at: z.iso.datetime({ offset: true }).optional(),
});
export const markRespondedCommandSchema = markRespondedInputSchema.extend({ contact_id: z.uuid() });

export const listTouchesInputSchema = pageInputSchema.extend({
  id: z.uuid(),
});
