import { z } from "zod";

const text = z.string().trim().min(1).max(1000);

/** `GET /api/outreach/check`: one address, whoever's lead it is. */
export const checkAddressInputSchema = z.strictObject({
  email: text.optional(),
  phone: text.optional(),
  linkedin: text.optional(),
  /** without it: every channel that uses this kind of address */
  channel: z.string().trim().min(1).max(40).optional(),
});
export type CheckAddressInput = z.output<typeof checkAddressInputSchema>;

/** All that anybody learns of a lead they may not see: taken, since when, until when. */
export const blindAnswerSchema = z.strictObject({
  verdict: z.enum(["free", "warn", "blocked"]),
  since: z.iso.datetime().nullable(),
  next_allowed_at: z.iso.datetime().nullable(),
  holder: z.null(),
});
export type BlindAnswer = z.infer<typeof blindAnswerSchema>;

export const checkedAddressSchema = z.strictObject({
  kind: z.enum(["email", "phone", "linkedin"]),
  normalized: z.string(),
  channels: z.record(z.string(), blindAnswerSchema),
});
export type CheckedAddress = z.infer<typeof checkedAddressSchema>;
