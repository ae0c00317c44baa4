import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { type ScriptedSmtp, startScriptedSmtp } from "@/db/testing/scripted-smtp";
import { testDatabase } from "@/db/testing/test-database";
import { newId } from "@/lib/core/ids";
import type { Ways } from "@/lib/delivery/open-lines";
import { sendMessages } from "@/lib/delivery/send-messages";
import { createLead } from "@/lib/leads/create-lead";
import { openSmtpLine, smtpServerOf } from "@/lib/mail/open-smtp-line";
import { queueMessage } from "@/lib/sending/queue-message";
import { checkUnderway } from "@/lib/unknown-messages/check-underway";
import { contextOf } from "@/lib/worker/dispatch-events";

const { admin } = await testDatabase();
const size = Number(process.env.TOUCHLINE_TEST_SIZE ?? 0.02);
const [mails, kills, freezes] = [Math.round(5000 * size), Math.round(200 * size), Math.max(2, Math.round(100 * size))];

let server: ScriptedSmtp;
let ways: Ways;
const running = new Set<ChildProcess>();
beforeAll(async () => {
  server = await startScriptedSmtp();
  // What the receiving server counted is the complete journal; the workers themselves have none.
  const journal = {
    complete: true,
    settleSeconds: 900,
    has: async (one: { messageId: string }) => server.received.has(one.messageId),
  };
  ways = { fallback: "smtp", line: async () => openSmtpLine(smtpServerOf(server.url)), journal: async () => journal };
});
afterEach(() => {
  for (const worker of running) worker.kill("SIGKILL");
  running.clear();
});
afterAll(() => server.stop());

let org: MintedOrganization;
beforeEach(async () => {
  server.received.clear();
  // Every message takes a moment, so that a blow finds several of them on their way.
  server.script((who) => (who.startsWith("to-") ? { at: "dot", waitMs: 25 } : null));
  org = await mintOrganization({ calm: true });
});

test(`${mails} mails whose worker is killed ${kills} times arrive once each`, { timeout: 3_600_000 }, async () => {
  const ids = await queueMany(mails);
  for (let nth = 0; nth < kills; nth++) {
    const before = server.received.size;
    const worker = startWorker();
    await expect
      .poll(() => server.received.size, { timeout: 60_000, interval: 3 })
      .toBeGreaterThan(before + Math.floor((mails / kills) * 0.5));
    worker.kill("SIGKILL");
    await once(worker, "exit");
  }
  expect(server.received.size).toBeLessThan(mails);
  const left =
    await admin`select count(*)::int as n from delivery_attempts where org_id = ${org.orgId} and (ended_at is null or outcome <> 'sent')`;
  expect(left[0]?.n).toBeGreaterThan(0);
  await settleAll();
  expect(ids.filter((id) => server.received.get(id) !== 1)).toEqual([]);
  expect(await statesOf()).toEqual({ sent: mails });
});

test(`${freezes} workers frozen past their right to send double nothing when they wake`, {
  timeout: 3_600_000,
}, async () => {
  const ids = await queueMany(freezes * 12);
  const frozen: ChildProcess[] = [];
  for (let nth = 0; nth < freezes; nth++) {
    const before = server.received.size;
    const worker = startWorker();
    await expect.poll(() => server.received.size, { timeout: 60_000, interval: 3 }).toBeGreaterThan(before);
    worker.kill("SIGSTOP");
    frozen.push(worker);
    // Eight at most: each holds connections to the database.
    if (frozen.length === 8) await wake(frozen);
  }
  await wake(frozen);
  await settleAll();
  expect(ids.filter((id) => server.received.get(id) !== 1)).toEqual([]);
  expect(await statesOf()).toEqual({ sent: ids.length });
});

/** Others take over what the frozen hold and send it; then the frozen wake and go on with what they were doing. */
async function wake(frozen: ChildProcess[]): Promise<void> {
  await look(60);
  await lanes(61);
  for (const worker of frozen) worker.kill("SIGCONT");
  await Promise.all(
    frozen.splice(0).map(async (worker) => {
      worker.kill("SIGTERM");
      await once(worker, "exit");
      running.delete(worker);
    }),
  );
}

// Hours pass here in a moment. What a dead worker had sent must have been taken by then, as in any real quarter of an hour.
async function settleAll(): Promise<void> {
  await server.quiet();
  for (let hours = 1; hours < 9; hours++) {
    await look(hours * 3600);
    await lanes(hours * 3600 + 1);
    if (Object.keys(await statesOf()).join() === "sent") return;
  }
}

const later = (seconds: number) => ({ ...contextOf(org.orgId), now: new Date(Date.now() + seconds * 1000) });
async function look(seconds: number): Promise<void> {
  // What a frozen worker holds locked is not to be had until the server ends its transaction: asked again, as the worker does.
  for (let tries = 1; tries < 5; tries++) {
    const moved = await checkUnderway({ context: () => later(seconds), ways }).catch(() => null);
    if (moved === 0) return;
  }
}
const lanes = (seconds: number) =>
  Promise.all([1, 2, 3, 4].map(() => sendMessages({ context: () => later(seconds), worker: newId(), ways })));

async function queueMany(count: number): Promise<string[]> {
  const program = { ...org.rep1, actor: { ...org.rep1.actor, via: "api" as const } };
  const ids: string[] = [];
  for (let nth = 0; nth < count; nth++) {
    const { id } = await createLead(program, { last_name: `Doe ${nth}`, email: `to-${nth}@x${nth}.example` });
    const text = { subject: `No ${nth}`, body_text: `Text ${nth}` };
    ids.push((await queueMessage(program, { lead_id: id, channel: "email", ...text })).message_id);
  }
  return ids;
}

function startWorker(): ChildProcess {
  const env = { ...process.env, SMTP_URL: server.url, JOURNAL_IMAP_URL: "" };
  const worker = spawn(process.execPath, ["--import", "tsx", "scripts/testing/delivering-worker.ts"], {
    stdio: ["ignore", "ignore", "inherit"],
    env,
  });
  running.add(worker);
  return worker;
}

async function statesOf(): Promise<Record<string, number>> {
  const rows = await admin<{ status: string; n: number }[]>`
    select status, count(*)::int as n from communications where org_id = ${org.orgId} group by 1`;
  return Object.fromEntries(rows.map((row) => [row.status, row.n]));
}
