import { z } from "zod";
import { pageInputSchema } from "@/lib/core/schema";

export const DNC_KINDS = ["email", "domain", "phone", "linkedin", "person"] as const;
export const dncKindSchema = z.enum(DNC_KINDS);
export type DncKind = z.infer<typeof dncKindSchema>;
export const DNC_SOURCES = ["manual", "unsubscribe", "keyword", "complaint", "bounce", "import", "detected"] as const;
export type DncSource = (typeof DNC_SOURCES)[number];
/** Opt-outs the law protects: they never expire. */
export const LEGAL_SOURCES = ["unsubscribe", "keyword", "complaint"] as const;

const value = z
  .string()
  .trim()
  .min(1, "Say which address, domain or person.")
  .max(500, "This is longer than 500 characters.");
const channel = z.string().trim().min(1).max(40).nullish();
const sayWhy = "Say why. It is shown to everybody who is stopped.";

/** `POST /api/dnc`. A person is named by the id of their lead. */
export const addDncEntryInputSchema = z
  .strictObject({
    kind: dncKindSchema,
    value,
    channel,
    reason: z.string(sayWhy).trim().min(1, sayWhy).max(1000),
    source: z.enum(DNC_SOURCES).default("manual"),
    evidence: z.string().max(10_000).nullish(),
    expires_at: z.iso.datetime({ offset: true }).nullish(),
  })
  .refine((entry) => !(entry.expires_at && (LEGAL_SOURCES as readonly string[]).includes(entry.source)), {
    message: "A legal opt-out never expires. Leave this out.",
    path: ["expires_at"],
  });
export type AddDncEntryInput = z.output<typeof addDncEntryInputSchema>;

/** What an entry stopped at once. */
export const cancelledSchema = z.object({
  messages: z.number().int(),
  enrollments: z.number().int(),
  suggestions: z.number().int(),
});
export type Cancelled = z.infer<typeof cancelledSchema>;

export const addedDncEntrySchema = z.object({
  id: z.uuid(),
  kind: dncKindSchema,
  value_norm: z.string(),
  channel: z.string().nullable(),
  created: z.boolean(),
  cancelled: cancelledSchema,
});
export type AddedDncEntry = z.infer<typeof addedDncEntrySchema>;

/** `GET /api/dnc/check`: exactly one address. */
export const checkDncInputSchema = z
  .strictObject({
    email: value.optional(),
    domain: value.optional(),
    phone: value.optional(),
    linkedin: value.optional(),
    channel: channel.optional(),
  })
  .refine((one) => [one.email, one.domain, one.phone, one.linkedin].filter(Boolean).length === 1, {
    message: "Give exactly one of email, domain, phone or linkedin.",
    path: ["email"],
  });

const person = z.object({ id: z.uuid(), name: z.string() });

export const dncEntrySchema = z.object({
  id: z.uuid(),
  kind: dncKindSchema,
  value_norm: z.string(),
  channel: z.string().nullable(),
  reason: z.string(),
  source: z.enum(DNC_SOURCES),
  evidence: z.string().nullable(),
  since: z.iso.datetime(),
  expires_at: z.iso.datetime().nullable(),
  /** null: by itself */
  added_by: person.nullable(),
  /** whom an entry for a person is about */
  lead: person.nullable(),
  /** how it ended: by two people, by the review of a detection, or (nobody) by its time or a longer one */
  revoked: z.object({ at: z.iso.datetime(), by: person.nullable(), reason: z.string().nullable() }).nullable(),
  /** an admin asked to take it off, a second person has not decided yet */
  removal_asked: z.boolean(),
  /** sends that the gate stopped for it */
  blocked: z.number().int(),
});
export type DncEntry = z.infer<typeof dncEntrySchema>;

export const dncCheckSchema = z.object({
  blocked: z.boolean(),
  normalized: z.string(),
  channels: z.record(z.string(), z.boolean()),
  entries: z.array(
    dncEntrySchema.pick({
      id: true,
      kind: true,
      channel: true,
      reason: true,
      source: true,
      since: true,
      expires_at: true,
    }),
  ),
});
export type DncCheck = z.infer<typeof dncCheckSchema>;

/** `POST /api/dnc/check`: up to 10,000 values, answered in order. */
export const checkManyDncInputSchema = z.strictObject({
  values: z
    .array(z.strictObject({ kind: dncKindSchema.exclude(["person"]), value: z.string().max(1000), channel }))
    .min(1)
    .max(10_000, "Check at most 10,000 values at once."),
});
export const dncCheckResultSchema = z.object({
  kind: dncKindSchema,
  value: z.string(),
  blocked: z.boolean(),
  entry_ids: z.array(z.uuid()),
  error: z.string().optional(),
});
export type DncCheckResult = z.infer<typeof dncCheckResultSchema>;

export const DNC_STATES = ["active", "ending", "asked", "expired", "removed"] as const;
export type DncState = (typeof DNC_STATES)[number];

/** `channel=all`: entries for all channels. */
export const listDncInputSchema = pageInputSchema.extend({
  q: z.string().trim().max(200).optional(),
  kind: dncKindSchema.optional(),
  source: z.enum(DNC_SOURCES).optional(),
  channel: z.string().trim().max(40).optional(),
  state: z.enum(DNC_STATES).optional(),
});
export type ListDncInput = z.output<typeof listDncInputSchema>;
export type DncPage = { data: DncEntry[]; next_cursor: string | null; total?: number; total_at_least?: number };
