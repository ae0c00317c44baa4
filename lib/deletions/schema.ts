import { z } from "zod";
import { pageInputSchema } from "@/lib/core/schema";

export const listDeletedInputSchema = pageInputSchema;
export type ListDeletedInput = z.output<typeof listDeletedInputSchema>;

export const deletedLeadSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  company: z.string().nullable(),
  owner: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  deleted_at: z.iso.datetime(),
  /** when it will be purged by itself; null: never, or its person was erased already */
  purged_from: z.iso.datetime().nullable(),
});
export type DeletedLead = z.infer<typeof deletedLeadSchema>;
export const deletedPageSchema = z.object({ data: z.array(deletedLeadSchema), next_cursor: z.string().nullable() });
export type DeletedPage = z.infer<typeof deletedPageSchema>;
