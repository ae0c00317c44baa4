import type { LiveEvent, TouchNews } from "./schema";

/** A sealed event as the feed reads it. */
export type StoredEvent = {
  position: number;
  kind: string;
  /** ISO 8601 */
  at: string;
  lead_id: string | null;
  subjects: Record<string, string>;
  actor_id: string | null;
  actor_name: string | null;
  via: string;
  /** the payload's fields; empty once erased */
  payload: Record<string, unknown>;
};

/** `to`: the one user who may hear it; null: everyone in the organization. */
export type News = LiveEvent & { position: number; to: string | null };

type Told = { event: LiveEvent; to?: string } | null;

// Imports bring history by the thousand: pages refresh, but nobody is told that somebody was contacted "just now".
const whenImported: Record<string, (event: StoredEvent) => Told> = {
  "lead.created": () => null,
  "lead.contacted": changeOf,
  "lead.replied": changeOf,
};

const exact: Record<string, (event: StoredEvent) => Told> = {
  "lead.contacted": (event) => touchOf("lead.contacted", event),
  "lead.replied": (event) => touchOf("lead.replied", event),
};

/** By the noun before the dot; what is not here stays between the database and the audit page. */
const families: Record<string, (event: StoredEvent) => Told> = {
  lead: changeOf,
  communication: changeOf,
  message: changeOf,
  dnc: changeOf,
  note: changeOf,
  call: changeOf,
  transcript: changeOf,
  enrollment: changeOf,
  consent: changeOf,
  address: changeOf,
  hand_over: changeOf,
  stakeholder: changeOf,
  suggestion: changeOf,
  notification: notificationOf,
};

/** What browsers learn of an event, if anything (contracts.md, Live). */
export function tellNews(event: StoredEvent): News | null {
  const imported = event.via === "import" ? find(whenImported, event.kind) : undefined;
  const tell = imported ?? find(exact, event.kind) ?? find(families, event.kind.split(".")[0] ?? "");
  const told = tell?.(event) ?? null;
  return told ? { ...told.event, position: event.position, to: told.to ?? null } : null;
}

// A kind may be any text, also the name of something that every object has.
const find = <T>(table: Record<string, T>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** One event as the stream's text (WHATWG HTML, server-sent events). */
export const frameOf = ({ position, kind, body }: Pick<News, "position" | "kind" | "body">) =>
  `id: ${position}\nevent: ${kind}\ndata: ${JSON.stringify(body)}\n\n`;

/** Sets the reader's place without telling anything, so that whoever heard nothing yet can resume too. */
export const placeFrame = (position: number) => `retry: 1000\nid: ${position}\n\n`;

export const pingFrame = ": ping\n\n";

/** The place a client says it has reached, or null for what was never handed out. */
export function placeOf(lastEventId: string): number | null {
  const place = /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : null;
  return place !== null && Number.isSafeInteger(place) ? place : null;
}

function touchOf(kind: "lead.contacted" | "lead.replied", event: StoredEvent): Told {
  if (event.lead_id === null) return null;
  const body: TouchNews = {
    lead_id: event.lead_id,
    communication_id: textOf(event.payload.communication_id) ?? event.subjects.communication_id ?? null,
    user: userOf(event),
    method: textOf(event.payload.method),
    subject: textOf(event.payload.subject),
    at: textOf(event.payload.at) ?? event.at,
  };
  return { event: { kind, body } };
}

function changeOf(event: StoredEvent): Told {
  if (event.lead_id === null) return null;
  const { changes } = event.payload;
  const fields = typeof changes === "object" && changes !== null ? Object.keys(changes) : [];
  return {
    event: { kind: "lead.changed", body: { lead_id: event.lead_id, user: userOf(event), fields, at: event.at } },
  };
}

function notificationOf(event: StoredEvent): Told {
  const to = event.subjects.user_id;
  if (to === undefined) return null;
  const body = { notification_id: event.subjects.notification_id ?? null, lead_id: event.lead_id, at: event.at };
  return { event: { kind: "notification", body }, to };
}

const userOf = ({ actor_id, actor_name }: StoredEvent) =>
  actor_id === null ? null : { id: actor_id, name: actor_name ?? "Somebody" };

const textOf = (value: unknown) => (typeof value === "string" ? value : null);
