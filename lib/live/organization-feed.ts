import { inOrganization } from "@/db/tenant";
import { type Bell, createBell } from "@/lib/events/bell";
import { getHeadPosition, listEventsAfter } from "./queries";
import { type News, tellNews } from "./rules";
import { hear } from "./shared-listener";

export type Page = { news: News[]; upTo: number };
export type FeedReader = {
  /** Where the feed stood when this reader joined. */
  joinedAt: number;
  /** What was sealed behind `after`, oldest first; waits until there is something, or for the signal (null). */
  next: (after: number, signal: AbortSignal) => Promise<Page | null>;
  leave: () => void;
};

type Feed = {
  orgId: string;
  ready: Promise<void>;
  /** read up to here; `recent` holds all news behind `since` */
  position: number;
  since: number;
  recent: News[];
  readers: Set<Bell>;
  pulling: boolean;
  again: boolean;
};

const pageSize = 500;
const keptNews = 1000;
/** The hint may be lost; the table is asked this often in any case. */
const checkMs = 5000;

// One feed per organization somebody watches in this process: one query per hint, however many streams.
const feeds = new Map<string, Feed>();
let listening: { stop: () => void } | undefined;

/** Joins the organization's feed; the first reader begins it, the last one to leave ends it. */
export async function joinFeed(orgId: string): Promise<FeedReader> {
  const feed = feeds.get(orgId) ?? beginFeed(orgId);
  const bell = createBell();
  feed.readers.add(bell);
  await feed.ready.catch((error) => {
    leave(feed, bell);
    throw error;
  });
  return {
    joinedAt: feed.position,
    next: (after, signal) => next(feed, bell, after, signal),
    leave: () => leave(feed, bell),
  };
}

function beginFeed(orgId: string): Feed {
  const ready = inOrganization(orgId, getHeadPosition).then((position) => {
    feed.position = position;
    feed.since = position;
  });
  const feed: Feed = {
    orgId,
    ready,
    position: 0,
    since: 0,
    recent: [],
    readers: new Set(),
    pulling: false,
    again: false,
  };
  feeds.set(orgId, feed);
  listening ??= listenToHints();
  return feed;
}

function leave(feed: Feed, bell: Bell): void {
  feed.readers.delete(bell);
  if (feed.readers.size === 0 && feeds.get(feed.orgId) === feed) feeds.delete(feed.orgId);
  if (feeds.size > 0) return;
  listening?.stop();
  listening = undefined;
}

function listenToHints(): { stop: () => void } {
  const pullAll = () => {
    for (const feed of feeds.values()) void pull(feed);
  };
  const pullNamed = (hint: string) => {
    const feed = feeds.get(/"org":"([0-9a-f-]{36})"/.exec(hint)?.[1] ?? "");
    if (feed) void pull(feed);
  };
  const deaf = hear({ channel: "touchline_live", message: pullNamed, up: pullAll });
  const timer = setInterval(pullAll, checkMs);
  timer.unref();
  return {
    stop: () => {
      deaf();
      clearInterval(timer);
    },
  };
}

/** Reads what is new. A hint during the reading makes it read once more; a failure waits for the next hint or check. */
async function pull(feed: Feed): Promise<void> {
  feed.again = true;
  if (feed.pulling) return;
  feed.pulling = true;
  try {
    await feed.ready;
    while (feed.again) {
      feed.again = false;
      const page = await readPage(feed.orgId, feed.position);
      if (page.upTo > feed.position) append(feed, page);
      feed.again ||= page.full;
    }
  } catch {
    feed.again = false;
  } finally {
    feed.pulling = false;
  }
}

function append(feed: Feed, page: Page): void {
  feed.recent.push(...page.news);
  feed.position = page.upTo;
  const dropped = feed.recent.splice(0, Math.max(0, feed.recent.length - keptNews));
  feed.since = dropped.at(-1)?.position ?? feed.since;
  for (const bell of feed.readers) bell.ring();
}

async function next(feed: Feed, bell: Bell, after: number, signal: AbortSignal): Promise<Page | null> {
  while (after >= feed.position && !signal.aborted) await bell.wait(checkMs, signal);
  if (signal.aborted) return null;
  if (after < feed.since) {
    const page = await readPage(feed.orgId, after);
    return page.full ? page : { ...page, upTo: Math.max(page.upTo, feed.position) };
  }
  return { news: feed.recent.filter((one) => one.position > after), upTo: feed.position };
}

async function readPage(orgId: string, after: number): Promise<Page & { full: boolean }> {
  const events = await inOrganization(orgId, (tx) => listEventsAfter(tx, after, pageSize));
  const news = events.map(tellNews).filter((one) => one !== null);
  return { news, upTo: events.at(-1)?.position ?? after, full: events.length === pageSize };
}
