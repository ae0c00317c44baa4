import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { insertEnrollmentEvents, insertEnrollments } from "@/lib/enrollments/store";
import { emit } from "@/lib/events/emit";
import type { AssessedLead, RunningSequence } from "./queries";

export type Enrolled = { id: string; leadId: string };

/** Enrolls assessed leads, writes it down and tells of it; who was enrolled by somebody else meanwhile is left out. */
export async function storeEnrollments(
  tx: OrgTx,
  sequence: RunningSequence,
  list: AssessedLead[],
  ctx: Context,
  words = `${ctx.actor.name} enrolled them.`,
): Promise<Enrolled[]> {
  const [first] = sequence.steps;
  if (!first) return [];
  const rows = list.map((one) => ({
    id: newId(),
    lead_id: one.id,
    sequence_id: sequence.id,
    version_id: sequence.versionId,
    step_id: first.id,
    alongside: sequence.alongside,
    next_run_at: one.beginsAt,
    last_reason: words,
    enrolled_by: ctx.actor.userId,
    sender_id: one.senderId,
    created_at: ctx.now,
    updated_at: ctx.now,
  }));
  const added = await insertEnrollments(tx, rows);
  const enrolled = rows.filter((row) => added.has(row.id));
  await insertEnrollmentEvents(
    tx,
    enrolled.map((row) => ({
      enrollmentId: row.id,
      kind: "enrolled" as const,
      reason: row.last_reason,
      stepId: row.step_id,
      nextAt: row.next_run_at,
      actorId: ctx.actor.userId,
    })),
    ctx.now,
  );
  await emit(
    tx,
    ctx,
    enrolled.map((row) => ({
      kind: "enrollment.started",
      leadId: row.lead_id,
      subjects: { lead_id: row.lead_id, enrollment_id: row.id, sequence_id: sequence.id },
      payload: { lead_id: row.lead_id, enrollment_id: row.id, sequence: sequence.name },
    })),
  );
  return enrolled.map((row) => ({ id: row.id, leadId: row.lead_id }));
}
