import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { inOrganization } from "@/db/tenant";
import { testDatabase } from "@/db/testing/test-database";
import { wakeSealer } from "@/lib/core/wake";
import { canonicalText, genesis } from "@/lib/events/chain-rules";
import { sha256 } from "@/lib/events/digest";
import { emit } from "@/lib/events/emit";
import { sealEvents } from "@/lib/events/seal-events";
import { verifyChain } from "@/lib/events/verify-chain";

const { admin } = await testDatabase();
const stop = new AbortController();
let sealer: Promise<void>;
let org = "";

beforeAll(() => {
  sealer = sealEvents({ signal: stop.signal, warn: () => {} });
});
afterAll(async () => {
  stop.abort();
  await sealer;
});
beforeEach(async () => {
  org = randomUUID();
  await emitAndSeal(org, 10);
  expect(await verifyChain(org)).toEqual({ events: 10, bad: null });
});

test.each([
  ["kind", "kind = 'lead.deleted'"],
  ["time by a microsecond", "at = at + interval '1 microsecond'"],
  ["lead", "lead_id = gen_random_uuid()"],
  ["subjects", `subjects = '{"lead_id":"x"}'`],
  ["actor", "actor_id = gen_random_uuid()"],
  ["actor's name", "actor_name = 'Bob'"],
  ["door", "via = 'job'"],
  ["address", "ip = null"],
  ["browser", "user_agent = 'curl'"],
  ["request", "request_id = ''"],
  ["payload's hash", "payload_hash = '\\x00'"],
  ["own hash", "hash = '\\x00'"],
  ["previous hash", "prev_hash = '\\x00'"],
  ["time of storing", "created_at = created_at + interval '1 second'"],
  ["transaction", "xid = '3'"],
])("finds an edit of the %s", async (_, change) => {
  await tamper((sql) => sql.unsafe(`update events set ${change} where org_id = $1 and position = 6`, [org]));
  expect(await verifyChain(org)).toEqual({ events: 5, bad: { position: 6, kind: "edit" } });
});

test("finds an edit whose own hash was computed anew, by the event that follows it", async () => {
  await tamper(async (sql) => {
    await sql`update events set kind = 'lead.deleted' where org_id = ${org} and position = 6`;
    await rehash(sql, 6);
  });
  expect((await verifyChain(org)).bad).toEqual({ position: 6, kind: "edit" });
});

test("finds a chain computed anew from one event to its end, by the head", async () => {
  await tamper(async (sql) => {
    await sql`update events set kind = 'lead.deleted' where org_id = ${org} and position = 6`;
    for (const position of [6, 7, 8, 9, 10]) await rehash(sql, position);
  });
  expect((await verifyChain(org)).bad).toEqual({ position: 10, kind: "edit" });
});

test("finds a changed payload, a changed salt and a payload that is gone, and accepts an erased one", async () => {
  const change = (sql: string) => tamper((tx) => tx.unsafe(sql, [org]));
  const ofSixth = "org_id = $1 and id = (select id from events where org_id = $1 and position = 6)";
  const [kept] = await admin`select salt, payload from event_payloads p join events e using (org_id, id)
    where p.org_id = ${org} and e.position = 6`;
  const restore = () => admin`update event_payloads p set salt = ${kept?.salt}, payload = ${kept?.payload} from events e
    where e.org_id = p.org_id and e.id = p.id and p.org_id = ${org} and e.position = 6`;

  await change(`update event_payloads set salt = null, payload = null where ${ofSixth}`);
  expect((await verifyChain(org)).bad).toBeNull();
  await restore();
  for (const sql of [
    `update event_payloads set payload = '{"number":99}' where ${ofSixth}`,
    `update event_payloads set salt = '\\x01' where ${ofSixth}`,
    `update event_payloads set payload = null where ${ofSixth}`,
    `delete from event_payloads where ${ofSixth}`,
  ]) {
    await change(sql);
    expect((await verifyChain(org)).bad, sql).toEqual({ position: 6, kind: "payload" });
    await restore();
  }
});

test.each([1, 6, 9])("finds a deletion at position %i, with the gap and with the gap closed", async (position) => {
  await remove(position);
  expect((await verifyChain(org)).bad).toEqual({ position, kind: "deletion" });
  await shift(position, -1);
  expect((await verifyChain(org)).bad).toEqual({ position, kind: "deletion" });
});

test.each([1, 6, 10])("finds an insertion at position %i", async (position) => {
  await shift(position - 1, 1);
  await insert(position);
  expect((await verifyChain(org)).bad).toEqual({ position, kind: "insertion" });
});

test("finds an insertion behind the end, also one whose hash is right", async () => {
  await insert(11);
  expect((await verifyChain(org)).bad).toEqual({ position: 11, kind: "insertion" });
  await tamper((sql) => rehash(sql, 11));
  expect((await verifyChain(org)).bad).toEqual({ position: 11, kind: "insertion" });
});

test.each([
  [1, 2],
  [4, 5],
  [3, 8],
  [9, 10],
])("finds that events %i and %i changed places", async (one, other) => {
  await tamper(async (sql) => {
    await sql`update events set position = -1 where org_id = ${org} and position = ${one}`;
    await sql`update events set position = ${one} where org_id = ${org} and position = ${other}`;
    await sql`update events set position = ${other} where org_id = ${org} and position = -1`;
  });
  expect((await verifyChain(org)).bad).toEqual({ position: one, kind: "reordering" });
});

test.each([
  ["the last event", 9, "delete from events where org_id = $1 and position > 9"],
  ["half of them", 5, "delete from events where org_id = $1 and position > 5"],
  ["all of them", 0, "delete from events where org_id = $1"],
])("finds a cut tail: %s", async (_, left, sql) => {
  await tamper((tx) => tx.unsafe(sql, [org]));
  expect(await verifyChain(org)).toEqual({ events: left, bad: { position: left + 1, kind: "cut_tail" } });
});

test("finds a head that is gone or was moved", async () => {
  await tamper((sql) => sql`update event_heads set position = 8 where org_id = ${org}`);
  expect((await verifyChain(org)).bad).toEqual({ position: 9, kind: "insertion" });
  await tamper((sql) => sql`delete from event_heads where org_id = ${org}`);
  expect((await verifyChain(org)).bad).toEqual({ position: 1, kind: "insertion" });
});

test("damage in one organization is not another's", async () => {
  const other = randomUUID();
  await emitAndSeal(other, 3);
  await tamper((sql) => sql`update events set kind = 'x.y' where org_id = ${org} and position = 2`);
  expect((await verifyChain(other)).bad).toBeNull();
});

test("reads a chain of several pages to its end", async () => {
  await emitAndSeal(org, 2500);
  expect(await verifyChain(org)).toEqual({ events: 2510, bad: null });
  await remove(2400);
  expect(await verifyChain(org)).toEqual({ events: 2399, bad: { position: 2400, kind: "deletion" } });
});

async function emitAndSeal(orgId: string, count: number): Promise<void> {
  const author = { orgId, now: new Date(), requestId: "r", ip: "127.0.0.1", userAgent: "test" };
  const actor = { userId: randomUUID(), name: "Alice", via: "script" };
  const list = Array.from({ length: count }, (_, number) => ({ kind: "test.happened", payload: { number } }));
  await inOrganization(orgId, (tx) => emit(tx, { ...author, actor }, list));
  wakeSealer();
  for (let tries = 0; tries < 1000; tries++) {
    const [row] = await admin`select from events where org_id = ${orgId} and position is null limit 1`;
    if (!row) return;
    await sleep(20);
  }
  throw new Error("not sealed");
}

/** As a superuser past the triggers: what no role of the product can do. */
async function tamper(change: (sql: postgres.TransactionSql) => Promise<unknown>): Promise<void> {
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await change(sql);
  });
}

const remove = (position: number) =>
  tamper((sql) => sql`delete from events where org_id = ${org} and position = ${position}`);

const shift = (behind: number, by: number) =>
  tamper(async (sql) => {
    await sql`update events set position = -position where org_id = ${org} and position > ${behind}`;
    await sql`update events set position = -position + ${by} where org_id = ${org} and position < 0`;
  });

/** A copy of the first event under a new id, over the hash that really is before it. */
const insert = (position: number) =>
  tamper(async (sql) => {
    const id = randomUUID();
    const [before] = await sql`select hash from events where org_id = ${org} and position = ${position - 1}`;
    await sql`insert into events (org_id, id, kind, at, via, payload_hash, xid, position, prev_hash, hash)
      select org_id, ${id}, kind, at, via, payload_hash, xid, ${position}, ${before?.hash ?? Buffer.from(genesis.hash, "hex")}, sha256('x')
      from events where org_id = ${org} and position = ${position === 1 ? 2 : 1}`;
    await sql`insert into event_payloads (org_id, id) values (${org}, ${id})`;
  });

/** What somebody who knows the recipe would do: the event's hash over the one before it. */
async function rehash(sql: postgres.TransactionSql, position: number): Promise<void> {
  const { listLinks } = await import("@/lib/events/chain-queries");
  const [link] = await listLinks(sql, org, position - 1, 1);
  const [before] = await sql`select hash from events where org_id = ${org} and position = ${position - 1}`;
  if (!link) throw new Error("no such event");
  const hash = sha256(before?.hash, canonicalText(link, position));
  await sql`update events set prev_hash = ${before?.hash}, hash = decode(${hash}, 'hex') where org_id = ${org} and position = ${position}`;
}
