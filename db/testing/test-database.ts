import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { afterAll, inject } from "vitest";
import { addressOf, type RoleUrls, roleUrls } from "@/db/bootstrap";
import { dropDatabase } from "@/db/testing/test-server";

export type TestDatabase = {
  name: string;
  urls: RoleUrls;
  /** the owner of the tables, under the policies like everybody */
  owner: postgres.Sql;
  /** superuser in this database: for tests that break a guarantee on purpose, or look past the policies */
  admin: postgres.Sql;
};

/**
 * A migrated database of its own for this test file. Top level of a `*.db.test.ts`, before anything asks for a pool:
 * `const { owner, admin } = await testDatabase()`. Sets DATABASE_{OWNER,APP,SYSTEM,JOBS}_URL; dropped after the file.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const { adminUrl, passwords, template } = inject("testServer");
  const name = `test_${Math.floor(Date.now() / 1000)}_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
  const cluster = postgres(adminUrl, { max: 1, onnotice: () => {} });
  await clone(cluster, template, name);

  const urls = roleUrls(adminUrl, passwords, name);
  process.env.DATABASE_OWNER_URL = urls.owner;
  process.env.DATABASE_APP_URL = urls.app;
  process.env.DATABASE_SYSTEM_URL = urls.system;
  process.env.DATABASE_JOBS_URL = urls.jobs;
  process.env.TOUCHLINE_HASH_KEY = "a key of the tests alone";
  const owner = postgres(urls.owner, { max: 4, onnotice: () => {} });
  const admin = postgres(addressOf(adminUrl, { database: name }), { max: 4, onnotice: () => {} });
  // `npm run mutate` takes a guarantee away here and sees which test notices.
  const mutation = process.env.TOUCHLINE_TEST_MUTATION;
  if (mutation) await admin.unsafe(mutation);

  afterAll(async () => {
    await closeProductPools();
    await Promise.all([owner.end({ timeout: 1 }), admin.end({ timeout: 1 })]);
    await dropDatabase(cluster, name);
    await cluster.end();
  });
  return { name, urls, owner, admin };
}

async function closeProductPools(): Promise<void> {
  const { closePools } = await import("@/db/client");
  await closePools();
}

// A template that somebody looks into right now cannot be copied.
async function clone(cluster: postgres.Sql, template: string, name: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await cluster.unsafe(`CREATE DATABASE "${name}" TEMPLATE "${template}" OWNER touchline_owner`);
      return;
    } catch (error) {
      if (tries === 20) throw error;
      await sleep(50 * tries);
    }
  }
}
