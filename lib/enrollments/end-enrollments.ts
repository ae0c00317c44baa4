import type { OrgTx } from "@/db/tenant";
import type { NewEvent } from "@/lib/events/emit";
import { type StopReason, stopWords } from "./rules";
import { cancelWaiting, type Ended, endRunning, insertEnrollmentEvents } from "./store";

type End = {
  status: "stopped" | "failed" | "finished";
  reason: StopReason | null;
  /** in place of the reason's own words */
  words?: string;
  actorId?: string | null;
};

/**
 * Ends running enrollments for one reason: what they promised and has not left is cancelled, the decision is written down. Returns the
 * events for the caller to emit, and which ended; one that has ended before is none of them.
 */
export async function endEnrollments(
  tx: OrgTx,
  ids: string[],
  { status, reason, words: said, actorId }: End,
  at: Date,
): Promise<{ ended: Ended[]; events: NewEvent[] }> {
  if (ids.length === 0) return { ended: [], events: [] };
  const words = said ?? (reason ? stopWords[reason] : "All steps are done.");
  const ended = await endRunning(tx, ids, { status, stopReason: reason, words }, at);
  if (ended.length === 0) return { ended, events: [] };
  const cancelled =
    status === "finished"
      ? []
      : await cancelWaiting(
          tx,
          ended.map((one) => one.id),
          `Its sequence stopped: ${words}`,
          at,
        );
  const kind = status;
  await insertEnrollmentEvents(
    tx,
    ended.map(({ id }) => ({ enrollmentId: id, kind, reason: words, actorId })),
    at,
  );
  return { ended, events: [...ended.map((one) => endedEvent(one, status, reason)), ...cancelled.map(cancelledEvent)] };
}

/** Withdraws what still waits of one that went all its way; returns the events to emit, none when nothing waited any more. */
export async function withdrawWaiting(tx: OrgTx, id: string, reason: StopReason, at: Date): Promise<NewEvent[]> {
  const cancelled = await cancelWaiting(tx, [id], `Its sequence stopped: ${stopWords[reason]}`, at);
  if (cancelled.length === 0) return [];
  const words = `${stopWords[reason]} Its last message had not left and was withdrawn.`;
  await insertEnrollmentEvents(tx, [{ enrollmentId: id, kind: "stopped", reason: words }], at);
  return cancelled.map(cancelledEvent);
}

const endedEvent = ({ id, lead_id, sequence_id }: Ended, status: End["status"], reason: string | null): NewEvent => ({
  kind: `enrollment.${status}`,
  leadId: lead_id,
  subjects: { lead_id, enrollment_id: id, sequence_id },
  payload: { lead_id, enrollment_id: id, reason },
});

const cancelledEvent = ({ id, lead_id }: { id: string; lead_id: string }): NewEvent => ({
  kind: "message.cancelled",
  leadId: lead_id,
  subjects: { lead_id, communication_id: id },
  payload: { lead_id, communication_id: id, reason: "sequence stopped" },
});
