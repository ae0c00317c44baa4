import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addressOf, bootstrap } from "@/db/bootstrap";
import { closePools } from "@/db/client";
import { type Embedded, startEmbedded } from "@/db/embedded";
import { freePort } from "@/db/embedded-server";
import { openHome, openSecrets } from "@/db/home";
import { migrate } from "@/db/migrate";
import { mintOrganization } from "@/db/testing/organization";
import { type ScriptedSmtp, startScriptedSmtp } from "@/db/testing/scripted-smtp";
import { newId } from "@/lib/core/ids";
import { runImport } from "@/lib/import-work/run-import";
import { startImport } from "@/lib/import-work/start-import";
import { addImport } from "@/lib/lead-imports/add-import";
import { assessFile } from "@/lib/lead-imports/assess-file";
import { passwordsOf } from "@/scripts/supervisor/database";
import { queueMany, settleAll, statesOf } from "@/scripts/testing/counted-mails";
import { bundleWorkers, type Workers } from "@/scripts/testing/delivering-workers";

const isFull = Number(process.env.TOUCHLINE_TEST_SIZE ?? 0.1) >= 1;
const { mails, kills, crashes } = isFull
  ? { mails: 5000, kills: 200, crashes: 20 }
  : { mails: 200, kills: 4, crashes: 2 };
/** So many arrive at least between two blows, of which half of the mails are left over. */
const between = Math.floor(mails / (kills + crashes) / 2);

// A server of its own, with its durability on: the one that the other tests share must not be killed.
const home = openHome(mkdtempSync(join(tmpdir(), "touchline-crashes-")));
let embedded: Embedded;
let admin: postgres.Sql;
let mailServer: ScriptedSmtp;
let workers: Workers;
beforeAll(async () => {
  embedded = await startEmbedded({ home });
  const urls = await bootstrap(embedded.adminUrl, passwordsOf(openSecrets(home)), "touchline");
  await migrate(urls.owner);
  Object.assign(process.env, {
    DATABASE_APP_URL: urls.app,
    DATABASE_SYSTEM_URL: urls.system,
    DATABASE_JOBS_URL: urls.jobs,
    TOUCHLINE_HASH_KEY: "a key of the tests alone",
  });
  admin = postgres(addressOf(embedded.adminUrl, { database: "touchline" }), { max: 2, onnotice: () => {} });
  mailServer = await startScriptedSmtp();
  workers = bundleWorkers({ ...process.env, SMTP_URL: mailServer.url, JOURNAL_IMAP_URL: "" });
}, 180_000);
afterAll(async () => {
  workers?.clear();
  workers?.remove();
  await mailServer?.stop();
  await closePools();
  await admin?.end({ timeout: 1 });
  await embedded?.stop();
  if (embedded) rmSync(embedded.dataDir, { recursive: true, force: true });
  rmSync(home.root, { recursive: true, force: true });
});

/** PostgreSQL dies, and starts again where it was. */
async function crash(): Promise<void> {
  const { port } = embedded;
  process.kill(embedded.pid, "SIGKILL");
  // Its orphans hold the port for a moment, and the worker knows no other.
  await expect.poll(() => freePort(port), { timeout: 60_000 }).toBe(port);
  embedded = await startEmbedded({ home });
  expect(embedded.port).toBe(port);
}

test(`PostgreSQL crashes ${crashes} times and the worker is killed ${kills} times while ${mails} mails are sent: each arrives once`, {
  timeout: 3_600_000,
}, async () => {
  mailServer.script((who) => (who.startsWith("to-") ? { at: "dot", waitMs: 25 } : null));
  const org = await mintOrganization({ calm: true });
  const ids = await queueMany(org, mails);
  let worker = await workers.start();
  const someMore = async () => {
    const before = mailServer.received.size;
    await expect
      .poll(() => mailServer.received.size, { timeout: 600_000, interval: 3 })
      .toBeGreaterThan(before + between);
  };
  for (let nth = 0; nth < crashes; nth++) {
    for (let kill = 0; kill < kills / crashes; kill++) {
      await someMore();
      worker.kill("SIGKILL");
      await once(worker, "exit");
      worker = await workers.start();
    }
    await someMore();
    await crash();
  }
  expect(mailServer.received.size).toBeLessThan(mails);
  expect(worker.exitCode).toBe(null);
  worker.kill("SIGTERM");
  await once(worker, "exit");
  const broken = await admin`
    select from delivery_attempts where org_id = ${org.orgId} and (ended_at is null or outcome <> 'sent')`;
  expect(broken.length).toBeGreaterThan(0);
  await settleAll(admin, org, mailServer);
  expect(ids.filter((id) => mailServer.received.get(id) !== 1)).toEqual([]);
  expect(await statesOf(admin, org)).toEqual({ sent: mails });
});

test("an import goes on behind the last set that was kept when PostgreSQL crashes: each row is stored once", {
  timeout: 600_000,
}, async () => {
  const org = await mintOrganization({ calm: true });
  const path = join(home.root, "many.csv");
  const lines = Array.from({ length: 4000 }, (_, nth) => `p${nth}@d${nth % 97}.example,P${nth}`);
  writeFileSync(path, `Email,First Name\n${lines.join("\n")}\n`);
  const file = await assessFile(path, "US");
  const { id } = await addImport(org.manager, { id: newId(), name: "many.csv", stored_name: path, file });
  await startImport(org.manager, { import_id: id, by_caller: true });
  const reached = async () => (await admin`select rows from imports where id = ${id}`)[0]?.rows ?? 0;
  for (const goal of [500, 2000]) {
    const running = runImport(org.manager, id, path).catch((error: unknown) => error);
    await expect.poll(reached, { timeout: 120_000, interval: 3 }).toBeGreaterThanOrEqual(goal);
    await crash();
    expect(await running).toBeInstanceOf(Error);
  }
  expect(await runImport(org.manager, id, path)).toMatchObject({ state: "done", rows: 4000, created: 4000 });
  const [kept] = await admin`select (select count(*)::int from leads where org_id = ${org.orgId}) as leads,
    (select count(distinct norm)::int from contact_points where org_id = ${org.orgId}) as addresses,
    (select count(distinct number)::int from import_rows where import_id = ${id}) as numbers`;
  expect(kept).toEqual({ leads: 4000, addresses: 4000, numbers: 4000 });
});
