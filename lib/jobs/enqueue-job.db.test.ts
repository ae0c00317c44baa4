import postgres from "postgres";
import { expect, test } from "vitest";
import { z } from "zod";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { defineJob } from "./define-job";

// No worker runs here: the job schema must be whole after the migrations alone.
const { admin, urls } = await testDatabase();

const countSheep = defineJob({
  name: "sheep.count",
  payload: z.strictObject({ sheep: z.int() }),
  run: async () => ({ more: false }),
  abandon: async () => {},
});

const promiseSheep = defineCommand({
  name: "promiseSheep",
  permission: "leads:read",
  input: z.strictObject({ sheep: z.int(), key: z.string().optional(), fails: z.boolean().default(false) }),
  run: async (tx, { sheep, key, fails }, ctx) => {
    await countSheep.enqueue(tx, ctx, { sheep }, { key });
    if (fails) throw new AppError("CONFLICT", "On second thoughts, no.");
    return sheep;
  },
});

type Waiting = { key: string | null; payload: { org_id: string; actor_id: string; payload: { sheep: number } } };
const waiting = (ctx: Context) => admin<Waiting[]>`
  select j.key, j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
  where t.identifier = 'sheep.count' and j.payload ->> 'org_id' = ${ctx.orgId} order by j.id`;

test("promises a job for the organization and the person of the command, before any worker ever ran", async () => {
  const { rep1 } = await mintOrganization();
  await promiseSheep(rep1, { sheep: 3, key: "night" });
  expect(await waiting(rep1)).toEqual([
    {
      key: `${rep1.orgId} sheep.count night`,
      payload: { org_id: rep1.orgId, actor_id: rep1.actor.userId, payload: { sheep: 3 } },
    },
  ]);
});

test("promises nothing when the command fails after it", async () => {
  const { rep1 } = await mintOrganization();
  await expect(promiseSheep(rep1, { sheep: 3, fails: true })).rejects.toThrow("On second thoughts");
  expect(await waiting(rep1)).toEqual([]);
});

test("is one job for one key of one organization, with the newest payload, and many without a key", async () => {
  const [one, other] = [await mintOrganization(), await mintOrganization()];
  for (const sheep of [1, 2]) await promiseSheep(one.rep1, { sheep, key: "night" });
  await promiseSheep(other.rep1, { sheep: 7, key: "night" });
  for (const sheep of [3, 4]) await promiseSheep(one.rep2, { sheep });
  expect((await waiting(one.rep1)).map((job) => job.payload.payload.sheep)).toEqual([2, 3, 4]);
  expect((await waiting(other.rep1)).map((job) => job.payload.payload.sheep)).toEqual([7]);
});

test("has no other way in: the application reaches neither the tables nor the functions behind, nor another organization", async () => {
  const app = postgres(urls.app, { max: 1 });
  const sneak = "json_build_object('org_id', new_id())";
  await expect(app.unsafe(`select graphile_worker.add_job('sheep.count', ${sneak})`)).rejects.toThrow(
    "permission denied",
  );
  await expect(app`select from graphile_worker._private_jobs`).rejects.toThrow("permission denied");
  await expect(app.unsafe(`select enqueue_job('sheep.count', null, ${sneak}, null, null, 0)`)).rejects.toThrow(
    "belongs to an organization",
  );
  await app.end();
});
