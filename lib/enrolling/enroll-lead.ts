import { defineCommand } from "@/lib/core/command";
import { AppError, notFound } from "@/lib/core/errors";
import { getEnrollment } from "@/lib/enrollments/queries";
import type { EnrollmentWithEvents } from "@/lib/enrollments/schema";
import { lockLead } from "@/lib/leads/store";
import { assessLeadsFor, getRunningSequence } from "./queries";
import { refusalOf } from "./rules";
import { enrollLeadInputSchema } from "./schema";
import { storeEnrollments } from "./store";

/**
 * Enrolls one lead in a sequence, or refuses with the reason: already in one, on the do-not-contact list, no address, in contact with
 * somebody. Where only time speaks against it, `when_allowed` begins when the guard allows it.
 */
export const enrollLead = defineCommand({
  name: "enrollLead",
  permission: "enrollments:write",
  input: enrollLeadInputSchema,
  run: async (tx, { lead_id, sequence_id, when_allowed }, ctx): Promise<EnrollmentWithEvents> => {
    await lockLead(tx, lead_id);
    const sequence = await getRunningSequence(tx, sequence_id);
    const [assessed] = await assessLeadsFor(tx, sequence, [lead_id], ctx);
    if (!assessed) throw notFound("lead");
    if (assessed.outcome === "skipped" || (assessed.outcome === "decide" && !when_allowed)) throw refusalOf(assessed);
    const [enrolled] = await storeEnrollments(tx, sequence, [assessed], ctx);
    if (!enrolled) throw new AppError("IN_SEQUENCE", "Somebody enrolled them in the meantime. Reload to see it.");
    return getEnrollment(tx, enrolled.id, ctx.now);
  },
});
