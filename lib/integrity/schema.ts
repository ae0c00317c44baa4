import { z } from "zod";

export const startCheckInputSchema = z.strictObject({});
export const integrityRunIdSchema = z.strictObject({ run_id: z.uuid() });

/** One comparison of what is kept twice; `count`: how many rows disagree. */
const checkSchema = z.object({ name: z.string(), ok: z.boolean(), count: z.int() });

const countsSchema = z.object({
  touches: z.int(),
  /** distinct leads and companies that touches are of */
  leads: z.int(),
  companies: z.int(),
  threads: z.int(),
  arrived: z.int(),
});
export type IntegrityCounts = z.infer<typeof countsSchema>;

/** A recount of the organization, by the worker; `ok` is null until it is done. */
export const integrityRunSchema = z.object({
  id: z.uuid(),
  state: z.enum(["running", "done", "failed"]),
  ok: z.boolean().nullable(),
  checks: z.array(checkSchema),
  /** how many checks there are */
  of: z.int(),
  counts: countsSchema.nullable(),
  error: z.string().nullable(),
  started_by: z.object({ id: z.uuid(), name: z.string() }),
  started_at: z.iso.datetime(),
  finished_at: z.iso.datetime().nullable(),
});
export type IntegrityRun = z.infer<typeof integrityRunSchema>;
export const integritySchema = z.object({ last: integrityRunSchema.nullable() });
