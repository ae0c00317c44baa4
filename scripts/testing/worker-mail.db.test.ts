import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { type ScriptedSmtp, startScriptedSmtp } from "@/db/testing/scripted-smtp";
import { testDatabase } from "@/db/testing/test-database";
import { comeLater, queueMany, settleAll, statesOf, waysThrough } from "@/scripts/testing/counted-mails";
import { bundleWorkers, type Workers } from "@/scripts/testing/delivering-workers";

const { admin } = await testDatabase();
const size = Number(process.env.TOUCHLINE_TEST_SIZE ?? 0.02);
const [mails, kills, freezes] = [Math.round(5000 * size), Math.round(200 * size), Math.max(2, Math.round(100 * size))];

let server: ScriptedSmtp;
let workers: Workers;
beforeAll(async () => {
  server = await startScriptedSmtp();
  // The workers themselves have no journal.
  workers = bundleWorkers({ ...process.env, SMTP_URL: server.url, JOURNAL_IMAP_URL: "" });
});
afterEach(() => workers.clear());
afterAll(async () => {
  workers.remove();
  await server.stop();
});

let org: MintedOrganization;
beforeEach(async () => {
  server.received.clear();
  // Every message takes a moment, so that a blow finds several of them on their way.
  server.script((who) => (who.startsWith("to-") ? { at: "dot", waitMs: 25 } : null));
  org = await mintOrganization({ calm: true });
});

test(`${mails} mails whose worker is killed ${kills} times arrive once each`, { timeout: 3_600_000 }, async () => {
  const ids = await queueMany(org, mails);
  for (let nth = 0; nth < kills; nth++) {
    const before = server.received.size;
    const worker = await workers.start();
    await expect
      .poll(() => server.received.size, { timeout: 600_000, interval: 3 })
      .toBeGreaterThan(before + Math.floor((mails / kills) * 0.5));
    worker.kill("SIGKILL");
    await once(worker, "exit");
  }
  expect(server.received.size).toBeLessThan(mails);
  const left =
    await admin`select count(*)::int as n from delivery_attempts where org_id = ${org.orgId} and (ended_at is null or outcome <> 'sent')`;
  expect(left[0]?.n).toBeGreaterThan(0);
  await settleAll(admin, org, server);
  expect(ids.filter((id) => server.received.get(id) !== 1)).toEqual([]);
  expect(await statesOf(admin, org)).toEqual({ sent: mails });
});

test(`${freezes} workers frozen past their right to send double nothing when they wake`, {
  timeout: 3_600_000,
}, async () => {
  const ids: string[] = [];
  const frozen: ChildProcess[] = [];
  for (let nth = 0; nth < freezes; nth++) {
    // One that is quick has taken all that waits by the time it freezes: each gets its own.
    ids.push(...(await queueMany(org, 12, ids.length)));
    const before = server.received.size;
    const worker = await workers.start();
    await expect.poll(() => server.received.size, { timeout: 600_000, interval: 3 }).toBeGreaterThan(before);
    worker.kill("SIGSTOP");
    frozen.push(worker);
    // Eight at most: each holds connections to the database.
    if (frozen.length === 8) await wake(frozen);
  }
  await wake(frozen);
  await settleAll(admin, org, server);
  expect(ids.filter((id) => server.received.get(id) !== 1)).toEqual([]);
  expect(await statesOf(admin, org)).toEqual({ sent: ids.length });
});

/** Others take over what the frozen hold and send it; then the frozen wake and go on with what they were doing. */
async function wake(frozen: ChildProcess[]): Promise<void> {
  const { look, send } = comeLater(org, waysThrough(server));
  await look(60);
  await send(61);
  for (const worker of frozen) worker.kill("SIGCONT");
  await Promise.all(
    frozen.splice(0).map(async (worker) => {
      worker.kill("SIGTERM");
      await once(worker, "exit");
    }),
  );
}
