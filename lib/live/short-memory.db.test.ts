import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, it } from "vitest";
import { systemPool } from "@/db/client";
import { testDatabase } from "@/db/testing/test-database";
import { stopHearing } from "./shared-listener";
import { shortMemory } from "./short-memory";

const { admin } = await testDatabase();
afterAll(stopHearing);

let loads = 0;
const recall = shortMemory("touchline_test", async (key) => {
  loads += 1;
  return key === "nobody" ? null : `${key} ${loads}`;
});
const eventually = async (holds: () => Promise<boolean>) => {
  for (let tries = 0; tries < 200; tries++) {
    if (await holds()) return;
    await sleep(10);
  }
  throw new Error("It did not happen within 2 s");
};
const remembers = async () => {
  const before = await recall("one");
  return (await recall("one")) === before;
};
const cut = () => admin`
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and query like 'listen %' and pid <> pg_backend_pid()`;

it("loads each time until it listens, then remembers", async () => {
  expect(await remembers()).toBe(false);
  await eventually(remembers);
});

it("forgets everything as soon as the channel speaks", async () => {
  const before = await recall("one");
  expect(await recall("one")).toBe(before);
  await systemPool()`select pg_notify('touchline_test', '')`;
  await eventually(async () => (await recall("one")) !== before);
});

it("forgets at once for whoever changed what is remembered", async () => {
  await eventually(remembers);
  const before = await recall("one");
  recall.forget();
  expect(await recall("one")).not.toBe(before);
});

it("does not remember that there is nobody", async () => {
  const before = loads;
  await recall("nobody");
  await recall("nobody");
  expect(loads).toBe(before + 2);
});

it("remembers nothing while the LISTEN connection is down, and again when it is back", async () => {
  await eventually(remembers);
  expect(await cut()).toHaveLength(1);
  await eventually(async () => !(await remembers()));
  await eventually(remembers);
});
