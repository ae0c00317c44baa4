import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inOrganization } from "@/db/tenant";
import { testDatabase } from "@/db/testing/test-database";
import { wakeSealer } from "@/lib/core/wake";
import { emit } from "@/lib/events/emit";
import { sealEvents } from "@/lib/events/seal-events";
import { verifyChain } from "@/lib/events/verify-chain";

const { admin } = await testDatabase();
const rounds = Number(process.env.TOUCHLINE_TEST_SIZE ?? "0.1") >= 1 ? 1000 : 100;
const length = 40;
const org = randomUUID();
const stop = new AbortController();
let sealer: Promise<void>;

beforeAll(async () => {
  sealer = sealEvents({ signal: stop.signal, warn: () => {} });
  const author = { orgId: org, now: new Date(), requestId: "r", ip: "127.0.0.1", userAgent: "test" };
  const list = Array.from({ length }, (_, number) => ({
    kind: number % 3 === 0 ? "lead.changed" : "lead.contacted",
    leadId: randomUUID(),
    subjects: { nth: String(number) },
    payload: { changes: { title: { old: number, new: number + 1 } } },
  }));
  await inOrganization(org, (tx) =>
    emit(tx, { ...author, actor: { userId: randomUUID(), name: "Alice", via: "web" } }, list),
  );
  wakeSealer();
  for (let tries = 0; tries < 500; tries++) {
    const [row] = await admin`select from events where org_id = ${org} and position is null limit 1`;
    if (!row) break;
    await sleep(20);
  }
  await admin`create table kept_events as select * from events where org_id = ${org}`;
  await admin`create table kept_payloads as select * from event_payloads where org_id = ${org}`;
  await admin`create table kept_heads as select * from event_heads where org_id = ${org}`;
});
afterAll(async () => {
  stop.abort();
  await sealer;
});

type Sql = postgres.TransactionSql;
/** A small generator of its own (mulberry32), so that a failing round can be run again by its number. */
function dice(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}
type Dice = ReturnType<typeof dice>;

const edits = [
  "kind = kind || 'x'",
  "at = at + interval '1 second'",
  "lead_id = gen_random_uuid()",
  "lead_id = null",
  `subjects = subjects || '{"more":"1"}'`,
  "actor_id = gen_random_uuid()",
  "actor_name = 'Bob'",
  "via = 'api'",
  "ip = '10.0.0.1'",
  "user_agent = null",
  "request_id = 'q'",
  "payload_hash = sha256(payload_hash)",
  "created_at = created_at - interval '1 day'",
  "prev_hash = sha256(prev_hash)",
  "hash = sha256(hash)",
  "xid = '7'",
];

// Each returns the first position that it touched: what comes before is whole and must be found so.
const tamperings: Record<string, (sql: Sql, roll: Dice) => Promise<number>> = {
  edit: async (sql, roll) => {
    const position = 1 + roll(length);
    await sql.unsafe(`update events set ${edits[roll(edits.length)]} where org_id = $1 and position = $2`, [
      org,
      position,
    ]);
    return position;
  },
  payload: async (sql, roll) => {
    const position = 1 + roll(length);
    const change = ["payload = payload || ' '", "salt = sha256(salt)", "payload = null", "salt = null"][roll(4)];
    await sql.unsafe(
      `update event_payloads p set ${change} from events e where e.org_id = p.org_id and e.id = p.id and e.org_id = $1 and e.position = $2`,
      [org, position],
    );
    return position;
  },
  deletion: async (sql, roll) => {
    const position = 1 + roll(length - 1);
    await sql`delete from events where org_id = ${org} and position = ${position}`;
    if (roll(2) === 0) await shift(sql, position, -1);
    return position;
  },
  insertion: async (sql, roll) => {
    const position = 1 + roll(length + 1);
    await shift(sql, position - 1, 1);
    const source = position === 1 ? 2 : 1 + roll(position - 1);
    const id = randomUUID();
    await sql`insert into events (org_id, id, kind, at, via, payload_hash, xid, position, prev_hash, hash)
      select org_id, ${id}, kind, at, via, payload_hash, xid, ${position}, ${roll(2) === 0 ? sql`prev_hash` : sql`hash`}, sha256(hash)
      from events where org_id = ${org} and position = ${source}`;
    return position;
  },
  reordering: async (sql, roll) => {
    const one = 1 + roll(length);
    const other = 1 + ((one + roll(length - 1)) % length);
    await sql`update events set position = -1 where org_id = ${org} and position = ${one}`;
    await sql`update events set position = ${one} where org_id = ${org} and position = ${other}`;
    await sql`update events set position = ${other} where org_id = ${org} and position = -1`;
    return Math.min(one, other);
  },
  "cut tail": async (sql, roll) => {
    const position = 1 + roll(length);
    await sql`delete from events where org_id = ${org} and position >= ${position}`;
    return position;
  },
};

test(`finds ${rounds} of ${rounds} random tamperings made as a superuser, and names a place where the chain is broken`, {
  timeout: 600_000,
}, async () => {
  expect(await verifyChain(org)).toEqual({ events: length, bad: null });
  const missed: string[] = [];
  const names = Object.keys(tamperings);
  for (let round = 0; round < rounds; round++) {
    const roll = dice(round + 1);
    const name = names[round % names.length] ?? "edit";
    const touched = await asSuperuser((sql) => tamperings[name]?.(sql, roll) ?? Promise.resolve(0));
    const { bad } = await verifyChain(org);
    // The place is the event itself or the one beside it that shows it.
    if (!bad || Math.abs(bad.position - touched) > 1)
      missed.push(`round ${round}: ${name} at ${touched}, found ${JSON.stringify(bad)}`);
    await restore();
  }
  expect(missed).toEqual([]);
  expect(await verifyChain(org)).toEqual({ events: length, bad: null });
});

/** Past every trigger and policy: what no role of the product can do. */
async function asSuperuser<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
  let result: { value: T } | undefined;
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    result = { value: await work(sql) };
  });
  if (!result) throw new Error("nothing was tampered with");
  return result.value;
}

const restore = () =>
  asSuperuser(async (sql) => {
    await sql`delete from events where org_id = ${org}`;
    await sql`delete from event_payloads where org_id = ${org}`;
    await sql`delete from event_heads where org_id = ${org}`;
    await sql`insert into events select * from kept_events`;
    await sql`insert into event_payloads select * from kept_payloads`;
    await sql`insert into event_heads select * from kept_heads`;
  });

async function shift(sql: Sql, behind: number, by: number): Promise<void> {
  await sql`update events set position = -position where org_id = ${org} and position > ${behind}`;
  await sql`update events set position = -position + ${by} where org_id = ${org} and position < 0`;
}
