import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { inOrganization } from "@/db/tenant";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { createApiKey } from "@/lib/accounts/create-api-key";
import { revokeApiKey } from "@/lib/accounts/revoke-api-key";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { wakeSealer } from "@/lib/core/wake";
import { emit } from "@/lib/events/emit";
import { sealEvents } from "@/lib/events/seal-events";
import { openEventStream } from "@/lib/live/event-stream";
import { closeStreams } from "@/lib/live/open-streams";
import { stopHearing } from "@/lib/live/shared-listener";
import { GET } from "./route";

const { admin } = await testDatabase();
const stopSealer = new AbortController();
let sealer: Promise<void>;
let org: MintedOrganization;
let other: MintedOrganization;
let key = "";
let keyId = "";
let open: Heard[] = [];

beforeAll(async () => {
  sealer = sealEvents({ signal: stopSealer.signal, warn: () => {} });
  org = await mintOrganization();
  other = await mintOrganization();
  ({ key, id: keyId } = await createApiKey(org.rep1, { name: "live" }));
});
afterEach(() => {
  for (const one of open) one.hangUp();
  open = [];
});
afterAll(async () => {
  closeStreams();
  stopSealer.abort();
  await sealer;
  await stopHearing();
});

test("answers nobody without a session or key, and nobody whose key lacks the scope", async () => {
  const nobody = await ask({ key: "" });
  expect(nobody.status).toBe(401);
  expect(nobody.headers.get("content-type")).toBe("application/problem+json");
  const narrow = await createApiKey(org.rep1, { name: "narrow", scopes: ["leads:read"] });
  const refused = await ask({ key: narrow.key });
  expect([refused.status, (await refused.json()).code]).toEqual([403, "FORBIDDEN"]);
  expect((await ask({ query: "?since=1" })).status).toBe(400);
});

test("tells a contact within a second: its position, its kind, who, how and when", async () => {
  const heard = await listen();
  expect(heard.response.headers.get("content-type")).toContain("text/event-stream");
  const [lead, touch, began] = [newId(), newId(), performance.now()];
  await contact(org.rep2, lead, touch);
  const [event] = await heard.events(1);
  const took = performance.now() - began;

  process.stderr.write(`from the command to the stream: ${took.toFixed(0)} ms\n`);
  expect(took).toBeLessThan(1000);
  expect(event).toMatchObject({ event: "lead.contacted", id: await positionOf(touch) });
  expect(JSON.parse(event?.data ?? "")).toEqual({
    lead_id: lead,
    communication_id: touch,
    user: { id: org.rep2.actor.userId, name: "rep2" },
    method: "call",
    subject: "Price list",
    at: org.rep2.now.toISOString(),
  });
});

test("tells nothing of another organization, nor another user's notification", async () => {
  const heard = await listen();
  await contact(other.rep1, newId(), newId());
  await emitIn(org.rep2, "notification.added", undefined, { user_id: org.rep2.actor.userId });
  await emitIn(org.rep2, "notification.added", undefined, { user_id: org.rep1.actor.userId });
  const mine = newId();
  await contact(org.rep1, newId(), mine);
  const events = await heard.events(2);
  expect(events.map((one) => one.event)).toEqual(["notification", "lead.contacted"]);
  expect(events[1]?.data).toContain(mine);
  expect(heard.text).not.toContain(other.rep1.actor.userId);
  expect(heard.text).not.toContain(org.rep2.actor.userId);
});

test("resumes behind the last event heard: everything missed, in order, nothing twice", async () => {
  const heard = await listen();
  await contact(org.rep1, newId(), newId());
  const [last] = await heard.events(1);
  heard.hangUp();
  const missed = [newId(), newId(), newId()];
  for (const touch of missed) await contact(org.rep1, newId(), touch);
  await Promise.all(missed.map(positionOf));

  const byHeader = await listen({ lastEventId: last?.id });
  const byQuery = await listen({ query: `?last_event_id=${last?.id}` });
  const late = newId();
  await contact(org.rep1, newId(), late);
  const expected = [...missed, late];
  for (const stream of [byHeader, byQuery]) {
    const events = await stream.events(4);
    expect(events.map((one) => JSON.parse(one.data).communication_id)).toEqual(expected);
  }
});

test("who connected and heard nothing yet can resume as well", async () => {
  const heard = await listen();
  await expect.poll(() => heard.text).toMatch(/^id: \d+$/m);
  const place = /^id: (\d+)$/m.exec(heard.text)?.[1];
  heard.hangUp();
  const touch = newId();
  await contact(org.rep1, newId(), touch);
  const [event] = await (await listen({ lastEventId: place })).events(1);
  expect(event?.data).toContain(touch);
});

test("resumes over more events than the feed keeps in memory", async () => {
  const [first] = await Promise.all([positionAfter(org.rep1)]);
  for (let batch = 0; batch < 3; batch++) {
    await inOrganization(org.orgId, (tx) =>
      emit(
        tx,
        org.rep1,
        Array.from({ length: 700 }, () => ({ kind: "lead.changed", leadId: newId() })),
      ),
    );
  }
  wakeSealer();
  const heard = await listen({ lastEventId: String(first) });
  const events = await heard.events(2100);
  expect(events.map((one) => Number(one.id))).toEqual(Array.from({ length: 2100 }, (_, index) => first + 1 + index));
});

test.each(["999999999", "abc", "-3", "99999999999999999999"])("says reset to the unknown place %s", async (place) => {
  const heard = await listen({ lastEventId: place });
  const [event] = await heard.events(1);
  expect(event?.event).toBe("reset");
  const touch = newId();
  await contact(org.rep1, newId(), touch);
  expect((await heard.events(2))[1]?.data).toContain(touch);
});

test("says reset to a place older than 24 hours, and resumes from a younger one", async () => {
  const hoursAgo = (hours: number) => at(org.rep1, new Date(Date.now() - hours * 3_600_000));
  const [old, young] = [newId(), newId()];
  await contact(hoursAgo(25), newId(), old);
  await contact(hoursAgo(23), newId(), young);
  const touch = newId();
  await contact(org.rep1, newId(), touch);
  await positionOf(touch);
  expect((await (await listen({ lastEventId: await positionOf(old) })).events(1))[0]?.event).toBe("reset");
  expect((await (await listen({ lastEventId: await positionOf(young) })).events(1))[0]?.data).toContain(touch);
});

test("goes on when its LISTEN connection is cut: what was said meanwhile is read from the table", async () => {
  const heard = await listen();
  const touches = Array.from({ length: 6 }, newId);
  for (const touch of touches) {
    await admin`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query like 'listen %' and usename = 'touchline_app'`;
    await contact(org.rep1, newId(), touch);
  }
  const events = await heard.events(6);
  expect(events.map((one) => JSON.parse(one.data).communication_id)).toEqual(touches);
});

test("pings, and ends when the server stops", async () => {
  const stream = await openEventStream({ ...listener(org.rep1), pingMs: 30 });
  const heard = hearing(new Response(stream));
  await expect.poll(() => heard.text).toContain(": ping\n\n");
  closeStreams();
  await heard.ended;
});

test("ends at once when the key is revoked", async () => {
  const { key: brief, id } = await createApiKey(org.rep1, { name: "brief" });
  const heard = await listen({ key: brief });
  const kept = await listen();
  await revokeApiKey(org.rep1, { id });
  await heard.ended;
  const touch = newId();
  await contact(org.rep1, newId(), touch);
  expect((await kept.events(1))[0]?.data).toContain(touch);
  expect(keyId).not.toBe(id);
});

test("closes a client that does not read", async () => {
  const stream = await openEventStream({ ...listener(org.rep1), drainMs: 200 });
  const subject = "x".repeat(2000);
  await inOrganization(org.orgId, (tx) =>
    emit(
      tx,
      org.rep1,
      Array.from({ length: 400 }, () => ({ kind: "lead.contacted", leadId: newId(), payload: { subject } })),
    ),
  );
  const last = newId();
  await contact(org.rep1, newId(), last);
  await positionOf(last);
  await sleep(600);
  await expect(new Response(stream).text()).rejects.toThrow("too slowly");
});

type Heard = ReturnType<typeof hearing>;
type Wish = { key?: string; lastEventId?: string; query?: string };

function ask({ key: given = key, lastEventId, query = "" }: Wish, signal?: AbortSignal): Promise<Response> {
  const headers = new Headers({ host: "crm.test" });
  if (given) headers.set("authorization", `Bearer ${given}`);
  if (lastEventId) headers.set("last-event-id", lastEventId);
  return GET(new Request(`http://crm.test/api/live${query}`, { headers, signal }), { params: Promise.resolve({}) });
}

async function listen(wish: Wish = {}): Promise<Heard> {
  const line = new AbortController();
  const response = await ask(wish, line.signal);
  expect(response.status).toBe(200);
  const heard = hearing(response, () => line.abort());
  open.push(heard);
  return heard;
}

const listener = (ctx: Context) => ({
  ctx,
  lastEventId: null,
  signal: new AbortController().signal,
  mayStay: async () => true,
});

function hearing(response: Response, hangUp = () => {}) {
  const heard = { response, hangUp, text: "", ended: Promise.resolve(), events };
  const decoder = new TextDecoder();
  heard.ended = (async () => {
    for await (const chunk of response.body ?? []) heard.text += decoder.decode(chunk, { stream: true });
  })().catch(() => {});
  async function events(count: number) {
    await expect.poll(() => parse(heard.text).length, { timeout: 20_000 }).toBeGreaterThanOrEqual(count);
    expect(parse(heard.text)).toHaveLength(count);
    return parse(heard.text);
  }
  return heard;
}

/** As the standard says: only blocks with data are events. */
const parse = (text: string) =>
  text
    .split("\n\n")
    .slice(0, -1)
    .map((block) => Object.fromEntries(block.split("\n").map((line) => line.split(/: (.*)/s).slice(0, 2))))
    .filter((fields): fields is { id: string; event: string; data: string } => "data" in fields);

async function contact(ctx: Context, lead: string, touch: string): Promise<void> {
  const payload = {
    lead_id: lead,
    communication_id: touch,
    method: "call",
    subject: "Price list",
    at: ctx.now.toISOString(),
  };
  await emitIn(ctx, "lead.contacted", lead, { lead_id: lead, communication_id: touch }, payload);
}

async function emitIn(
  ctx: Context,
  kind: string,
  leadId: string | undefined,
  subjects: Record<string, string>,
  payload = {},
): Promise<void> {
  await inOrganization(ctx.orgId, (tx) => emit(tx, ctx, [{ kind, leadId, subjects, payload }]));
  wakeSealer();
}

async function positionOf(touch: string): Promise<string> {
  for (let tries = 0; tries < 1000; tries++) {
    const [row] = await admin<{ position: string }[]>`
      select position from events where subjects ->> 'communication_id' = ${touch} and position is not null`;
    if (row) return String(row.position);
    await sleep(10);
  }
  throw new Error("not sealed");
}

async function positionAfter(ctx: Context): Promise<number> {
  const touch = newId();
  await contact(ctx, newId(), touch);
  return Number(await positionOf(touch));
}
