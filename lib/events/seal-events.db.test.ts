import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { afterEach, expect, test } from "vitest";
import { jobsPool } from "@/db/client";
import { inOrganization } from "@/db/tenant";
import { testDatabase } from "@/db/testing/test-database";
import { wakeSealer } from "@/lib/core/wake";
import { emit } from "@/lib/events/emit";
import { sealEvents } from "@/lib/events/seal-events";
import { verifyChain } from "@/lib/events/verify-chain";

const { admin, urls } = await testDatabase();

let running: { stop: AbortController; ended: Promise<void>; warnings: unknown[] }[] = [];
afterEach(async () => {
  for (const one of running) one.stop.abort();
  await Promise.all(running.map((one) => one.ended));
  running = [];
});

test("committed events get positions without a gap, hashes that verify, and a head", async () => {
  const org = randomUUID();
  startSealer();
  await emitMany(org, 3);
  await emitMany(org, 2);
  await sealed(org, 5);

  expect(await positions(org)).toEqual([1, 2, 3, 4, 5]);
  expect(await verifyChain(org)).toEqual({ events: 5, bad: null });
});

test("an event that commits late is sealed late, never lost, and holds up nobody else", async () => {
  const org = randomUUID();
  startSealer();
  const gate = openable();
  const begun = openable();
  const late = inOrganization(org, async (tx) => {
    await emit(tx, author(org), [{ kind: "test.late" }]);
    begun.open();
    await gate.opened;
  });
  await begun.opened;
  for (let round = 0; round < 20; round++) await emitMany(org, 1);
  await sealed(org, 20);

  gate.open();
  await late;
  wakeSealer();
  await sealed(org, 21);
  const [last] = await admin`select kind from events where org_id = ${org} and position = 21`;
  expect(last?.kind).toBe("test.late");
  expect(await verifyChain(org)).toEqual({ events: 21, bad: null });
});

test("with many writers of different lengths every event is sealed once, in an order a reader by position can trust", async () => {
  const org = randomUUID();
  startSealer();
  const seen: string[] = [];
  const reader = readByPosition(org, 120, seen);
  await Promise.all(
    Array.from({ length: 8 }, async (_, writer) => {
      for (let round = 0; round < 15; round++) {
        await inOrganization(org, async (tx) => {
          await emit(tx, author(org), [{ kind: "test.written" }]);
          await sleep((writer * 7 + round * 13) % 40);
        });
        wakeSealer();
      }
    }),
  );
  await reader;
  const all = await admin<{ id: string }[]>`select id from events where org_id = ${org} order by position`;
  expect(seen).toEqual(all.map((row) => row.id));
  expect(new Set(seen).size).toBe(120);
});

test("what had committed before a transaction began comes before it, also when both wait for the sealer", async () => {
  const org = randomUUID();
  for (let round = 0; round < 30; round++) await emitMany(org, 1 + (round % 3));
  const written = await admin<{ id: string }[]>`select id from events where org_id = ${org} order by xid, id`;
  startSealer();
  await sealed(org, written.length);
  const all = await admin<{ id: string }[]>`select id from events where org_id = ${org} order by position`;
  expect(all).toEqual(written);
});

test("an event that was rolled back leaves no gap", async () => {
  const org = randomUUID();
  startSealer();
  const failed = inOrganization(org, async (tx) => {
    await emit(tx, author(org), [{ kind: "test.undone" }]);
    throw new Error("changed my mind");
  });
  await expect(failed).rejects.toThrow("changed my mind");
  await emitMany(org, 2);
  await sealed(org, 2);
  expect(await positions(org)).toEqual([1, 2]);
});

test("of two sealers one works; when it stops the other goes on within its second", async () => {
  const org = randomUUID();
  const first = startSealer();
  await emitMany(org, 1);
  await sealed(org, 1);
  const [holder] = await lockHolders();
  startSealer();
  await sleep(1500);
  expect(await lockHolders()).toEqual([holder]);

  first.stop.abort();
  await first.ended;
  await emitMany(org, 1);
  await sealed(org, 2);
  expect(await lockHolders()).toHaveLength(1);
  expect((await lockHolders())[0]).not.toBe(holder);
});

test("a sealer whose connections are killed again and again comes back and seals everything", async () => {
  const org = randomUUID();
  const { warnings } = startSealer();
  for (let round = 0; round < 10; round++) {
    await emitMany(org, 20);
    await admin`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and usename = 'touchline_jobs'`;
    await sleep(20 * round);
  }
  await sealed(org, 200);
  expect(await verifyChain(org)).toEqual({ events: 200, bad: null });
  expect(warnings.length).toBeGreaterThan(0);
});

test("the jobs role may give position and hashes and change nothing else, and a sealed event not even that", async () => {
  const org = randomUUID();
  startSealer();
  await emitMany(org, 1);
  await sealed(org, 1);
  const jobs = jobsPool();
  await expect(jobs`update events set kind = 'x.y' where org_id = ${org}`).rejects.toThrow("permission denied");
  await expect(jobs`update events set position = 9 where org_id = ${org}`).rejects.toThrow("never rewritten");
  await expect(jobs`delete from events where org_id = ${org}`).rejects.toThrow("permission denied");
  await expect(jobs`update event_payloads set payload = '' where org_id = ${org}`).rejects.toThrow("permission denied");
  await expect(
    inOrganization(org, ({ sql }) => sql`update events set kind = 'x.y' where org_id = ${org}`),
  ).rejects.toThrow("permission denied");
});

test("listeners hear which positions of which organization are new", async () => {
  const org = randomUUID();
  const heard: { org: string; from: number; to: number }[] = [];
  const listener = postgres(urls.app, { max: 1 });
  await listener.listen("touchline_live", (hint) => heard.push(JSON.parse(hint)));
  await emitMany(org, 4);
  startSealer();
  await sealed(org, 4);
  await expect.poll(() => heard.filter((one) => one.org === org)).toEqual([{ org, from: 1, to: 4 }]);
  await listener.end({ timeout: 1 });
});

test("how long an event takes to be visible, and how many a second (printed, not asserted)", async () => {
  const org = randomUUID();
  startSealer();
  const waits: number[] = [];
  for (let round = 1; round <= 20; round++) {
    await emitMany(org, 1);
    const committed = performance.now();
    await sealed(org, round, 2);
    waits.push(performance.now() - committed);
  }
  const sorted = waits.toSorted((a, b) => a - b);
  for (const one of running) one.stop.abort();
  await Promise.all(running.map((one) => one.ended));
  await Promise.all(Array.from({ length: 4 }, () => emitMany(org, 500)));
  const started = performance.now();
  startSealer();
  await sealed(org, 2020, 10);
  const seconds = (performance.now() - started) / 1000;
  print(`visible after ${sorted[10]?.toFixed(0)} ms (median), ${sorted.at(-1)?.toFixed(0)} ms (worst of 20)`);
  print(`2,000 events sealed in ${seconds.toFixed(2)} s: ${Math.round(2000 / seconds)} events/s`);
  expect(await verifyChain(org)).toEqual({ events: 2020, bad: null });
});

const print = (line: string) => process.stderr.write(`${line}\n`);

function startSealer() {
  const stop = new AbortController();
  const warnings: unknown[] = [];
  const ended = sealEvents({ signal: stop.signal, warn: (error) => warnings.push(error) });
  const one = { stop, ended, warnings };
  running.push(one);
  return one;
}

function openable() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

const author = (orgId: string) => ({
  orgId,
  now: new Date(),
  requestId: "test",
  ip: "127.0.0.1",
  actor: { userId: null, name: "Alice", via: "script" },
});

async function emitMany(org: string, count: number): Promise<void> {
  const list = Array.from({ length: count }, (_, number) => ({ kind: "test.happened", payload: { number } }));
  await inOrganization(org, (tx) => emit(tx, author(org), list));
  wakeSealer();
}

async function sealed(org: string, count: number, everyMs = 20): Promise<void> {
  const deadline = performance.now() + 20_000;
  while ((await positions(org)).length < count) {
    if (performance.now() > deadline) throw new Error(`${(await positions(org)).length} of ${count} sealed`);
    await sleep(everyMs);
  }
}

async function positions(org: string): Promise<number[]> {
  const rows = await admin<{ position: string }[]>`
    select position from events where org_id = ${org} and position is not null order by position`;
  return rows.map((row) => Number(row.position));
}

async function readByPosition(org: string, count: number, seen: string[]): Promise<void> {
  let after = 0;
  while (seen.length < count) {
    const rows = await admin<{ id: string; position: string }[]>`
      select id, position from events where org_id = ${org} and position > ${after} order by position`;
    seen.push(...rows.map((row) => row.id));
    after = Number(rows.at(-1)?.position ?? after);
    await sleep(5);
  }
}

async function lockHolders(): Promise<number[]> {
  const rows = await admin<{ pid: number }[]>`
    select l.pid from pg_locks l join pg_database d on d.oid = l.database
    where l.locktype = 'advisory' and l.granted and d.datname = current_database() and l.objid = 7243001`;
  return rows.map((row) => row.pid);
}
