import { inOrganization } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { translateDatabaseError } from "@/lib/core/database-errors";
import { requirePermission } from "@/lib/core/read";
import { minusDays } from "@/lib/core/time";
import { type Bell, createBell } from "@/lib/events/bell";
import { trackStream } from "./open-streams";
import { type FeedReader, joinFeed } from "./organization-feed";
import { joinPresence } from "./presence";
import { type PresenceNews, presenceFrame, seenNews } from "./presence-rules";
import { joinProgress } from "./progress";
import { canResume, listSeenLeads } from "./queries";
import { frameOf, type News, pingFrame, placeFrame, placeOf } from "./rules";
import { hear } from "./shared-listener";

export type Listener = {
  ctx: Context;
  /** what the client heard last, as it says; null: from now on */
  lastEventId: string | null;
  /** ends when the client is gone */
  signal: AbortSignal;
  /** asked from time to time and when identities change: whether the client may still listen */
  mayStay: () => Promise<boolean>;
  /** for tests; else 15 s each */
  pingMs?: number;
  drainMs?: number;
};

const keptDays = 1;
const pingMs = 15_000;
/** What waits for a client that reads too slowly; whoever leaves it full for so long is closed and resumes by its last id. */
const bufferBytes = 64 * 1024;
const drainMs = 15_000;

/** The organization's news as server-sent events (contracts.md, Live). Throws FORBIDDEN or UNAVAILABLE before the first byte. */
export async function openEventStream(listener: Listener): Promise<ReadableStream<Uint8Array>> {
  requirePermission(listener.ctx, "live:read");
  const feed = await joinFeed(listener.ctx.orgId).catch((error) => {
    throw translateDatabaseError(error);
  });
  try {
    const start = await startOf(listener, feed);
    return streamFrom(listener, feed, start);
  } catch (error) {
    feed.leave();
    throw translateDatabaseError(error);
  }
}

type Start = { position: number; frame: string };

async function startOf({ ctx, lastEventId }: Listener, { joinedAt }: FeedReader): Promise<Start> {
  if (lastEventId === null) return { position: joinedAt, frame: placeFrame(joinedAt) };
  const place = placeOf(lastEventId);
  const known =
    place !== null && (await inOrganization(ctx.orgId, (tx) => canResume(tx, place, minusDays(ctx.now, keptDays))));
  if (known) return { position: place, frame: placeFrame(place) };
  const reset = frameOf({ position: joinedAt, kind: "reset", body: { position: joinedAt } });
  return { position: joinedAt, frame: placeFrame(joinedAt) + reset };
}

function streamFrom(listener: Listener, feed: FeedReader, start: Start): ReadableStream<Uint8Array> {
  const stop = new AbortController();
  const drained = createBell();
  const end = () => stop.abort();
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        const undo = watch(listener, controller, end);
        void tell(listener, feed, start, { controller, drained, signal: stop.signal })
          .catch(() => {})
          .finally(() => {
            for (const one of undo) one();
            feed.leave();
            close(controller);
          });
      },
      pull: drained.ring,
      cancel: end,
    },
    { highWaterMark: bufferBytes, size: (chunk) => chunk?.byteLength ?? 0 },
  );
}

type Controller = ReadableStreamDefaultController<Uint8Array>;

/** Everything that ends a stream from outside, and the ping; returns how each is taken back. */
function watch(
  { ctx, signal, mayStay, pingMs: every }: Listener,
  controller: Controller,
  end: () => void,
): (() => void)[] {
  const endUnlessAllowed = () => {
    mayStay().then(
      (stays) => stays || end(),
      () => {},
    );
  };
  const ping = setInterval(() => {
    if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encode(pingFrame));
    endUnlessAllowed();
  }, every ?? pingMs);
  ping.unref();
  if (signal.aborted) end();
  signal.addEventListener("abort", end);
  // What nobody keeps is lost on who reads too slowly; their page asks again by itself.
  const tell = (frame: string) => {
    if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encode(frame));
  };
  return [
    trackStream(end),
    joinPresence(ctx.orgId, presenceTold(ctx, tell)),
    joinProgress(ctx.orgId, tell),
    hear({ channel: "touchline_identity", message: endUnlessAllowed }),
    () => signal.removeEventListener("abort", end),
    () => clearInterval(ping),
  ];
}

// News of a lead are for those who may see it: asked anew each time, since leads change hands.
async function seenBy(ctx: Context, news: News[]): Promise<News[]> {
  const { sees } = ctx.actor;
  const leadOf = ({ kind, body }: News) => (kind !== "notification" && "lead_id" in body ? body.lead_id : null);
  const ids = news.flatMap((one) => leadOf(one) ?? []);
  if (!sees || ids.length === 0) return news;
  const seen = await inOrganization(ctx.orgId, (tx) => listSeenLeads(tx, ids), sees);
  return news.filter((one) => {
    const lead = leadOf(one);
    return lead === null || seen.has(lead);
  });
}

/** Who looks at and writes to a lead is told to those who may see it, each in the order in which it happened. */
function presenceTold({ actor, orgId }: Context, tell: (frame: string) => void): (news: PresenceNews) => void {
  const { sees } = actor;
  const say = (news: PresenceNews | null) => {
    const frame = news && presenceFrame(news, actor.userId);
    if (frame) tell(frame);
  };
  if (!sees) return say;
  let last = Promise.resolve();
  return (news) => {
    const ids = [news.event.body.lead_id, news.from];
    last = last
      .then(() => inOrganization(orgId, (tx) => listSeenLeads(tx, ids), sees))
      .then((seen) => say(seenNews(news, seen)))
      .catch(() => {});
  };
}

type Line = { controller: Controller; drained: Bell; signal: AbortSignal };

async function tell(
  { ctx, drainMs: patience = drainMs }: Listener,
  feed: FeedReader,
  start: Start,
  line: Line,
): Promise<void> {
  line.controller.enqueue(encode(start.frame));
  let { position } = start;
  while (!line.signal.aborted) {
    const page = await feed.next(position, line.signal);
    if (page === null) return;
    const heard = page.news.filter((news) => mayHear(news, ctx));
    const text = (await seenBy(ctx, heard)).map(frameOf).join("");
    if (text !== "") line.controller.enqueue(encode(text));
    position = page.upTo;
    if (!(await hasRoom(line, patience))) return;
  }
}

const mayHear = ({ to }: News, ctx: Context) => to === null || to === ctx.actor.userId;

async function hasRoom({ controller, drained, signal }: Line, patience: number): Promise<boolean> {
  const room = () => (controller.desiredSize ?? 0) > 0;
  const deadline = performance.now() + patience;
  while (!room() && !signal.aborted && performance.now() < deadline) await drained.wait(patience, signal);
  if (!room() && !signal.aborted) controller.error(new Error("The client reads too slowly"));
  return room();
}

function close(controller: Controller): void {
  try {
    controller.close();
  } catch {
    // closed by the client, or in error already
  }
}

const encoder = new TextEncoder();
const encode = (text: string) => encoder.encode(text);
