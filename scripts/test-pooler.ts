import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { roleUrls } from "@/db/bootstrap";
import { dropDatabase, startTestServer, stopIdleTestServer } from "@/db/testing/test-server";
import { type Pooler, startPooler } from "./real-parts/pooler";

/**
 * `npm run test:pooler [-- --requests N]`: the product's data layer behind Debian's PgBouncer in transaction mode. Two organizations
 * ask N times each (10,000), interleaved over far fewer connections than there are askers; not a byte may be mixed. Exit 1 when one
 * is, or when PgBouncer cannot be had.
 */
const asked = process.argv.indexOf("--requests");
const requests = asked > 0 ? Number(process.argv[asked + 1]) : 10_000;
const atOnce = 40;

let pooler: Pooler | undefined;
const { server } = await startTestServer();
const name = `test_${Math.floor(Date.now() / 1000)}_pooler`;
const cluster = postgres(server.adminUrl, { max: 1, onnotice: () => {} });
try {
  await cluster.unsafe(`CREATE DATABASE "${name}" TEMPLATE "${server.template}" OWNER touchline_owner`);
  const direct = roleUrls(server.adminUrl, server.passwords, name);
  const users = Object.fromEntries(
    Object.entries(server.passwords).map(([role, password]) => [`touchline_${role}`, password]),
  );
  pooler = await startPooler({ port: Number(new URL(server.adminUrl).port), users });
  const pooled = (url: string) => Object.assign(new URL(url), { port: String(pooler?.port) }).href;
  Object.assign(process.env, {
    DATABASE_OWNER_URL: direct.owner,
    DATABASE_APP_URL: pooled(direct.app),
    DATABASE_SYSTEM_URL: pooled(direct.system),
    DATABASE_JOBS_URL: pooled(direct.jobs),
    DATABASE_DIRECT_URL: direct.app,
    DATABASE_POOL_SIZE: String(atOnce),
    TOUCHLINE_HASH_KEY: "a key of the tests alone",
  });
  const { mixTenants } = await import("./real-parts/mix-tenants");
  const answer = await mixTenants(requests, atOnce);
  console.log(JSON.stringify(answer));
  process.exitCode = answer.ok ? 0 : 1;
} catch (error) {
  console.error(`The pooler test could not run: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  // A command wakes the sealer a moment after its commit, which would open a pool anew behind this.
  await sleep(200);
  const { closePools } = await import("@/db/client");
  await closePools();
  await pooler?.stop();
  await dropDatabase(cluster, name).catch(() => {});
  await cluster.end();
  await stopIdleTestServer();
}
process.exit(process.exitCode ?? 0);
