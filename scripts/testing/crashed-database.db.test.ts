import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
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
    const { port } = embedded;
    process.kill(embedded.pid, "SIGKILL");
    // Its orphans hold the port for a moment, and the worker knows no other.
    await expect.poll(() => freePort(port), { timeout: 60_000 }).toBe(port);
    embedded = await startEmbedded({ home });
    expect(embedded.port).toBe(port);
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
