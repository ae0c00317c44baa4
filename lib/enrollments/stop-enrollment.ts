import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { endEnrollments } from "./end-enrollments";
import { getEnrollment, lockEnrollment } from "./queries";
import { requireRunning } from "./rules";
import { type EnrollmentWithEvents, enrollmentIdInputSchema } from "./schema";

/** Takes a lead out of its sequence for good; what it promised and has not left is cancelled. CONFLICT when it has ended. */
export const stopEnrollment = defineCommand({
  name: "stopEnrollment",
  permission: "enrollments:write",
  input: enrollmentIdInputSchema,
  run: async (tx, { enrollment_id: id }, ctx): Promise<EnrollmentWithEvents> => {
    requireRunning(await lockEnrollment(tx, id));
    const words = `${ctx.actor.name} stopped it.`;
    const end = { status: "stopped", reason: "by_hand", words, actorId: ctx.actor.userId } as const;
    const { events } = await endEnrollments(tx, [id], end, ctx.now);
    await emit(tx, ctx, events);
    return getEnrollment(tx, id, ctx.now);
  },
});
