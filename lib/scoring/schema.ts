import { z } from "zod";
import { SIGNAL_NAMES, TIERS } from "./model-rules";

const weight = z
  .number({ error: "A weight is a whole number from -100 to 100." })
  .int("A weight has no decimals.")
  .min(-100, "A weight is at least -100.")
  .max(100, "A weight is at most 100.");
const percent = (what: string, from = 0) =>
  z
    .number({ error: `${what} must be a number.` })
    .int(`${what} has no decimals.`)
    .min(from, `${what} is at least ${from}.`)
    .max(100, `${what} is at most 100.`);

export const signalSchema = z.enum(SIGNAL_NAMES);
const weightsSchema = z.partialRecord(signalSchema, weight);

/** What is changed of the model; the rest stays as it was. */
export const publishModelInputSchema = z
  .strictObject({
    weights: weightsSchema.optional(),
    fit_share: percent("The share of fit").optional(),
    fit_cap: percent("The cap of fit", 1).optional(),
    engagement_cap: percent("The cap of engagement", 1).optional(),
    half_life_days: z
      .number({ error: "The half-life must be a number of days." })
      .int("The half-life has no decimals.")
      .min(1, "The half-life is at least 1 day.")
      .max(365, "The half-life is at most 365 days.")
      .optional(),
    hot: percent("The threshold of hot", 1).optional(),
    warm: percent("The threshold of warm", 1).optional(),
    cold: percent("The threshold of cold", 1).optional(),
    note: z.string().trim().max(300, "The note is longer than 300 characters. Shorten it.").nullish(),
    /** the version it was changed from; STALE when another was published since */
    if_version: z.number().int().min(0).optional(),
  })
  .meta({ id: "ScoringModelChange" });
export type PublishModelInput = z.output<typeof publishModelInputSchema>;

export const modelSchema = z.object({
  version: z.number().int(),
  weights: z.record(signalSchema, z.number().int()),
  fit_share: z.number().int(),
  fit_cap: z.number().int(),
  engagement_cap: z.number().int(),
  half_life_days: z.number().int(),
  hot: z.number().int(),
  warm: z.number().int(),
  cold: z.number().int(),
});

const tierCounts = z.record(z.enum(TIERS), z.number().int());

export const scoringSchema = z.object({
  model: modelSchema,
  versions: z.array(
    z.object({
      version: z.number().int(),
      note: z.string().nullable(),
      created_by: z.string().nullable(),
      created_at: z.iso.datetime(),
      hot: z.number().int(),
      warm: z.number().int(),
      cold: z.number().int(),
    }),
  ),
  /** how many leads have each score, 0 to 100 */
  distribution: z.array(z.number().int()),
  unscored: z.number().int(),
  tiers: tierCounts,
});
export type Scoring = z.infer<typeof scoringSchema>;

export const scoringEffectSchema = z.object({
  /** how many leads were looked at: all, or a sample of them */
  leads: z.number().int(),
  before: tierCounts,
  after: tierCounts,
  distribution: z.array(z.number().int()),
});
export type ScoringEffect = z.infer<typeof scoringEffectSchema>;

const factorSchema = z.object({
  signal: signalSchema,
  axis: z.enum(["fit", "engagement"]),
  points: z.number().int(),
  words: z.string(),
});

export const leadScoreSchema = z.object({
  lead_id: z.uuid(),
  score: z.number().int().nullable(),
  priority_tier: z.enum(TIERS).nullable(),
  /** somebody gave it, or a file: no model writes over it */
  given: z.boolean(),
  fit: z.number().int().nullable(),
  engagement: z.number().int().nullable(),
  fit_share: z.number().int(),
  model_version: z.number().int().nullable(),
  last_scored_at: z.iso.datetime().nullable(),
  factors: z.array(factorSchema),
  signals: z.array(
    z.object({
      type: signalSchema,
      timestamp: z.iso.datetime().nullable(),
      count: z.number().int(),
      weight: z.number().int(),
    }),
  ),
  history: z.array(
    z.object({
      id: z.uuid(),
      at: z.iso.datetime(),
      score: z.number().int(),
      previous: z.number().int().nullable(),
      fit: z.number().int(),
      engagement: z.number().int(),
      model_version: z.number().int(),
      reason: z.enum(["first", "event", "night", "model", "asked"]),
    }),
  ),
});
export type LeadScore = z.infer<typeof leadScoreSchema>;
