import type { StopReason } from "@/lib/enrollments/rules";
import type { EnrollmentState, NewEnrollmentEvent } from "@/lib/enrollments/store";
import type { SequenceStep } from "@/lib/sequences/schema";
import type { Going } from "./queries";
import { type Decision, dueAfter, NOT_YET } from "./rules";
import type { Sent } from "./send-steps";

type Ask = { going: Going; step: SequenceStep; awaits: "call" | "linkedin" | "task" };
type End = { id: string; status: "stopped" | "finished"; reason: StopReason | null; words?: string };

/** What was decided and is written at the end, together: the log in its order, where everybody stands, who is asked, who leaves. */
export type Book = { log: NewEnrollmentEvent[]; states: Map<string, EnrollmentState>; asks: Ask[]; ends: End[] };

export const emptyBook = (): Book => ({ log: [], states: new Map(), asks: [], ends: [] });

/** Writes a decision into the book; returns the enrollment where it goes on, null when something has to be waited for. */
export function enter(book: Book, going: Going, decision: Decision, sent: Sent | undefined): Going | null {
  const { due, steps, ctx, way } = going;
  switch (decision.kind) {
    case "stop":
      book.ends.push({ id: due.id, status: "stopped", reason: decision.reason });
      return null;
    case "finish":
      book.ends.push({ id: due.id, status: "finished", reason: null });
      return null;
    case "rest":
      stand(book, going, { step_id: way.stepId, next_run_at: null, awaits: way.awaits, failures: due.failures });
      return null;
    case "wait":
      return putOff(book, going, decision);
    case "ask": {
      const { step, awaits } = decision;
      const words = `${due.sender_name} was asked in Today.`;
      book.asks.push({ going, step, awaits });
      book.log.push({ enrollmentId: due.id, kind: "asked", reason: words, stepId: step.id });
      stand(book, going, { step_id: step.id, next_run_at: null, awaits, failures: 0, last_reason: words });
      return null;
    }
    case "pass":
      return goOn(
        book,
        going,
        { kind: decision.event, reason: decision.words, stepId: decision.step.id },
        decision.next,
      );
    case "send": {
      const { step } = decision;
      const next = steps.find((one) => one.position === step.position + 1) ?? null;
      if (!sent) throw new Error("What is to be sent was sent or refused");
      if (sent.kind === "wait") return putOff(book, going, sent);
      if (sent.kind === "stop") {
        book.ends.push({ id: due.id, status: "stopped", reason: sent.reason, words: sent.words });
        return null;
      }
      const said =
        sent.kind === "lacks"
          ? { kind: "skipped" as const, reason: sent.words }
          : {
              kind: "sent" as const,
              reason: "It passed the guard and waits to go out.",
              communicationId: sent.communicationId,
            };
      return goOn(book, going, { ...said, stepId: step.id }, next, ctx.now);
    }
  }
}

function stand(
  book: Book,
  { due }: Going,
  state: Omit<EnrollmentState, "id" | "status" | "resume_at" | "last_reason"> & { last_reason?: string },
): void {
  const last_reason = state.last_reason ?? book.states.get(due.id)?.last_reason ?? null;
  book.states.set(due.id, { ...state, id: due.id, status: "active", resume_at: null, last_reason });
}

function goOn(
  book: Book,
  going: Going,
  told: Omit<NewEnrollmentEvent, "enrollmentId">,
  next: SequenceStep | null,
  now = going.ctx.now,
): Going | null {
  const { due } = going;
  const at = dueAfter(next, now);
  book.log.push({ ...told, enrollmentId: due.id, nextAt: next ? at : null });
  if (!next) {
    book.ends.push({ id: due.id, status: "finished", reason: null });
    return null;
  }
  stand(book, going, { step_id: next.id, next_run_at: at, awaits: null, failures: 0, last_reason: told.reason });
  return { ...going, way: { stepId: next.id, nextRunAt: at, awaits: null, resumeAt: null } };
}

function putOff(book: Book, going: Going, { until, words }: { until: Date; words: string }): null {
  const { due, way } = going;
  const failures = book.states.get(due.id)?.failures ?? due.failures;
  const state = { step_id: way.stepId, next_run_at: until, awaits: way.awaits, failures };
  // A due time that was reached by going on is told with the step before, and that stays the newest word.
  if (words === NOT_YET) {
    stand(book, going, state);
    return null;
  }
  stand(book, going, { ...state, last_reason: words });
  if (due.next_run_at?.getTime() === until.getTime() && due.status === "active") return null;
  book.log.push({ enrollmentId: due.id, kind: "deferred", reason: words, stepId: way.stepId, nextAt: until });
  return null;
}
