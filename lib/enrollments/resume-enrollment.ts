import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { getEnrollment, lockEnrollment } from "./queries";
import { requireRunning } from "./rules";
import { type EnrollmentWithEvents, enrollmentIdInputSchema } from "./schema";
import { insertEnrollmentEvents, updateEnrollment } from "./store";

/** Lets a paused or parked lead go on with the next step, at its time or now when that has passed. */
export const resumeEnrollment = defineCommand({
  name: "resumeEnrollment",
  permission: "enrollments:write",
  input: enrollmentIdInputSchema,
  run: async (tx, { enrollment_id: id }, ctx): Promise<EnrollmentWithEvents> => {
    const enrollment = await lockEnrollment(tx, id);
    requireRunning(enrollment);
    if (enrollment.status === "active") throw new AppError("CONFLICT", "It is running already. Nothing was changed.");
    const due = enrollment.next_run_at;
    const next = due && due > ctx.now ? due : ctx.now;
    const reason = `${ctx.actor.name} resumed it.`;
    await updateEnrollment(
      tx,
      id,
      {
        status: "active",
        last_reason: reason,
        resume_at: null,
        failures: 0,
        next_run_at: enrollment.awaits ? null : next,
      },
      ctx.now,
    );
    await insertEnrollmentEvents(
      tx,
      [
        {
          enrollmentId: id,
          kind: "resumed",
          reason,
          stepId: enrollment.step_id,
          nextAt: next,
          actorId: ctx.actor.userId,
        },
      ],
      ctx.now,
    );
    const { lead_id, sequence_id } = enrollment;
    await emit(tx, ctx, [
      {
        kind: "enrollment.resumed",
        leadId: lead_id,
        subjects: { lead_id, enrollment_id: id, sequence_id },
        payload: { lead_id, enrollment_id: id },
      },
    ]);
    return getEnrollment(tx, id, ctx.now);
  },
});
