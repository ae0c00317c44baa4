import { defineCommand } from "@/lib/core/command";
import { AppError, invalid } from "@/lib/core/errors";
import { fromIso } from "@/lib/core/time";
import { emit } from "@/lib/events/emit";
import { getEnrollment, lockEnrollment } from "./queries";
import { requireRunning } from "./rules";
import { type EnrollmentWithEvents, pauseEnrollmentInputSchema } from "./schema";
import { cancelWaiting, insertEnrollmentEvents, stepBack, updateEnrollment } from "./store";

/** Holds one lead's way through a sequence until somebody resumes it. A message that waits is cancelled, since nobody knows for how long; its step comes again. */
export const pauseEnrollment = defineCommand({
  name: "pauseEnrollment",
  permission: "enrollments:write",
  input: pauseEnrollmentInputSchema,
  run: async (tx, { enrollment_id: id, until }, ctx): Promise<EnrollmentWithEvents> => {
    const enrollment = await lockEnrollment(tx, id);
    requireRunning(enrollment);
    const resumeAt = until ? fromIso(until) : null;
    if (resumeAt && resumeAt <= ctx.now) throw invalid("until", "This moment has passed. Give a later one.");
    const status = resumeAt ? "parked" : "paused";
    if (enrollment.status === "paused" && !resumeAt)
      throw new AppError("CONFLICT", "It is paused already. Resume it instead.");
    const reason = `${ctx.actor.name} paused it.`;
    await updateEnrollment(tx, id, { status, last_reason: reason, resume_at: resumeAt }, ctx.now);
    const cancelled = await cancelWaiting(tx, [id], reason, ctx.now);
    await insertEnrollmentEvents(
      tx,
      [
        {
          enrollmentId: id,
          kind: status,
          reason,
          nextAt: resumeAt,
          stepId: enrollment.step_id,
          actorId: ctx.actor.userId,
        },
      ],
      ctx.now,
    );
    await stepBack(
      tx,
      cancelled.map((one) => one.id),
      reason,
      ctx.now,
    );
    const { lead_id, sequence_id } = enrollment;
    await emit(tx, ctx, [
      {
        kind: "enrollment.paused",
        leadId: lead_id,
        subjects: { lead_id, enrollment_id: id, sequence_id },
        payload: { lead_id, enrollment_id: id },
      },
      ...cancelled.map((one) => ({
        kind: "message.cancelled",
        leadId: one.lead_id,
        subjects: { lead_id: one.lead_id, communication_id: one.id },
        payload: { lead_id: one.lead_id, communication_id: one.id, reason: "sequence paused" },
      })),
    ]);
    return getEnrollment(tx, id, ctx.now);
  },
});
