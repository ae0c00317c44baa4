import { z } from "zod";
import { CHANNELS } from "./channel-rules";

export const channelSchema = z.enum(CHANNELS);
export type Channel = z.infer<typeof channelSchema>;

/** Why the guard speaks, in the order of its checks (product.md): the first failing one names a refusal. */
export const REFUSAL_CODES = [
  "ADDRESS_INVALID",
  "DNC_BLOCKED",
  "NO_CONSENT",
  "QUIET_HOURS",
  "RECENTLY_CONTACTED",
  "COMPANY_LIMIT",
  "SAME_CHANNEL_RECENT",
  "COMPANY_RECENT",
  "SIMILAR_MESSAGE",
  "DRAFT_CLAIMED",
  "TOO_MANY_TOUCHES",
  "IN_SEQUENCE",
] as const;
export const refusalCodeSchema = z.enum(REFUSAL_CODES);
export type RefusalCode = z.infer<typeof refusalCodeSchema>;

/** The shortest reason that may override a rule, after trimming. */
export const OVERRIDE_REASON_LENGTH = 10;

export const personSchema = z.object({ id: z.uuid(), name: z.string() });
export type Person = z.infer<typeof personSchema>;

/** The touch that stands in the way: who, when, how and what. */
export const holderSchema = z.object({
  user: personSchema.nullable(),
  at: z.iso.datetime(),
  channel: z.string(),
  subject: z.string().nullable(),
  excerpt: z.string().nullable(),
  /** it has not gone out yet: `at` is when it is to */
  scheduled: z.boolean().optional(),
});
export type Holder = z.infer<typeof holderSchema>;

export const ruleAnswerSchema = z.object({
  code: refusalCodeSchema,
  result: z.enum(["pass", "warn", "block", "skip"]),
  holder: holderSchema.nullish(),
  until: z.iso.datetime().nullish(),
  overridable: z.boolean(),
  message: z.string(),
  similarity: z.number().min(0).max(1).optional(),
});
export type RuleAnswer = z.infer<typeof ruleAnswerSchema>;

export const channelAnswerSchema = z.object({
  verdict: z.enum(["free", "warn", "blocked"]),
  next_allowed_at: z.iso.datetime().nullable(),
  address: z.string().nullable(),
  rules: z.array(ruleAnswerSchema),
});
export type ChannelAnswer = z.infer<typeof channelAnswerSchema>;

/** "Can I contact this lead now, and if not, when and who has the slot?", channel by channel, rule by rule. */
export const contactabilitySchema = z.object({
  lead_id: z.uuid(),
  as_of: z.iso.datetime(),
  channels: z.partialRecord(channelSchema, channelAnswerSchema),
  /** a colleague is writing to them now; `user` is null when they would rather not be named */
  draft: z
    .object({ user: personSchema.nullable(), since: z.iso.datetime(), until: z.iso.datetime(), method: z.string() })
    .optional(),
  /** where they may be, and by what that is known: quiet hours follow these clocks */
  place: z.object({ zones: z.array(z.string()), by: z.enum(["lead", "company", "phone", "organization"]) }).optional(),
});
export type Contactability = z.infer<typeof contactabilitySchema>;

export const refusalWarningSchema = z.object({
  code: refusalCodeSchema,
  message: z.string(),
  overridable: z.boolean(),
  holder: holderSchema.nullish(),
  until: z.iso.datetime().nullish(),
  similarity: z.number().min(0).max(1).optional(),
});

/** What a refused send gets beside the problem's own fields; `holder` is null for who may not see the lead. */
export const refusalSchema = z.object({
  code: refusalCodeSchema,
  detail: z.string(),
  overridable: z.boolean(),
  next_allowed_at: z.iso.datetime().nullable(),
  holder: holderSchema.nullable(),
  warnings: z.array(refusalWarningSchema),
});
export type Refusal = z.infer<typeof refusalSchema>;

/** A problem as a form receives it: the guard's refusal fields are there when the guard refused. */
export const problemSchema = refusalSchema
  .omit({ code: true, detail: true })
  .partial()
  .extend({
    code: z.string(),
    detail: z.string(),
    status: z.number().int().optional(),
    request_id: z.string().optional(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  });
export type Problem = z.infer<typeof problemSchema>;

/** `GET /api/leads/{id}/contactability`: with a message of theirs, what the guard says of an answer to that. */
export const assessLeadQuerySchema = z.strictObject({ reply_to_id: z.uuid().optional() });
export const assessLeadInputSchema = assessLeadQuerySchema.extend({ id: z.string() });

/** `GET /api/leads/verdicts?ids=...`: the dots of at most 200 rows of a list. */
export const listVerdictsInputSchema = z.strictObject({
  ids: z
    .string()
    .transform((list) => list.split(",").filter(Boolean))
    .pipe(z.array(z.uuid()).max(200)),
});

export const verdictListSchema = z.object({ data: z.array(contactabilitySchema) });
