import { z } from "zod";

/** The kinds of address a person can be reached at. */
export const addressKind = z.enum(["email", "phone", "linkedin"]);
export type AddressKind = z.infer<typeof addressKind>;

/** One address of a lead, as facts and programs read it. */
export const contactPointSchema = z.object({
  id: z.uuid(),
  lead_id: z.uuid().nullable(),
  stakeholder_id: z.uuid().nullable(),
  kind: addressKind,
  value: z.string(),
  normalized: z.string(),
  is_primary: z.boolean(),
  /** many people are behind it: it warns, and does not block */
  shared: z.boolean(),
  /** a message to it came back: for good, or that time */
  bounce_state: z.enum(["soft", "hard"]).nullable(),
  /** why it looks like a shared one, or null */
  looks_shared: z.string().nullable(),
  /** how many leads have it */
  leads: z.number().int(),
});
export type ContactPoint = z.infer<typeof contactPointSchema>;

export const markSharedInputSchema = z.strictObject({ shared: z.boolean() });
export const markSharedCommandSchema = markSharedInputSchema.extend({ contact_point_id: z.uuid() });
