import { z } from "zod";
import { pageInputSchema } from "@/lib/core/schema";
import { personSchema } from "@/lib/guard/schema";
import { ITEM_STATUSES } from "@/lib/outreach-items/schema";

export const SUGGESTION_TYPES = ["TASK", "REPLY", "FOLLOW_UP", "SEND_EMAIL", "SCHEDULE_CALL", "SEND_PROPOSAL"] as const;
export const suggestionTypeSchema = z.enum(SUGGESTION_TYPES);
export type SuggestionType = z.infer<typeof suggestionTypeSchema>;

/** DRAFT is for one that is not whole yet: rules propose in one piece, so none stands there (docs/api.md). */
export const SUGGESTION_STATUSES = [
  "DRAFT",
  "PENDING",
  "APPROVED",
  "REJECTED",
  "MODIFIED",
  "FAILED",
  "EXECUTED",
  "EXPIRED",
] as const;
export const suggestionStatusSchema = z.enum(SUGGESTION_STATUSES);
export type SuggestionStatus = z.infer<typeof suggestionStatusSchema>;

const subject = z.string().trim().max(500, "The subject is longer than 500 characters. Shorten it.");
const body = z
  .string()
  .trim()
  .min(1, "There is no text. Write one.")
  .max(20_000, "The text is longer than 20,000 characters. Shorten it.")
  .refine((text) => !text.includes("\u0000"), "The text holds a NUL character. Remove it.");
const line = z.string().trim().min(1, "Say what is to be done.").max(1000, "This is longer than 1,000 characters.");

const messageContent = z.strictObject({ subject, body, template_id: z.uuid().nullable() });

/** What each type is made of. */
export const contentSchemas = {
  SEND_EMAIL: messageContent,
  SEND_PROPOSAL: messageContent,
  REPLY: z.strictObject({ subject, body, template_id: z.uuid().nullable() }),
  SCHEDULE_CALL: z.strictObject({
    suggested_times: z
      .array(z.iso.datetime({ offset: true }))
      .min(1)
      .max(5),
    duration: z
      .number({ error: "Say how many minutes, as a number." })
      .int("Minutes have no decimals.")
      .min(5, "A call has at least 5 minutes.")
      .max(480, "A call has at most 480 minutes."),
    meeting_type: z
      .string()
      .trim()
      .min(1, "Say what kind of call it is.")
      .max(100, "The kind is longer than 100 characters. Shorten it."),
  }),
  FOLLOW_UP: z.strictObject({
    reason: line,
    suggested_action: z.enum(["SEND_EMAIL", "SCHEDULE_CALL", "REPLY", "TASK"]),
    urgency: z.enum(["low", "medium", "high"]),
  }),
  TASK: z.strictObject({ title: line, due: z.iso.date().nullable() }),
} as const satisfies Record<SuggestionType, z.ZodType>;

export type MessageContent = z.infer<typeof messageContent>;
export type Content = { [T in SuggestionType]: z.infer<(typeof contentSchemas)[T]> }[SuggestionType];

export const evidenceSchema = z.object({
  kind: z.enum(["touch", "lead"]),
  id: z.uuid().nullable(),
  at: z.iso.datetime().nullable(),
  words: z.string(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const suggestionSchema = z
  .object({
    id: z.uuid(),
    lead_id: z.uuid(),
    lead: z.object({ id: z.uuid(), name: z.string(), company: z.string().nullable() }),
    type: suggestionTypeSchema,
    status: suggestionStatusSchema,
    cause: z.string(),
    channel: z.string().nullable(),
    /** the message of theirs that a REPLY answers */
    reply_to_id: z.uuid().nullable(),
    content: z.record(z.string(), z.unknown()),
    /** as it was proposed */
    proposed: z.record(z.string(), z.unknown()),
    /** how much of the text was changed, 0 to 1; null: nothing */
    edit_share: z.number().nullable(),
    reasoning: z.string(),
    evidence: z.array(evidenceSchema),
    confidence: z.number(),
    /** when the guard would allow it as far as is known; null: now */
    not_before: z.iso.datetime().nullable(),
    snoozed_until: z.iso.datetime().nullable(),
    expires_at: z.iso.datetime(),
    model: z.string(),
    version: z.number().int(),
    user: personSchema.nullable(),
    decided_by: personSchema.nullable(),
    decided_at: z.iso.datetime().nullable(),
    reason: z.string().nullable(),
    communication_id: z.uuid().nullable(),
    note_id: z.uuid().nullable(),
    /** where what was taken on stands: an item of somebody's day, from then on */
    item: z
      .object({
        id: z.uuid(),
        status: z.enum(ITEM_STATUSES),
        user: personSchema,
        shown_from: z.iso.datetime().nullable(),
      })
      .nullable(),
    /** carried out without a press */
    automatic: z.boolean(),
    /** why it did not go out by itself, as a code; why it is over, or why it failed */
    error: z.string().nullable(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: "Suggestion" });
export type Suggestion = z.infer<typeof suggestionSchema>;

const version = z.number().int().min(1).optional();

/** `version` is the draft that was looked at: another since is refused. */
export const approveSuggestionInputSchema = z.strictObject({
  id: z.uuid(),
  version,
  override_reason: z.string().max(2000).optional(),
  /** when it is to go out; left out: now */
  send_at: z.iso.datetime({ offset: true }).optional(),
});

export const modifySuggestionInputSchema = z.strictObject({
  id: z.uuid(),
  version,
  /** the parts that change */
  content: z.record(z.string(), z.unknown(), { error: "Give the parts that change as an object." }),
});

export const rejectSuggestionInputSchema = z.strictObject({
  id: z.uuid(),
  version,
  reason: z.string().trim().max(500, "The reason is longer than 500 characters. Shorten it.").nullish(),
});

export const snoozeSuggestionInputSchema = z.strictObject({
  id: z.uuid(),
  until: z.iso.datetime({ offset: true }),
});

/** What the quality page counts: `decided` is the base of those that were carried out, `sent` of those that were answered. */
export const QUALITY_FIGURES = [
  "proposed",
  "open",
  "decided",
  "executed",
  "failed",
  "rejected",
  "expired",
  "changed",
  "sent",
  "replied",
] as const;

export const listSuggestionsInputSchema = pageInputSchema.extend({
  lead_id: z.uuid().optional(),
  /** by comma; left out: every one */
  status: z
    .string()
    .transform((text) => text.split(",").map((one) => one.trim().toUpperCase()))
    .pipe(z.array(suggestionStatusSchema).min(1))
    .optional(),
  cause: z.string().max(40).optional(),
  /** those that a figure of the quality page counts */
  figure: z.enum(QUALITY_FIGURES).optional(),
});
export type ListSuggestionsInput = z.output<typeof listSuggestionsInputSchema>;

export const suggestionPageSchema = z.object({
  data: z.array(suggestionSchema),
  next_cursor: z.string().nullable(),
  total: z.number().int().optional(),
  total_at_least: z.number().int().optional(),
});
export type SuggestionPage = z.infer<typeof suggestionPageSchema>;

export const suggestionQualitySchema = z.object({
  data: z.array(
    z.object({
      cause: z.string(),
      proposed: z.number().int(),
      open: z.number().int(),
      executed: z.number().int(),
      /** approved, but the message did not get through, came back or was cancelled */
      failed: z.number().int(),
      rejected: z.number().int(),
      expired: z.number().int(),
      /** of those carried out: how many were changed before, and how much of their text on average */
      changed: z.number().int(),
      edit_share: z.number().nullable(),
      /** of the messages that were sent: how many were answered */
      sent: z.number().int(),
      replied: z.number().int(),
    }),
  ),
});
export type SuggestionQuality = z.infer<typeof suggestionQualitySchema>;
