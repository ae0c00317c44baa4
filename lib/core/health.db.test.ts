import { beforeEach, expect, it } from "vitest";
import { jobsPool } from "@/db/client";
import { testDatabase } from "@/db/testing/test-database";
import { checkHealth } from "./health";
import { version } from "./version";

const { admin } = await testDatabase();
const beat = (age: string) => jobsPool()`
  insert into worker_heartbeats (name, beat_at) values ('worker', now() - ${age}::interval)
  on conflict (name) do update set beat_at = excluded.beat_at`;

beforeEach(() => beat("0 s"));

it("is well when database, schema and worker are", async () => {
  expect(await checkHealth()).toEqual({ status: "ok", database: "ok", schema: "ok", worker: "ok", version });
});

it("names the worker when its heartbeat is older than 10 s", async () => {
  await beat("12 s");
  expect(await checkHealth()).toMatchObject({ status: "failing", database: "ok", schema: "ok", worker: "down" });
});

it("names the schema when a migration of this build was not applied", async () => {
  const taken = await admin`delete from touchline_meta.migrations where idx = 2 returning *`;
  expect(await checkHealth()).toMatchObject({ status: "failing", schema: "behind", worker: "ok" });
  await admin`insert into touchline_meta.migrations ${admin(taken)}`;
});

// The lock is held until the answer is there: a check that waited for it would never end.
it("gives up on a database that hangs, and says so", async () => {
  await admin.begin(async (tx) => {
    await tx`lock table worker_heartbeats in access exclusive mode`;
    expect(await checkHealth()).toMatchObject({ status: "failing", database: "unreachable", worker: "unknown" });
  });
});
