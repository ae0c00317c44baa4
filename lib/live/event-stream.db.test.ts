import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { inOrganization } from "@/db/tenant";
import { hearStream } from "@/db/testing/heard-stream";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { untilAllSealed } from "@/db/testing/sealed";
import { testDatabase } from "@/db/testing/test-database";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { wakeSealer } from "@/lib/core/wake";
import { emit, type NewEvent } from "@/lib/events/emit";
import { sealEvents } from "@/lib/events/seal-events";
import { createLead } from "@/lib/leads/create-lead";
import { type Listener, openEventStream } from "./event-stream";
import { closeStreams } from "./open-streams";
import { getPositionBefore } from "./queries";
import { stopHearing } from "./shared-listener";

const { admin } = await testDatabase();
const stopSealer = new AbortController();
let sealer: Promise<void>;
let org: MintedOrganization;

beforeAll(async () => {
  sealer = sealEvents({ signal: stopSealer.signal, warn: () => {} });
  org = await mintOrganization();
});
afterEach(closeStreams);
afterAll(async () => {
  stopSealer.abort();
  await sealer;
  await stopHearing();
});

test("tells a notification to its user alone", async () => {
  const [one, two] = [await listen(org.rep1), await listen(org.rep2)];
  await emitAll(org.rep1, [{ kind: "notification.added", subjects: { user_id: org.rep2.actor.userId } }]);
  const mark = await contact(org.rep1);
  expect((await two.events(2)).map((event) => event.event)).toEqual(["notification", "lead.contacted"]);
  const [only] = await one.events(1);
  expect(only?.data).toContain(mark);
});

test("tells who sees their own leads nothing of a colleague's, and their own at once", async () => {
  const blind: Context = { ...org.rep2, actor: { ...org.rep2.actor, sees: [org.rep2.actor.userId] } };
  const [theirs, mine] = [
    await createLead(org.rep1, { first_name: "Ines" }),
    await createLead(blind, { first_name: "Omar" }),
  ];
  const [heard, open] = [await listen(blind), await listen(org.rep1)];
  const change = (leadId: string) => ({ kind: "lead.changed", leadId, payload: { changes: {} } });
  await emitAll(org.rep1, [change(theirs.id), change(mine.id)]);
  await open.says(mine.id);
  await heard.says(mine.id);
  expect(open.text()).toContain(theirs.id);
  expect(heard.text()).not.toContain(theirs.id);
});

test("who connected and heard nothing yet can resume as well", async () => {
  // What the tests before told has its place by now.
  await untilAllSealed(admin, org.orgId);
  const heard = await listen(org.rep1);
  await heard.says(/^id: \d+$/m);
  const place = /^id: (\d+)$/m.exec(heard.text())?.[1] ?? "";
  closeStreams();
  const touch = await contact(org.rep1);
  const [event] = await (await listen(org.rep1, { lastEventId: place })).events(1);
  expect(event?.data).toContain(touch);
});

test("resumes over more events than the feed keeps in memory", async () => {
  const first = Number(await positionOf(await contact(org.rep1)));
  for (let batch = 0; batch < 3; batch++) {
    const many = Array.from({ length: 700 }, () => ({ kind: "lead.changed", leadId: newId() }));
    await emitAll(org.rep1, many);
  }
  const heard = await listen(org.rep1, { lastEventId: String(first) });
  const events = await heard.events(2100);
  expect(events.map((one) => Number(one.id))).toEqual(Array.from({ length: 2100 }, (_, index) => first + 1 + index));
});

test("says reset to a place older than 24 hours, and resumes from a younger one", async () => {
  const hoursAgo = (hours: number) => at(org.rep1, new Date(Date.now() - hours * 3_600_000));
  const old = await positionOf(await contact(hoursAgo(25)));
  const young = await positionOf(await contact(hoursAgo(23)));
  const touch = await contact(org.rep1);
  await positionOf(touch);
  const [reset] = await (await listen(org.rep1, { lastEventId: old })).events(1);
  expect(reset?.event).toBe("reset");
  const [event] = await (await listen(org.rep1, { lastEventId: young })).events(1);
  expect(event?.data).toContain(touch);
});

test("resumes from the last place there is, however old: that is where a page was drawn", async () => {
  const quiet = await mintOrganization();
  const old = await positionOf(await contact(at(quiet.rep1, new Date(Date.now() - 30 * 3_600_000))));
  const drawn = await inOrganization(quiet.orgId, (tx) => getPositionBefore(tx, new Date()));
  expect(String(drawn)).toBe(old);
  const heard = await listen(quiet.rep1, { lastEventId: old });
  await heard.says(/^id: \d+$/m);
  const touch = await contact(quiet.rep1);
  const [event] = await heard.events(1);
  expect(event?.event).toBe("lead.contacted");
  expect(event?.data).toContain(touch);
});

test("goes on when its LISTEN connection is cut: what was said meanwhile is read from the table", async () => {
  const heard = await listen(org.rep1);
  const touches: string[] = [];
  for (let round = 0; round < 6; round++) {
    await admin`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query like 'listen %' and usename = 'touchline_app'`;
    touches.push(await contact(org.rep1));
  }
  const events = await heard.events(6);
  expect(events.map((one) => JSON.parse(one.data).communication_id)).toEqual(touches);
});

test("many streams of one organization, with others coming and going, hear everything", async () => {
  const kept = await Promise.all(Array.from({ length: 10 }, () => listen(org.rep1)));
  const touches: string[] = [];
  for (let round = 0; round < 20; round++) {
    const brief = new AbortController();
    await listen(org.rep2, { signal: brief.signal });
    touches.push(await contact(org.rep1));
    brief.abort();
  }
  for (const heard of kept) {
    const events = await heard.events(20);
    expect(events.map((one) => JSON.parse(one.data).communication_id)).toEqual(touches);
  }
});

test("pings", async () => {
  const heard = await listen(org.rep1, { pingMs: 30 });
  await heard.says(": ping\n\n");
  expect(await heard.events(0)).toEqual([]);
});

test("ends when the client may not stay", async () => {
  let stays = true;
  const heard = await listen(org.rep1, { pingMs: 30, mayStay: async () => stays });
  await sleep(100);
  stays = false;
  await heard.ended;
});

test("closes a client that does not read", async () => {
  const stream = await openEventStream({ ...listener(org.rep1), drainMs: 200 });
  const payload = { subject: "x".repeat(2000) };
  await emitAll(
    org.rep1,
    Array.from({ length: 400 }, () => ({ kind: "lead.contacted", leadId: newId(), payload })),
  );
  await expect(stream.getReader().closed).rejects.toThrow("too slowly");
});

const listener = (ctx: Context): Listener => ({
  ctx,
  lastEventId: null,
  signal: new AbortController().signal,
  mayStay: async () => true,
});

const listen = async (ctx: Context, wishes: Partial<Listener> = {}) =>
  hearStream(await openEventStream({ ...listener(ctx), ...wishes }));

async function emitAll(ctx: Context, list: NewEvent[]): Promise<void> {
  await inOrganization(ctx.orgId, (tx) => emit(tx, ctx, list));
  wakeSealer();
}

async function contact(ctx: Context): Promise<string> {
  const [leadId, touch] = [newId(), newId()];
  const payload = { communication_id: touch, method: "call" };
  await emitAll(ctx, [{ kind: "lead.contacted", leadId, subjects: { communication_id: touch }, payload }]);
  return touch;
}

async function positionOf(touch: string): Promise<string> {
  for (let tries = 0; tries < 2000; tries++) {
    const [row] = await admin<{ position: string }[]>`
      select position from events where subjects ->> 'communication_id' = ${touch} and position is not null`;
    if (row) return String(row.position);
    await sleep(10);
  }
  throw new Error("not sealed");
}
