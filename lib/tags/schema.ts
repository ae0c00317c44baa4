import { z } from "zod";

/** The palette: tokens of the design, never a colour of one's own, so that each is readable in light and dark. */
export const TAG_COLOURS = ["grey", "blue", "green", "amber", "red", "violet"] as const;
export type TagColour = (typeof TAG_COLOURS)[number];

const name = z
  .string()
  .trim()
  .min(1, "Give the tag a name.")
  .max(50, "The name is longer than 50 characters. Shorten it.")
  .refine((text) => !/\p{Cc}/u.test(text), "The name holds a line break or control character. Remove it.");
const colour = z.enum(TAG_COLOURS).nullable();

export const createTagInputSchema = z.strictObject({ name, colour: colour.default(null) });
export const updateTagInputSchema = z.strictObject({
  tag_id: z.uuid(),
  name: name.optional(),
  colour: colour.optional(),
});
export const mergeTagsInputSchema = z.strictObject({ tag_id: z.uuid(), into_id: z.uuid() });
/** `GET /api/tags/names`: to choose from, without counting the leads of each. */
export const listTagNamesInputSchema = z.strictObject({});
export const tagNamesSchema = z.object({ data: z.array(z.string()) });
export const tagIdInputSchema = z.strictObject({ tag_id: z.uuid() });
export const tagSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  colour: colour,
  leads: z.number().int(),
  created_at: z.iso.datetime(),
});
export type Tag = z.infer<typeof tagSchema>;
export type TagColours = Record<string, TagColour>;
