import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { roleUrls } from "@/db/bootstrap";
import { dropDatabase, startTestServer, stopIdleTestServer } from "@/db/testing/test-server";
import { type Dovecot, startDovecot } from "./real-parts/dovecot";

/**
 * `npm run test:mail`: a message out through Debian's Postfix and back, and a real mailbox through Dovecot, both of which it installs and
 * starts itself on loopback. One JSON line with what was read; exit 1 when something does not hold, or when one cannot be had, which it says.
 */
let dovecot: Dovecot | undefined;
const { server } = await startTestServer();
const name = `test_${Math.floor(Date.now() / 1000)}_mail`;
const cluster = postgres(server.adminUrl, { max: 1, onnotice: () => {} });
try {
  await cluster.unsafe(`CREATE DATABASE "${name}" TEMPLATE "${server.template}" OWNER touchline_owner`);
  const urls = roleUrls(server.adminUrl, server.passwords, name);
  dovecot = await startDovecot();
  Object.assign(process.env, {
    DATABASE_OWNER_URL: urls.owner,
    DATABASE_APP_URL: urls.app,
    DATABASE_SYSTEM_URL: urls.system,
    DATABASE_JOBS_URL: urls.jobs,
    TOUCHLINE_HASH_KEY: "a key of the tests alone",
    TOUCHLINE_ENCRYPTION_KEY: randomBytes(32).toString("base64"),
    TOUCHLINE_PRIVATE_HOSTS: "1",
  });
  const { readDovecot } = await import("./real-parts/read-dovecot");
  const { sendThroughPostfix } = await import("./real-parts/send-through-postfix");
  const sent = await sendThroughPostfix(dovecot);
  console.log(JSON.stringify({ ...sent, ...(await readDovecot(dovecot)) }));
} catch (error) {
  console.error(`The mail test: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  const { closePools } = await import("@/db/client");
  await closePools();
  await dovecot?.stop();
  await dropDatabase(cluster, name).catch(() => {});
  await cluster.end();
  await stopIdleTestServer();
}
process.exit(process.exitCode ?? 0);
