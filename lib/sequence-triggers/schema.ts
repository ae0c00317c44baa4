import { z } from "zod";
import { pageInputSchema } from "@/lib/core/schema";
import { TRIGGER_KINDS } from "@/lib/sequences/trigger-schema";

/** What a cause came to: the lead was enrolled, or was not, and why. */
export const triggeringSchema = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  kind: z.enum(TRIGGER_KINDS),
  lead: z.object({ id: z.uuid(), name: z.string() }),
  outcome: z.enum(["enrolled", "refused"]),
  code: z.string().nullable(),
  reason: z.string().nullable(),
  enrollment_id: z.uuid().nullable(),
});
export type Triggering = z.infer<typeof triggeringSchema>;
export const triggeringPageSchema = z.object({ data: z.array(triggeringSchema), next_cursor: z.string().nullable() });
export type TriggeringPage = z.infer<typeof triggeringPageSchema>;
export const listTriggeringsInputSchema = pageInputSchema.extend({
  sequence_id: z.uuid(),
  outcome: z.enum(["enrolled", "refused"]).optional(),
});
