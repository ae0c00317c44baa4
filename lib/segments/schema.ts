import { z } from "zod";
import { OPERATORS } from "@/lib/filters/field-schema";
import { filterSchema } from "@/lib/filters/schema";
import { leadSchema, listLeadsInputSchema } from "@/lib/leads/schema";

export const VISIBILITIES = ["private", "team", "public"] as const;
export type Visibility = (typeof VISIBILITIES)[number];

const name = z
  .string()
  .trim()
  .min(1, "Give the segment a name.")
  .max(100, "The name is longer than 100 characters. Shorten it.")
  .refine((text) => !/\p{Cc}/u.test(text), "The name holds a line break or control character. Remove it.");

export const createSegmentInputSchema = z.strictObject({
  name,
  filter: filterSchema,
  visibility: z.enum(VISIBILITIES).default("private"),
});
export const updateSegmentInputSchema = z.strictObject({
  segment_id: z.uuid(),
  name: name.optional(),
  filter: filterSchema.optional(),
  visibility: z.enum(VISIBILITIES).optional(),
  if_version: z.number().int().optional(),
});
export const segmentIdInputSchema = z.strictObject({ segment_id: z.uuid() });
export const previewSegmentInputSchema = z.strictObject({ filter: filterSchema });
/** Any list of leads, without an order or a place. */
export const countLeadsInputSchema = listLeadsInputSchema.omit({ sort: true, limit: true, cursor: true });
export const explainFilterInputSchema = z.strictObject({ filter: filterSchema, lead_id: z.uuid() });
export const explainLeadInputSchema = z.strictObject({ id: z.uuid(), lead_id: z.uuid() });
export const listSegmentLeadsInputSchema = listLeadsInputSchema
  .pick({ sort: true, limit: true, cursor: true })
  .extend({ id: z.uuid() });

export const segmentSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  /** as it was given; read with the schema of a filter */
  filter: z.unknown(),
  visibility: z.enum(VISIBILITIES),
  owner: z.object({ id: z.uuid(), name: z.string() }),
  may_change: z.boolean(),
  last_count: z.number().int().nullable(),
  counted_at: z.iso.datetime().nullable(),
  version: z.number().int(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type Segment = z.infer<typeof segmentSchema>;

/** How many leads: exact, or from a sample when counting all would take too long. */
export const leadCountSchema = z.object({ count: z.number().int(), exact: z.boolean() });
export type LeadCount = z.infer<typeof leadCountSchema>;
export const segmentPreviewSchema = leadCountSchema.extend({ data: z.array(leadSchema) });
export type SegmentPreview = z.infer<typeof segmentPreviewSchema>;

export const explainedConditionSchema = z.object({
  field: z.string(),
  op: z.enum(OPERATORS),
  key: z.string().optional(),
  value: z.unknown(),
  holds: z.boolean(),
  lead_value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).nullable(),
});
export const explainedLeadSchema = z.object({
  lead_id: z.uuid(),
  included: z.boolean(),
  conditions: z.array(explainedConditionSchema),
});
export type ExplainedLead = z.infer<typeof explainedLeadSchema>;
