import { z } from "zod";
import type { Role } from "@/lib/core/permissions";
import { oneLine, pageInputSchema, seenOrNull } from "@/lib/core/schema";
import { isTimezone } from "@/lib/core/time";
import { dealFields, dealInput } from "@/lib/deals/schema";
import { possibleDuplicateSchema } from "@/lib/duplicates/schema";
import { filterTextSchema } from "@/lib/filters/schema";
import { LEAD_SORTS, LEAD_STATUSES } from "./list-rules";

export const leadStatusSchema = z.enum(LEAD_STATUSES);
export type LeadStatus = z.infer<typeof leadStatusSchema>;

/** Where a lead may go from its status, and whether this person may send it there and back. */
export type StatusMove = {
  to: LeadStatus;
  needs_reason: boolean;
  min_role: Role;
  may: boolean;
  /** there is a way back for this person */
  may_return: boolean;
};

const seenLine = (name: string, longest: number) => oneLine(name, longest).nullable().transform(seenOrNull);

export const metadataSchema = z
  .record(z.string(), z.unknown())
  .refine((value) => JSON.stringify(value).length <= 16_384, "Metadata is larger than 16 KB. Shorten it.")
  .refine((value) => !JSON.stringify(value).includes("\\u0000"), "Metadata holds a NUL character. Remove it.");

const companyInputSchema = z.union([
  seenLine("The company", 200),
  z.strictObject({
    name: seenLine("The company's name", 200),
    domain: seenLine("The company's domain", 253).optional(),
  }),
]);

const leadFields = {
  first_name: seenLine("The first name", 200),
  last_name: seenLine("The last name", 200),
  email: seenLine("The email address", 320),
  phone: seenLine("The phone number", 60),
  linkedin: seenLine("The LinkedIn profile", 500),
  title: seenLine("The title", 200),
  company: companyInputSchema,
  source: seenLine("The source", 200),
  timezone: seenLine("The time zone", 64).refine(
    (zone) => zone === null || isTimezone(zone),
    "This is not an IANA time zone. Use a name such as Europe/Berlin.",
  ),
  tags: z.array(z.string().trim().min(1).max(50)).max(50, "A lead can have 50 tags. Remove some."),
  metadata: metadataSchema,
  /** where they came from: UTM and the like */
  source_metadata: metadataSchema,
  ...dealInput,
  owner_id: z.uuid("This is not a user's id.").nullable(),
  score: z.number().int().min(0).max(100).nullable(),
};

const naming = ["first_name", "last_name", "email", "phone", "linkedin"] as const;
export const NOBODY = "A lead needs a name or an address. Fill in at least one.";
/** Whether anything says who this lead is. */
export const isSomebody = (lead: Partial<Record<(typeof naming)[number], string | null>>) =>
  naming.some((field) => lead[field]);

export const createLeadInputSchema = z
  .strictObject(leadFields)
  .partial()
  .extend({
    unique: z.boolean().default(false),
    /** leads of which somebody says that this is not one of them */
    not_duplicate_of: z.array(z.uuid()).max(20).default([]),
  })
  .refine(isSomebody, { message: NOBODY, path: ["first_name"] });
export type CreateLeadInput = z.output<typeof createLeadInputSchema>;

export const updateLeadInputSchema = z
  .strictObject(leadFields)
  .partial()
  .extend({
    lead_id: z.uuid(),
    status: leadStatusSchema.optional(),
    status_reason: z.string().trim().max(1000).optional(),
    if_version: z.number().int().optional(),
    /** the fields as they were when the editing began: then only what was changed since is written, beside what others changed */
    base: z.strictObject(leadFields).partial().optional(),
  });
export type UpdateLeadInput = z.output<typeof updateLeadInputSchema>;

export const leadIdInputSchema = z.strictObject({ lead_id: z.uuid() });

const personRef = z.object({ id: z.uuid(), name: z.string() }).nullable();
const time = z.iso.datetime().nullable();

export const leadSchema = z.object({
  id: z.uuid(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  linkedin: z.string().nullable(),
  title: z.string().nullable(),
  company: z.object({ id: z.uuid(), name: z.string(), domain: z.string().nullable() }).nullable(),
  owner: personRef,
  status: leadStatusSchema,
  source: z.string().nullable(),
  score: z.number().int().nullable(),
  priority_tier: z.enum(["hot", "warm", "cold", "dormant"]).nullable(),
  timezone: z.string().nullable(),
  tags: z.array(z.string()),
  metadata: z.record(z.string(), z.unknown()),
  source_metadata: z.record(z.string(), z.unknown()),
  ...dealFields,
  last_contacted_at: time,
  last_contact_method: z.string().nullable(),
  last_contacted_by: personRef,
  contact_count: z.number().int(),
  last_response_at: time,
  reply_count: z.number().int(),
  awaiting_reply: z.boolean(),
  needs_reply: z.boolean(),
  do_not_contact: z.boolean(),
  version: z.number().int(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type Lead = z.infer<typeof leadSchema>;

export const createdLeadSchema = leadSchema.extend({ possible_duplicates: z.array(possibleDuplicateSchema) });

/** `GET /api/leads`: what may be asked; everything else is refused. */
export const listLeadsInputSchema = pageInputSchema.extend({
  status: z
    .string()
    .transform((list) => list.split(","))
    .pipe(z.array(leadStatusSchema))
    .optional(),
  owner: z.union([z.uuid(), z.literal("me"), z.literal("none")]).optional(),
  q: z.string().trim().max(200).optional(),
  tag: z.string().trim().max(50).optional(),
  filter: filterTextSchema.optional(),
  sort: z
    .string()
    .refine(
      (sort) => (LEAD_SORTS as readonly string[]).includes(sort.replace(/^-/, "")),
      `Sort by one of ${LEAD_SORTS.join(", ")}, with - for descending.`,
    )
    .default("-last_contacted_at"),
});
export type ListLeadsInput = z.output<typeof listLeadsInputSchema>;

export const leadPageSchema = z.object({
  data: z.array(leadSchema),
  next_cursor: z.string().nullable(),
  total: z.number().int().optional(),
  total_at_least: z.number().int().optional(),
});
export type LeadPage = z.infer<typeof leadPageSchema>;
