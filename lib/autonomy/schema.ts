import { z } from "zod";
import { SUGGESTION_TYPES, type SuggestionType, suggestionTypeSchema } from "@/lib/suggestions/schema";

/** From nothing at all to without a press; a later one includes those before it. */
export const LEVELS = ["off", "suggest", "one_click", "automatic"] as const;
export const levelSchema = z.enum(LEVELS, { error: `A level is one of ${LEVELS.join(", ")}.` });
export type Level = z.infer<typeof levelSchema>;

export const MOST_A_DAY = 200;

const wish = z
  .strictObject({
    level: levelSchema.optional(),
    /** so many are carried out without a press in a day at most */
    day_limit: z
      .number({ error: "The limit is a whole number." })
      .int("The limit has no decimals.")
      .min(0, "The limit is at least 0.")
      .max(MOST_A_DAY, `The limit is at most ${MOST_A_DAY} a day.`)
      .optional(),
  })
  .refine((given) => given.level !== undefined || given.day_limit !== undefined, "Give a level or a limit.");

/** `PATCH /api/autonomy` and `/api/autonomy/ceiling`: the kinds that change. */
export const changeAutonomyInputSchema = z.strictObject(
  Object.fromEntries(SUGGESTION_TYPES.map((type) => [type, wish.optional()])) as Record<
    SuggestionType,
    z.ZodOptional<typeof wish>
  >,
);
export type ChangeAutonomyInput = z.output<typeof changeAutonomyInputSchema>;

const set = z.object({ level: levelSchema, day_limit: z.number().int() });

/** For one person: what they want, what an admin allows at most, what holds, and how much of the day is used. */
export const autonomySchema = z.object({
  data: z.array(
    z.object({
      action: suggestionTypeSchema,
      mine: set,
      ceiling: set,
      effective: set,
      /** carried out today without a press */
      used_today: z.number().int(),
    }),
  ),
});
export type Autonomy = z.infer<typeof autonomySchema>;
