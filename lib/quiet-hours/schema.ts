import { z } from "zod";

const hour = /^([01]\d|2[0-3]):[0-5]\d$/;
const fromSchema = z.string().regex(hour, "Write the hour as 08:00.");
const untilSchema = z
  .string()
  .refine((text) => hour.test(text) || text === "24:00", "Write the hour as 21:00; 24:00 is the end of the day.");

export const holidaySchema = z.strictObject({
  date: z.iso.date("Write the day as 2026-12-25."),
  name: z
    .string()
    .trim()
    .min(1, "Give the holiday a name.")
    .max(80, "The name is longer than 80 characters. Shorten it.")
    .refine((text) => !/\p{Cc}/u.test(text), "The name holds a line break or control character. Remove it."),
});
export type Holiday = z.infer<typeof holidaySchema>;

/**
 * When people may be called and texted, by the clock where they are: from `from` until `until` on these weekdays (1 is Monday, 7 is
 * Sunday), on no holiday. All other hours are quiet.
 */
export const quietHoursSchema = z
  .strictObject({
    from: fromSchema,
    until: untilSchema,
    weekdays: z
      .array(z.number().int().min(1).max(7))
      .min(1, "Choose at least one day, or nobody could ever be called.")
      .max(7)
      .transform((days) => [...new Set(days)].toSorted()),
    holidays: z
      .array(holidaySchema)
      .max(366, "There can be 366 holidays. Remove past ones.")
      .transform((days) => days.toSorted((a, b) => a.date.localeCompare(b.date))),
  })
  .refine(({ from, until }) => from < until, { path: ["until"], message: "This must be later than the beginning." })
  .refine(({ holidays }) => new Set(holidays.map((day) => day.date)).size === holidays.length, {
    path: ["holidays"],
    message: "One day is there twice. Remove one of them.",
  });
export type QuietHours = z.output<typeof quietHoursSchema>;

/** 47 CFR 64.1200(c)(1): no calls before 8 in the morning or after 9 in the evening at the place of who is called. */
export const defaultQuietHours: QuietHours = {
  from: "08:00",
  until: "21:00",
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  holidays: [],
};
