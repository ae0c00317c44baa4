import { z } from "zod";

export const SIGNATURE_LENGTH = 1000;
export const signatureInputSchema = z.strictObject({
  signature: z
    .string()
    .max(SIGNATURE_LENGTH, "The signature is longer than 1,000 characters. Shorten it.")
    .refine((text) => !text.includes("\u0000"), "The signature holds a NUL character. Remove it."),
});
