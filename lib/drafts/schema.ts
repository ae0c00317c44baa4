import { z } from "zod";

const personSchema = z.object({ id: z.uuid(), name: z.string() });

/** `take_over`: also when a colleague is writing; they are told. */
export const claimDraftInputSchema = z.strictObject({
  lead_id: z.uuid(),
  method: z.string().max(40),
  take_over: z.boolean().default(false),
});

export const releaseDraftInputSchema = z.strictObject({ lead_id: z.uuid() });

/** Whether you are the one who writes now, and until when; else who is. `user` is null when they would rather not be named. */
export const claimedDraftSchema = z.object({
  claimed: z.boolean(),
  until: z.iso.datetime().nullable(),
  draft: z
    .object({
      user: personSchema.nullable(),
      since: z.iso.datetime(),
      until: z.iso.datetime(),
      method: z.string(),
    })
    .nullable(),
});
export type ClaimedDraft = z.infer<typeof claimedDraftSchema>;
