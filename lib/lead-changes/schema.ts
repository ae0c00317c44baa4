import { z } from "zod";
import { pageInputSchema } from "@/lib/core/schema";

export const listChangesInputSchema = pageInputSchema.extend({
  id: z.uuid(),
});
export type ListChangesInput = z.output<typeof listChangesInputSchema>;

/** One change of a lead: who, when, from where, and field by field from what to what. */
export const leadChangeSchema = z.object({
  id: z.uuid(),
  kind: z.string(),
  at: z.iso.datetime(),
  /** null: by itself */
  actor: z.object({ id: z.uuid().nullable(), name: z.string() }).nullable(),
  via: z.string(),
  /** what was said of it was erased with a person */
  erased: z.boolean(),
  changes: z.array(z.object({ field: z.string(), old: z.string().nullable(), new: z.string().nullable() })),
  /** what was given as the reason, or by which rule */
  because: z.string().nullable(),
});
export type LeadChange = z.infer<typeof leadChangeSchema>;
export const leadChangePageSchema = z.object({ data: z.array(leadChangeSchema), next_cursor: z.string().nullable() });
export type LeadChangePage = z.infer<typeof leadChangePageSchema>;
