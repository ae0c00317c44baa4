import { z } from "zod";

const name = z
  .string({ error: "The name must be text." })
  .trim()
  .min(1, "Give the source a name.")
  .max(200, "The name is longer than 200 characters. Shorten it.")
  .refine((text) => !/\p{Cc}/u.test(text), "The name holds a line break or control character. Remove it.");
const parent = z.uuid("This is not the id of a source.").nullable();

/** `POST /api/lead_sources`: `arrives_as` are the words that leads bring; default the name. */
export const createSourceInputSchema = z.strictObject({
  name,
  arrives_as: name.optional(),
  parent_id: parent.default(null),
});
export const updateSourceInputSchema = z.strictObject({
  source_id: z.uuid(),
  name: name.optional(),
  parent_id: parent.optional(),
});
export const sourceSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  /** the words of a lead that mean this source, in lower case */
  arrives_as: z.string(),
  parent_id: z.uuid().nullable(),
  /** live leads in sight that came from here, not from sources below */
  leads: z.number().int(),
  created_at: z.iso.datetime(),
});
export type Source = z.infer<typeof sourceSchema>;
