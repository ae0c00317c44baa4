import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { appPool, closePools, openAppPool } from "@/db/client";
import { testDatabase } from "@/db/testing/test-database";
import { wakeSealer } from "./wake";

await testDatabase();

it("a command that has closed its connections opens none to tell of its last commit, and ends", async () => {
  await appPool()`select 1`;
  wakeSealer();
  await closePools();
  await sleep(200);
  expect(openAppPool()).toBeUndefined();
});
