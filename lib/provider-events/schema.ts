import { z } from "zod";

export const recordProviderEventInputSchema = z.strictObject({
  provider: z.enum(["resend", "twilio"]),
  provider_event_id: z.string().min(1).max(200),
  kind: z.enum(["delivered", "deferred", "opened", "clicked", "bounced", "failed", "complained"]),
  at: z.date(),
  communication_id: z.uuid().nullable(),
  provider_message_id: z.string().max(200).nullable(),
  url: z.string().max(2000).nullable(),
  visitor: z.strictObject({ agent: z.string().nullable(), ip: z.string().nullable() }).nullable(),
  raw: z.string(),
});
