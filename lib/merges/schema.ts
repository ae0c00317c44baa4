import { z } from "zod";
import type { DuplicateReason } from "@/lib/duplicates/schema";
import { leadSchema } from "@/lib/leads/schema";

const choiceSchema = z.enum(["lead", "other"]);
/** By the names the outside knows: whose value stays. What is not said keeps the lead's, and takes the other's where that is empty. */
const fieldsSchema = z
  .strictObject({
    first_name: choiceSchema,
    last_name: choiceSchema,
    title: choiceSchema,
    email: choiceSchema,
    phone: choiceSchema,
    linkedin: choiceSchema,
    company: choiceSchema,
    owner: choiceSchema,
    status: choiceSchema,
    source: choiceSchema,
    timezone: choiceSchema,
    estimated_value: choiceSchema,
    expected_close_date: choiceSchema,
    probability_override: choiceSchema,
  })
  .partial();
export type ChosenFields = z.output<typeof fieldsSchema>;
export type FieldName = keyof ChosenFields;

/** The columns of what is chosen, by its name; an amount is nothing without its currency. */
export const columnsOf: Record<FieldName, readonly [string, ...string[]]> = {
  first_name: ["first_name"],
  last_name: ["last_name"],
  title: ["title"],
  email: ["email"],
  phone: ["phone_e164"],
  linkedin: ["linkedin"],
  company: ["company_id"],
  owner: ["owner_id"],
  status: ["status"],
  source: ["source"],
  timezone: ["timezone"],
  estimated_value: ["estimated_value_minor", "currency"],
  expected_close_date: ["expected_close_date"],
  probability_override: ["probability_override"],
};

/** `POST /api/leads/{id}/merge`: the other lead becomes a part of this one. */
export const mergeLeadsInputSchema = z.strictObject({
  other_id: z.uuid("This is not a lead's id."),
  fields: fieldsSchema.default({}),
  /** messages that wait and would break a rule between the two are cancelled; else they stand in the way */
  cancel_waiting: z.boolean().default(false),
});
export const mergeLeadsCommandSchema = mergeLeadsInputSchema.extend({ lead_id: z.uuid() });
export const mergedLeadSchema = z.object({ merge_id: z.uuid(), lead: leadSchema, cancelled: z.number().int() });
export type MergedLead = z.infer<typeof mergedLeadSchema>;

export const undoMergeInputSchema = z.strictObject({ lead_id: z.uuid() });
export const undoneMergeSchema = z.object({
  /** the lead that stayed */
  lead: leadSchema,
  /** the one that is its own again */
  restored: leadSchema,
  /** fields that were changed since and stay so */
  kept: z.array(z.string()),
  /** touches since the merge that stay with the lead */
  stayed: z.number().int(),
});
export type UndoneMerge = z.infer<typeof undoneMergeSchema>;

export const previewMergeInputSchema = z.strictObject({ id: z.uuid(), other_id: z.uuid() });

const waitingSchema = z.object({
  communication_id: z.uuid(),
  lead_id: z.uuid(),
  channel: z.string(),
  subject: z.string().nullable(),
  send_at: z.iso.datetime(),
  why: z.enum(["DNC_BLOCKED", "NO_CONSENT", "RECENTLY_CONTACTED"]),
});
/** A message that waits at one of two leads and may not go out once they are one. */
export type WaitingConflict = z.infer<typeof waitingSchema>;

export const mergePreviewSchema = z.object({
  lead: leadSchema,
  other: leadSchema,
  /** where the two differ; `choice` is what happens when nobody chooses */
  fields: z.array(
    z.object({
      name: z.enum(Object.keys(columnsOf) as [FieldName, ...FieldName[]]),
      lead: z.string().nullable(),
      other: z.string().nullable(),
      choice: choiceSchema,
    }),
  ),
  moves: z.object({
    touches: z.number().int(),
    stakeholders: z.number().int(),
    addresses: z.number().int(),
    tags: z.number().int(),
  }),
  /** what holds for both from then on */
  do_not_contact: z.array(
    z.object({ kind: z.string(), value: z.string(), channel: z.string().nullable(), reason: z.string() }),
  ),
  no_consent: z.array(z.object({ kind: z.string(), value: z.string(), status: z.string() })),
  waiting: z.array(waitingSchema),
  /** why the two cannot be merged at all, or not this way about */
  refusal: z.string().nullable(),
});
export type MergePreview = z.infer<typeof mergePreviewSchema>;

/** What the page of a lead says of it: who may be the same person, and who is a part of it. */
export type Twins = {
  twins: { id: string; name: string; reasons: DuplicateReason[] }[];
  /** the last who was made a part of it and can be taken out again */
  merged: { name: string; by: string | null } | null;
};
