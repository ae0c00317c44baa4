import { z } from "zod";

/** That of a lead whose first and last name are as long as they may be, in letters of three bytes. */
export const longestCursor = 3000;

/** What every list takes beside its own parameters (contracts.md, Lists). */
export const pageInputSchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(longestCursor).optional(),
});
export type PageInput = z.output<typeof pageInputSchema>;

/** A day; the year 0 is in ISO 8601, and in no database. */
export const daySchema = z.iso
  .date("Write the day as YYYY-MM-DD.")
  .refine((day) => !day.startsWith("0000"), "There was no such year. Write the day as YYYY-MM-DD.");

/** A list as every route answers it (contracts.md, Lists). */
export const pageOf = <T extends z.ZodType>(row: T) =>
  z.object({
    data: z.array(row),
    next_cursor: z.string().nullable(),
    total: z.number().int().optional(),
    total_at_least: z.number().int().optional(),
  });

/** A field of one line, trimmed. NUL cannot be stored, other control characters only confuse: both are refused. */
export const oneLine = (name: string, longest: number) =>
  z
    .string({ error: `${name} must be text.` })
    .trim()
    .max(longest, `${name} is longer than ${longest} characters. Shorten it.`)
    .refine((text) => !/\p{Cc}/u.test(text), `${name} holds a line break or control character. Remove it.`);

/** Null for a text in which nobody would see anything: empty, or made of joiners, marks of direction and fillers alone. */
export const seenOrNull = (text: string | null | undefined): string | null =>
  text && /[^\p{Cf}\p{Z}\u115f\u1160\u3164\uffa0]/u.test(text) ? text : null;
