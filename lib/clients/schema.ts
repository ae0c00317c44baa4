import { z } from "zod";
import { dealInput } from "@/lib/deals/schema";

const personRef = z.object({ id: z.uuid(), name: z.string() });

/** A customer, as the outside reads it. */
export const clientSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  lead_id: z.uuid(),
  value_minor: z.number().int().nullable(),
  currency: z.string().nullable(),
  converted_by: personRef,
  converted_at: z.iso.datetime(),
});
export type Client = z.infer<typeof clientSchema>;

/** What is not given is taken from the lead: the company's name, the estimated value. */
export const convertLeadInputSchema = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, "A client needs a name.")
    .max(200, "The name is longer than 200 characters. Shorten it.")
    .optional(),
  value_minor: dealInput.estimated_value_minor.optional(),
  currency: dealInput.currency.optional(),
  /** stays in the history of the lead */
  reason: z.string().trim().max(1000, "The reason is longer than 1,000 characters. Shorten it.").optional(),
});
export const convertLeadCommandSchema = convertLeadInputSchema.extend({ lead_id: z.uuid() });

export const unconvertLeadInputSchema = z.strictObject({
  reason: z
    .string({ error: "Say why the conversion is undone." })
    .trim()
    .min(1, "Say why the conversion is undone.")
    .max(1000, "The reason is longer than 1,000 characters. Shorten it."),
});
export const unconvertLeadCommandSchema = unconvertLeadInputSchema.extend({ lead_id: z.uuid() });
