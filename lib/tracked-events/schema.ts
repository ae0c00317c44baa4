import { z } from "zod";

/** A picture that was loaded or a link that was followed, as the request showed it. */
export const recordTrackedEventInputSchema = z.strictObject({
  communication_id: z.uuid(),
  kind: z.enum(["opened", "clicked"]),
  url: z.string().max(2000).nullable(),
  agent: z.string().max(500),
  ip: z.string().max(60).nullable(),
  method: z.string().max(10),
  purpose: z.string().max(100).nullable(),
});

/** What people were seen to do with a message, and how often machines did it: those are counted nowhere. */
export const trackedSchema = z.object({
  opens: z.number().int(),
  first_opened_at: z.iso.datetime().nullable(),
  clicks: z.number().int(),
  links: z.array(z.string()),
  machine_events: z.number().int(),
});
export type Tracked = z.infer<typeof trackedSchema>;
