import type { OrgTx } from "@/db/tenant";
import { endEnrollments } from "@/lib/enrollments/end-enrollments";
import type { EnrollmentEventKind } from "@/lib/enrollments/schema";
import { insertEnrollmentEvents, updateEnrollment } from "@/lib/enrollments/store";
import type { NewEvent } from "@/lib/events/emit";
import type { SequenceStep } from "@/lib/sequences/schema";
import { dueAfter } from "./rules";

type Done = {
  kind: EnrollmentEventKind;
  step: SequenceStep;
  words: string;
  communicationId?: string | null;
  actorId?: string | null;
};

/**
 * A step is over, by whatever way: the enrollment goes on with the next one at its time, or ends. One that is paused or put off stays so,
 * and goes on from there. Returns the events to emit.
 */
export async function moveEnrollment(
  tx: OrgTx,
  id: string,
  done: Done,
  next: SequenceStep | null,
  at: Date,
): Promise<NewEvent[]> {
  const due = dueAfter(next, at);
  const event = { enrollmentId: id, kind: done.kind, reason: done.words, stepId: done.step.id };
  const { communicationId, actorId } = done;
  await insertEnrollmentEvents(tx, [{ ...event, communicationId, actorId, nextAt: next ? due : null }], at);
  if (!next) return (await endEnrollments(tx, [id], { status: "finished", reason: null }, at)).events;
  await updateEnrollment(
    tx,
    id,
    {
      step_id: next.id,
      next_run_at: due,
      awaits: null,
      failures: 0,
      last_reason: done.words,
    },
    at,
  );
  return [];
}
