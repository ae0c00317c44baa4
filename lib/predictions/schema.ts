import { z } from "zod";

/** So many closed leads, and so many of either end, are needed before anything is foretold. */
export const LEAST_CLOSED = 200;
export const LEAST_OF_EACH = 30;

const share = z.number().min(0).max(1);

export const predictionsSchema = z.object({
  /** how many leads have ended, and how many of them as clients */
  closed: z.number().int(),
  converted: z.number().int(),
  least_closed: z.number().int(),
  least_of_each: z.number().int(),
  /** null: there is not enough history */
  model: z
    .object({
      version: z.number().int(),
      learned_at: z.iso.datetime(),
      leads: z.number().int(),
      positives: z.number().int(),
      auc: z.number().nullable(),
      brier: z.number().nullable(),
      calibration_error: z.number().nullable(),
      lift_at_10: z.number().nullable(),
      /** what was told and what became true, in ten stretches of probability */
      calibration: z.array(
        z.object({ from: share, to: share, rows: z.number().int(), told: share, true_share: share }),
      ),
      /** which share of all successes lies in the best tenth, two tenths and so on */
      lift: z.array(z.object({ share, found: share })),
      /** what speaks for and against, the strongest first: points of log odds */
      weights: z.array(z.object({ column: z.string(), value: z.string(), weight: z.number() })),
    })
    .nullable(),
});
export type Predictions = z.infer<typeof predictionsSchema>;
