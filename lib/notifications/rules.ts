import { minusDays } from "@/lib/core/time";
import type { NotificationKind } from "./schema";

/** How somebody comes to be told: as the lead's owner, as who wrote the touch, ... Found by `listAudience`. */
export type Reason =
  | "owner"
  | "claimant"
  | "thread_owner"
  | "author"
  | "holder"
  | "assignee"
  | "decider"
  | "asker"
  | "former"
  | "keeper"
  | "way_keeper";
export type Subscribers = Readonly<Record<string, { kind: NotificationKind; reasons: readonly Reason[] }>>;

export type ToldEvent = {
  id: string;
  position: number;
  kind: string;
  at: Date;
  lead_id: string | null;
  actor_id: string | null;
  via: string;
};

/** Somebody an event may concern, and why. */
export type Listener = {
  event_id: string;
  user_id: string;
  reason: Reason;
  /** may see the lead, if there is one */
  sees: boolean;
  muted: readonly string[];
};

export type Telling = {
  eventId: string;
  position: number;
  userId: string;
  kind: NotificationKind;
  leadId: string | null;
};

/** What is older is history, not news: a first run over a full ledger tells nobody of last year. */
const newsDays = 7;

/** Whether anybody may be told of this event at all. Imports bring history by the thousand. */
export function isNews(
  { kind, at, via }: Pick<ToldEvent, "kind" | "at" | "via">,
  subscribers: Subscribers,
  now: Date,
): boolean {
  return Object.hasOwn(subscribers, kind) && via !== "import" && at > minusDays(now, newsDays);
}

/** Who is told what: once per event and person, never who did it, never who may not see the lead, never a kind they switched off. */
export function tellingsOf(
  events: readonly ToldEvent[],
  listeners: readonly Listener[],
  subscribers: Subscribers,
  now: Date,
): Telling[] {
  return events.flatMap((event) => {
    const subscriber = isNews(event, subscribers, now) ? subscribers[event.kind] : undefined;
    if (!subscriber) return [];
    const { kind, reasons } = subscriber;
    const told = listeners.filter(
      (one) =>
        one.event_id === event.id &&
        reasons.includes(one.reason) &&
        one.user_id !== event.actor_id &&
        one.sees &&
        !one.muted.includes(kind),
    );
    const { id: eventId, position, lead_id: leadId } = event;
    return [...new Set(told.map((one) => one.user_id))].map((userId) => ({ eventId, position, userId, kind, leadId }));
  });
}
