import { expect, test } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import { refreshAfter, refreshStatistics, withStatistics } from "./refresh-statistics";

const { admin } = await testDatabase();
// The server's own look would come in between now and then, and leave nothing to do.
await admin`alter table users set (autovacuum_enabled = false)`;

test("a table that has doubled since the planner last looked is looked at again, one that has not is left alone", async () => {
  await admin`insert into users (email, name) select 'a' || i || '@x.com', 'A' from generate_series(1, 300) i`;
  await expect.poll(() => pendingRows()).toBe(300);
  expect(await refreshStatistics()).toBeGreaterThan(0);
  expect(await knownRows()).toBe(300);

  await admin`insert into users (email, name) select 'b' || i || '@x.com', 'B' from generate_series(1, 50) i`;
  await expect.poll(() => pendingRows()).toBe(50);
  await refreshStatistics();
  expect(await knownRows()).toBe(300);
});

test("a table that has just been filled is looked at before the server has counted what was written", async () => {
  await admin`alter table lead_search set (autovacuum_enabled = false)`;
  await admin`alter table lead_search disable trigger all`;
  await admin`insert into lead_search (org_id, document) select new_id(), repeat('a long document ', 10) from generate_series(1, 1000)`;
  await refreshAfter(0, 1000);
  const [row] = await admin<
    { rows: number }[]
  >`select reltuples::int as rows from pg_class where relname = 'lead_search'`;
  expect(row?.rows).toBe(1000);
});

test("looks while work fills the database, and leaves the work's answer and error as they are", async () => {
  const answer = await withStatistics(async () => {
    await admin`insert into users (email, name) select 'c' || i || '@x.com', 'C' from generate_series(1, 900) i`;
    await expect.poll(() => knownRows(), { timeout: 15_000 }).toBe(1250);
    return 7;
  });
  expect(answer).toBe(7);
  await expect(withStatistics(() => Promise.reject(new Error("stopped")))).rejects.toThrow("stopped");
});

test("nobody but the worker may ask for it", async () => {
  const [row] = await admin<{ app: boolean; jobs: boolean }[]>`
    select has_function_privilege('touchline_app', 'refresh_statistics()', 'execute') as app,
      has_function_privilege('touchline_jobs', 'refresh_statistics()', 'execute') as jobs`;
  expect(row).toEqual({ app: false, jobs: true });
});

async function knownRows(): Promise<number> {
  const [row] = await admin<{ rows: number }[]>`select reltuples::int as rows from pg_class where relname = 'users'`;
  return row?.rows ?? -1;
}

async function pendingRows(): Promise<number> {
  const [row] = await admin<{ rows: number }[]>`
    select n_mod_since_analyze::int as rows from pg_stat_user_tables where relname = 'users'`;
  return row?.rows ?? -1;
}
