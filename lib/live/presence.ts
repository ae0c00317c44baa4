import { newId } from "@/lib/core/ids";
import { draftingNews, type PresenceNews, type PresenceNotice, readNotice, viewingNews } from "./presence-rules";
import { hear } from "./shared-listener";

/** Who was not heard of for so long has gone: the tab was killed, or its network. */
const forgetMs = 15_000;
const sweepMs = 1000;

type Present = { notice: PresenceNotice; until: number };
/** Whether the one behind it may be told of this is the listener's to say. */
type Listener = (news: PresenceNews) => void;
type Presence = {
  /** this process, among those that are told of each other */
  id: string;
  present: Map<string, Present>;
  /** streams, by organization */
  listeners: Map<string, Set<Listener>>;
  sweeper?: NodeJS.Timeout;
};

// On the global object because the routes may be bundled apart: a module variable would be several.
const holder = globalThis as typeof globalThis & { touchlinePresence?: Presence };

/** Tells a stream of the organization who looks at and writes to its leads from now on. Call the returned function to stop. */
export function joinPresence(orgId: string, listener: Listener): () => void {
  const { listeners } = presence();
  const ours = listeners.get(orgId) ?? new Set();
  listeners.set(orgId, ours.add(listener));
  return () => {
    ours.delete(listener);
    if (ours.size === 0 && listeners.get(orgId) === ours) listeners.delete(orgId);
  };
}

/** Who looks at the lead, as far as this process has heard; a process that just began knows everybody after one beat. */
export function listPresent(orgId: string, leadId: string): PresenceNotice[] {
  const here = [...presence().present.values()].map((one) => one.notice);
  return here.filter((one) => one.org === orgId && one.lead === leadId);
}

/** By which this process knows what it said itself. */
export const processId = (): string => presence().id;

/** What this process itself says about viewing counts here at once, and not again when it is heard: by then it may be over. */
export const heedViewing = (notice: PresenceNotice): void => takeViewing(presence(), notice);

function presence(): Presence {
  if (holder.touchlinePresence) return holder.touchlinePresence;
  const fresh: Presence = { id: newId(), present: new Map(), listeners: new Map() };
  holder.touchlinePresence = fresh;
  hear({ channel: "touchline_presence", message: (payload) => take(fresh, readNotice(payload)) });
  return fresh;
}

function take(state: Presence, notice: PresenceNotice | null): void {
  if (notice?.kind === "drafting") spread(state, notice.org, draftingNews(notice));
  else if (notice && notice.process !== state.id) takeViewing(state, notice);
}

function takeViewing(state: Presence, notice: PresenceNotice): void {
  const key = keyOf(notice);
  const known = state.present.has(key);
  if (notice.kind === "left") state.present.delete(key);
  else state.present.set(key, { notice, until: performance.now() + forgetMs });
  const looking = notice.kind === "looking";
  if (known !== looking) spread(state, notice.org, viewingNews(notice, looking));
  state.sweeper ??= setInterval(() => sweep(state), sweepMs).unref();
}

function sweep(state: Presence): void {
  const now = performance.now();
  for (const [key, { notice, until }] of state.present) {
    if (until > now) continue;
    state.present.delete(key);
    spread(state, notice.org, viewingNews(notice, false));
  }
  if (state.present.size > 0) return;
  clearInterval(state.sweeper);
  state.sweeper = undefined;
}

function spread({ listeners }: Presence, orgId: string, news: PresenceNews): void {
  for (const tell of listeners.get(orgId) ?? []) tell(news);
}

const keyOf = ({ org, lead, about }: PresenceNotice) => `${org} ${lead} ${about}`;
