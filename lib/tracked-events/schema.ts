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
