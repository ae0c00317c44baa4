import { z } from "zod";

export const MOST_AT_ONCE = 500;

export const enrollLeadInputSchema = z.strictObject({
  lead_id: z.uuid(),
  sequence_id: z.uuid(),
  /** begin when the guard allows it, where something speaks against it now */
  when_allowed: z.boolean().default(false),
});

const leadIds = z
  .array(z.uuid("This is not a lead's id."))
  .min(1, "Choose at least one lead.")
  .max(MOST_AT_ONCE, `Enroll at most ${MOST_AT_ONCE} leads at once, and go on with the next.`);
export const enrollLeadsInputSchema = z.strictObject({
  sequence_id: z.uuid(),
  lead_ids: leadIds,
  /** those of which somebody decided to begin when the guard allows it */
  when_allowed: z.array(z.uuid()).max(MOST_AT_ONCE).default([]),
});
export const previewEnrollmentInputSchema = z.strictObject({ sequence_id: z.uuid(), lead_ids: leadIds });
export const previewSegmentInputSchema = z.strictObject({ sequence_id: z.uuid(), segment_id: z.uuid() });
export const moveEnrollmentsInputSchema = z.strictObject({
  sequence_id: z.uuid(),
  /** left out: everybody on an older version, at most 1000 at once */
  enrollment_ids: z.array(z.uuid()).min(1).max(1000).optional(),
  /** the version that the preview named: with another one live since, nobody is moved */
  to_version: z.number().int().optional(),
});

const person = z.object({ id: z.uuid(), name: z.string() });

/** What enrolling would come to for one lead. */
export const enrollOutcomeSchema = z.object({
  lead: person,
  outcome: z.enum(["ok", "skipped", "decide"]),
  code: z.string().nullable(),
  reason: z.string().nullable(),
  /** of one to decide: when it would begin */
  begins_at: z.iso.datetime().nullable(),
});
export type EnrollOutcome = z.infer<typeof enrollOutcomeSchema>;
export const enrollPreviewSchema = z.object({
  ok: z.number().int(),
  skipped: z.number().int(),
  decide: z.number().int(),
  data: z.array(enrollOutcomeSchema),
});
export type EnrollPreview = z.infer<typeof enrollPreviewSchema>;
export const enrolledLeadsSchema = z.object({ enrolled: z.number().int(), left_out: z.array(enrollOutcomeSchema) });
export type EnrolledLeads = z.infer<typeof enrolledLeadsSchema>;
export const moveRowSchema = z.object({
  enrollment_id: z.uuid(),
  lead: person,
  from_version: z.number().int(),
  from_step: z.number().int().nullable(),
  /** null: it would be at its end */
  to_step: z.number().int().nullable(),
});
export const movePreviewSchema = z.object({
  to_version: z.number().int().nullable(),
  /** whom one move would take, at most 1000 */
  data: z.array(moveRowSchema),
  /** everybody whom it would take */
  total: z.number().int(),
  /** on older versions too, but a rep was asked for their step: they stay until it is done */
  asked: z.number().int(),
});
export type MovePreview = z.infer<typeof movePreviewSchema>;
export const movedSchema = z.object({ moved: z.number().int(), finished: z.number().int() });
