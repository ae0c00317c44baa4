import { z } from "zod";

/** One tag of one lead; a name that is new becomes a tag. */
export const leadTagInputSchema = z.strictObject({
  lead_id: z.uuid(),
  name: z
    .string()
    .trim()
    .min(1, "Give the tag a name.")
    .max(50, "The name is longer than 50 characters. Shorten it.")
    .refine((text) => !/\p{Cc}/u.test(text), "The name holds a line break or control character. Remove it."),
});

export const leadTagsSchema = z.object({ tags: z.array(z.string()) });
