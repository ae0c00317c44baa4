import type { OrgTx } from "@/db/tenant";
import { endEnrollments } from "@/lib/enrollments/end-enrollments";
import { listReachedEnrollments } from "@/lib/enrollments/store";
import type { NewEvent } from "@/lib/events/emit";
import type { Cancelled } from "./schema";
import { cancelQueuedMessages, expireReachedSuggestions } from "./store";

type Stopped = { count: number; events: NewEvent[] };
/** Cancels what waits of its kind and is reached by one of these entries. */
type Canceller = (tx: OrgTx, entryIds: string[], at: Date) => Promise<Stopped>;

const messages: Canceller = async (tx, entryIds, at) => {
  const rows = await cancelQueuedMessages(tx, entryIds, at);
  const events = rows.map(({ id, lead_id }) => ({
    kind: "message.cancelled",
    leadId: lead_id,
    subjects: { lead_id, communication_id: id },
    payload: { lead_id, communication_id: id, reason: "do not contact" },
  }));
  return { count: rows.length, events };
};

const enrollments: Canceller = async (tx, entryIds, at) => {
  const reached = await listReachedEnrollments(tx, entryIds, at);
  const { ended, events } = await endEnrollments(tx, reached, { status: "stopped", reason: "do_not_contact" }, at);
  return { count: ended.length, events };
};

const suggestions: Canceller = async (tx, entryIds, at) => {
  const rows = await expireReachedSuggestions(tx, entryIds, at);
  const events = rows.map(({ id, lead_id }) => ({
    kind: "suggestion.expired",
    leadId: lead_id,
    subjects: { lead_id, suggestion_id: id },
    payload: { lead_id, suggestion_id: id, reason: "do not contact" },
  }));
  return { count: rows.length, events };
};

/** The registry: a kind of waiting work that has no line here does not compile. */
const cancellers: Record<keyof Cancelled, Canceller> = {
  messages,
  enrollments,
  suggestions,
};

/** Cancels everything that waits and that these new entries reach, in the entries' own transaction: how many, and the events of it. */
export async function cancelQueued(
  tx: OrgTx,
  entryIds: string[],
  at: Date,
): Promise<{ cancelled: Cancelled; events: NewEvent[] }> {
  const cancelled: Cancelled = { messages: 0, enrollments: 0, suggestions: 0 };
  const events: NewEvent[] = [];
  if (entryIds.length === 0) return { cancelled, events };
  for (const kind of Object.keys(cancelled) as (keyof Cancelled)[]) {
    const stopped = await cancellers[kind](tx, entryIds, at);
    cancelled[kind] = stopped.count;
    events.push(...stopped.events);
  }
  return { cancelled, events };
}
