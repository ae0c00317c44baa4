import { z } from "zod";
import { pageInputSchema, pageOf } from "@/lib/core/schema";

export const DUPLICATE_REASONS = ["email", "phone", "linkedin", "name_company"] as const;
export const duplicateReasonSchema = z.enum(DUPLICATE_REASONS);
export type DuplicateReason = z.infer<typeof duplicateReasonSchema>;

/** Who may be the same person as a lead that is added, and by what. */
export const possibleDuplicateSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  same: z.array(duplicateReasonSchema),
});
export type PossibleDuplicate = z.infer<typeof possibleDuplicateSchema>;

const text = z.string().trim().max(320).optional();

/** `GET /api/leads/duplicates`: what is typed so far. */
export const findDuplicatesInputSchema = z.strictObject({
  first_name: text,
  last_name: text,
  email: text,
  phone: text,
  linkedin: text,
  company: text,
  /** the lead that is edited: neither itself nor what was said not to be it */
  lead_id: z.uuid().optional(),
});
export const pagedHintsInputSchema = findDuplicatesInputSchema.extend(pageInputSchema.shape);
export type FindDuplicatesInput = z.output<typeof findDuplicatesInputSchema>;

const sideSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  title: z.string().nullable(),
  company: z.string().nullable(),
  owner: z.string().nullable(),
  status: z.string(),
  contact_count: z.number().int(),
  reply_count: z.number().int(),
  last_contacted_at: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
});
/** One of two leads that stand beside each other. */
export type DuplicateSide = z.infer<typeof sideSchema>;

export const duplicateHintSchema = sideSchema.extend({ same: z.array(duplicateReasonSchema), score: z.number() });
export type DuplicateHint = z.infer<typeof duplicateHintSchema>;
export const duplicateHintPageSchema = pageOf(duplicateHintSchema);

export const duplicatePairSchema = z.object({
  id: z.uuid(),
  score: z.number(),
  reasons: z.array(duplicateReasonSchema),
  /** the older of the two */
  lead: sideSchema,
  other: sideSchema,
  found_at: z.iso.datetime(),
});
export type DuplicatePair = z.infer<typeof duplicatePairSchema>;

export const listDuplicatesInputSchema = pageInputSchema.extend({
  lead_id: z.uuid().optional(),
});
export type ListDuplicatesInput = z.output<typeof listDuplicatesInputSchema>;
export const duplicatePageSchema = z.object({
  data: z.array(duplicatePairSchema),
  next_cursor: z.string().nullable(),
  total: z.number().int().optional(),
  total_at_least: z.number().int().optional(),
});
export type DuplicatePage = z.infer<typeof duplicatePageSchema>;

export const dismissDuplicateInputSchema = z.strictObject({ pair_id: z.uuid() });
export const dismissedDuplicateSchema = z.object({ id: z.uuid(), state: z.literal("dismissed") });
