import { z } from "zod";

const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Write the hour as 09:00.");

/** When the organization works, by its own clock: from `from` until `until` on these weekdays (1 is Monday, 7 is Sunday). */
export const workingHoursSchema = z
  .strictObject({
    from: hour,
    until: hour,
    weekdays: z
      .array(z.number().int().min(1).max(7))
      .min(1, "Choose at least one day.")
      .max(7)
      .transform((days) => [...new Set(days)].toSorted()),
  })
  .refine(({ from, until }) => from < until, { path: ["until"], message: "This must be later than the beginning." });

export const WEEK_STARTS = [1, 0, 6] as const;

/** How the organization divides time: weeks, the fiscal year, and the hours it works. */
export const calendarSchema = z.object({
  /** 0 is Sunday, 1 Monday, 6 Saturday */
  week_start: z.literal(WEEK_STARTS),
  /** the month, 1 to 12, with which the fiscal year begins */
  fiscal_year_start: z.number().int().min(1, "A month is 1 to 12.").max(12, "A month is 1 to 12."),
  working_hours: workingHoursSchema,
});
export type Calendar = z.output<typeof calendarSchema>;

/** `PATCH /api/calendar`: the given parts only. */
export const changeCalendarInputSchema = z.strictObject(calendarSchema.partial().shape);
