import { z } from "zod";
import { pageInputSchema } from "@/lib/core/schema";

const personSchema = z.object({ id: z.uuid(), name: z.string() });

export const noteSchema = z.object({
  id: z.uuid(),
  lead_id: z.uuid(),
  body: z.string(),
  author: personSchema,
  /** whom it names with @, by the name they have now */
  mentions: z.array(personSchema),
  created_at: z.iso.datetime(),
  edited_at: z.iso.datetime().nullable(),
});
export type Note = z.infer<typeof noteSchema>;

const bodySchema = z
  .string()
  .trim()
  .min(1, "The note is empty. Write something, or leave it.")
  .max(20_000, "The note is longer than 20,000 characters. Shorten it.")
  .refine((text) => !text.includes("\u0000"), "The note holds a NUL character. Remove it.");

/** Whom it mentions is read from the text: `@` and the whole name of a member. */
export const addNoteInputSchema = z.strictObject({ body: bodySchema });
export const addNoteCommandSchema = addNoteInputSchema.extend({ lead_id: z.uuid() });

export const editNoteInputSchema = z.strictObject({ body: bodySchema });
export const editNoteCommandSchema = editNoteInputSchema.extend({ note_id: z.uuid() });

export const noteIdSchema = z.strictObject({ note_id: z.uuid() });

export const listNotesInputSchema = pageInputSchema.extend({
  id: z.uuid(),
});

export const notePageSchema = z.object({ data: z.array(noteSchema), next_cursor: z.string().nullable() });
export type NotePage = z.infer<typeof notePageSchema>;

/** A member as a note may name them. */
export type Colleague = { id: string; name: string };
/** `sees`: may see the lead, so that they can be told. */
export type KnownColleague = Colleague & { sees: boolean };
