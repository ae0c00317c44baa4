import type { LiveEvent, LiveKind } from "@/lib/live/schema";

export type LiveFilter = { leadId?: string; kinds?: readonly LiveKind[] };

type Wishes = {
  url?: string;
  /** the place that what is shown was read behind; without it only what comes from now on is heard */
  since?: number;
  onEvent: (event: LiveEvent) => void;
};

/** News of what goes on right now. It changes nothing that a page shows by itself, so only who asks for it by its kind hears it. */
const PASSING = ["lead.viewing", "lead.drafting", "bulk.progress", "import.progress"] as const satisfies LiveKind[];
const KINDS = [
  "lead.contacted",
  "lead.replied",
  "lead.changed",
  "notification",
  "reset",
  ...PASSING,
] as const satisfies LiveKind[];
const FIRST_RETRY = 1000;
const LONGEST_RETRY = 30_000;

/**
 * One stream of the organization's news, kept open. The browser itself resumes after a lost connection; a refusal (server away,
 * signed out) ends its tries, so those are repeated here with back-off, behind the last event heard.
 */
export function openLiveConnection({ url = "/api/live", since, onEvent }: Wishes): { close: () => void } {
  let source: EventSource | null = null;
  let lastId = since === undefined ? "" : String(since);
  let failures = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const open = () => {
    clearTimeout(retry);
    source?.close();
    const blind = failures > 0 && lastId === "";
    source = new EventSource(lastId ? `${url}?last_event_id=${encodeURIComponent(lastId)}` : url);
    source.onopen = () => {
      failures = 0;
      // Nothing was heard before the break, so there is no place to resume from: what is shown may be old.
      if (blind) onEvent({ kind: "reset", body: { position: 0 } });
    };
    source.onerror = () => {
      if (source?.readyState !== EventSource.CLOSED) return;
      retry = setTimeout(open, backOff(failures++));
    };
    for (const kind of KINDS) source.addEventListener(kind, (message) => hear(kind, message));
  };
  const hear = (kind: LiveKind, message: MessageEvent<string>) => {
    lastId = message.lastEventId;
    onEvent(eventOf(kind, message.data));
  };
  const openAtOnce = () => {
    if (source?.readyState === EventSource.CLOSED) open();
  };

  open();
  window.addEventListener("online", openAtOnce);
  return {
    close: () => {
      window.removeEventListener("online", openAtOnce);
      clearTimeout(retry);
      source?.close();
    },
  };
}

/** A reset concerns everybody; else the lead and the kind must be those asked for. */
export function concerns({ leadId, kinds }: LiveFilter, event: LiveEvent): boolean {
  if (event.kind === "reset") return true;
  if (kinds === undefined ? isPassing(event.kind) : !kinds.includes(event.kind)) return false;
  return leadId === undefined || ("lead_id" in event.body && event.body.lead_id === leadId);
}

const isPassing = (kind: LiveKind) => PASSING.some((one) => one === kind);

// Spread, so that a server that comes back is not asked by every tab in one moment.
const backOff = (failures: number) => Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** failures) * (0.5 + Math.random() / 2);

// Our own server writes these bodies by lib/live/rules, whose test holds them against liveEventSchema.
const eventOf = (kind: LiveKind, body: string) => ({ kind, body: JSON.parse(body) }) as LiveEvent;
