import { z } from "zod";

const text = z.string().trim().min(1).max(1000);

/** Which lead is asked for: by its id, or by an address of it when it is out of sight. */
export const requestHandOverInputSchema = z.strictObject({
  lead_id: z.uuid().optional(),
  email: text.optional(),
  phone: text.optional(),
  linkedin: text.optional(),
  note: z.string().trim().max(500, "The note is longer than 500 characters. Shorten it.").optional(),
});
export type RequestHandOverInput = z.output<typeof requestHandOverInputSchema>;

export const decideHandOverInputSchema = z.strictObject({ hand_over_id: z.uuid() });

export const openHandOverSchema = z.object({
  id: z.uuid(),
  lead_id: z.uuid(),
  asked_by: z.object({ id: z.uuid(), name: z.string() }),
  note: z.string().nullable(),
  asked_at: z.iso.datetime(),
});
export type OpenHandOver = z.infer<typeof openHandOverSchema>;
