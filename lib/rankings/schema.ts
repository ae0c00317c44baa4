import { z } from "zod";
import {
  checkPeriod,
  compared,
  MINIMUM_BASE,
  outreachFiguresSchema,
  periodFields,
  previousOutreachSchema,
  rowLinksSchema,
} from "@/lib/analytics/schema";
import { channelSchema } from "@/lib/guard/schema";

export const rankingInputSchema = z
  .strictObject({
    ...periodFields,
    ...compared,
    method: channelSchema.optional(),
    /** who has fewer attempts is not ranked */
    minimum: z.coerce.number().int().min(1, "The minimum is at least 1.").max(10_000).default(MINIMUM_BASE),
  })
  .superRefine(checkPeriod);
export type RankingInput = z.output<typeof rankingInputSchema>;

const rate = z.number().nullable();
export const rankedRepSchema = outreachFiguresSchema.extend({
  user: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  /** 1 is the best; null below the minimum */
  rank: z.number().int().nullable(),
  /** the reply rate drawn towards the team's, by which reps are ranked */
  shrunk_rate: rate,
  /** between these the reply rate lies with 95 % confidence */
  low: rate,
  high: rate,
  collisions: z.object({ prevented: z.number().int(), overridden: z.number().int(), escaped: z.number().int() }),
});
export type RankedRep = z.infer<typeof rankedRepSchema>;

export const rankingSchema = z.object({
  from_date: z.string(),
  to_date: z.string(),
  timezone: z.string(),
  minimum: z.number().int(),
  team: outreachFiguresSchema,
  data: z.array(rankedRepSchema),
  previous: previousOutreachSchema.nullable(),
  rows: rowLinksSchema,
  definitions: z.record(z.string(), z.string()),
});
export type Ranking = z.infer<typeof rankingSchema>;
