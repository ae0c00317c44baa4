import { z } from "zod";

/** A lead that stayed when its import was undone. */
export const keptLeadSchema = z.object({
  lead_id: z.uuid(),
  name: z.string(),
  outcome: z.enum(["created", "updated"]),
});
export type KeptLead = z.infer<typeof keptLeadSchema>;
export type KeptPage = { data: KeptLead[]; next_cursor: string | null };
