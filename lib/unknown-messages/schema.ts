import { z } from "zod";

export const lookedInputSchema = z.strictObject({
  id: z.uuid(),
  number: z.number().int(),
  found: z.boolean(),
  complete: z.boolean(),
  settleSeconds: z.number(),
});

/** A person's word on a message of which nothing else can say whether it left. */
export const resolveMessageInputSchema = z.strictObject({ id: z.uuid(), sent: z.boolean() });

export const recordLeftInputSchema = z.strictObject({ id: z.uuid(), transport: z.enum(["captured", "smtp"]) });
