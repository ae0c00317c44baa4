import { z } from "zod";

/** What a day is measured by: touches of any kind, different people, calls. */
export const MEASURES = ["touches", "people", "calls"] as const;
export type Measure = (typeof MEASURES)[number];

const target = z
  .number({ error: "A goal is a number." })
  .int("A goal is a whole number.")
  .min(1, "A goal is at least 1. Leave it empty for none.")
  .max(500, "A goal is at most 500 a day.")
  .nullable();

/** Left out: as it was. Null: no goal. */
export const changeGoalsInputSchema = z.strictObject({
  touches: target.optional(),
  people: target.optional(),
  calls: target.optional(),
  /** colleagues see the goals and how far they are reached */
  shared: z.boolean().optional(),
});
export type ChangeGoalsInput = z.output<typeof changeGoalsInputSchema>;

const reachedSchema = z.object({ done: z.number().int(), target: z.number().int().nullable() });

export const goalsSchema = z
  .object({
    /** the day it is where the member lives */
    day: z.iso.date(),
    timezone: z.string(),
    touches: reachedSchema,
    people: reachedSchema,
    calls: reachedSchema,
    /** of the touches: what sequences sent in the member's name */
    automated: z.number().int(),
    /** days in a row on which every goal was reached, or without a goal anybody was contacted; weekends neither count nor break it */
    streak: z.number().int(),
    shared: z.boolean(),
    /** colleagues who share theirs, by name */
    colleagues: z.array(
      z.object({
        user: z.object({ id: z.uuid(), name: z.string() }),
        touches: reachedSchema,
        people: reachedSchema,
        calls: reachedSchema,
      }),
    ),
  })
  .meta({ id: "Goals" });
export type Goals = z.infer<typeof goalsSchema>;
