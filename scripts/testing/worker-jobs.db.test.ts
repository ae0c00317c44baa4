import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { defineJob } from "@/lib/jobs/define-job";
import { changeMember } from "@/lib/organizations/change-member";
import { runJobs } from "@/lib/worker/run-jobs";
import { beginCounting, countingJob } from "./counting-job";

const { admin } = await testDatabase();
const nothing = z.strictObject({});

let running: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.map((one) => one.stop()));
  running = [];
});

test("does a job turn by turn in the name of who began it, woken by the commit", async () => {
  const { rep1 } = await mintOrganization();
  startWorker();
  await beginCounting(rep1, { to: 5 });
  await expect.poll(() => counted(rep1)).toEqual(["1", "2", "3", "4", "5"]);
  const events = await admin`
    select distinct actor_id, via from events where org_id = ${rep1.orgId} and kind = 'lead.created'`;
  expect(events.map((one) => ({ ...one }))).toEqual([{ actor_id: rep1.actor.userId, via: "job" }]);
  await expect.poll(waiting).toBe(0);
});

test("is taken again when the worker that had it was killed, again and again", async () => {
  const { rep1 } = await mintOrganization();
  await beginCounting(rep1, { to: 120 });
  for (let kills = 1; kills <= 3; kills++) {
    const before = (await counted(rep1)).length;
    const worker = startProgram();
    await expect.poll(async () => (await counted(rep1)).length).toBeGreaterThan(before + 3);
    worker.kill("SIGKILL");
    await once(worker, "exit");
    expect(await waiting()).toBe(1);
  }
  startWorker();
  await expect.poll(async () => (await counted(rep1)).length).toBe(120);
  await expect.poll(waiting).toBe(0);
});

test("goes on when its workers were killed as often as it may fail, and is given up in words when it ends every one", async () => {
  const { rep1, rep2 } = await mintOrganization();
  await beginCounting(rep1, { to: 3 });
  await admin`update graphile_worker._private_jobs set attempts = max_attempts`;
  startWorker();
  await expect.poll(() => counted(rep1)).toEqual(["1", "2", "3"]);

  await running.pop()?.stop();
  await beginCounting(rep2, { to: 7 });
  await admin`update graphile_worker._private_jobs set attempts = 99, max_attempts = 99`;
  startWorker();
  await expect.poll(() => abandoned(rep2)).toEqual(["Something broke on our side, again and again."]);
  await expect.poll(waiting).toBe(0);
});

test("is left between two turns by a worker that is stopped, and goes on with the next", async () => {
  const { rep1 } = await mintOrganization();
  await beginCounting(rep1, { to: 300 });
  const worker = startProgram();
  await expect.poll(async () => (await counted(rep1)).length).toBeGreaterThan(3);
  worker.kill("SIGTERM");
  const [code] = await once(worker, "exit");
  expect(code).toBe(0);
  expect((await counted(rep1)).length).toBeLessThan(300);
  const left = await admin`select locked_by, attempts from graphile_worker._private_jobs`;
  expect(left.map((one) => ({ ...one }))).toEqual([{ locked_by: null, attempts: 0 }]);
  startWorker();
  await expect.poll(async () => (await counted(rep1)).length).toBe(300);
});

test("stays with a worker that lives, although another one looks for dead ones", async () => {
  const { rep1 } = await mintOrganization();
  const begun: string[] = [];
  let finish = () => {};
  const slow = slowJob(begun, new Promise<void>((resolve) => (finish = resolve)));
  const [first, second] = [startWorker([slow.job]), startWorker([slow.job])];
  await slow.begin(rep1, {});
  await expect.poll(() => begun.length).toBe(1);
  // Long enough for either to look twice.
  await new Promise((wait) => setTimeout(wait, 2500));
  expect(begun.length).toBe(1);
  finish();
  await Promise.all([first.stop(), second.stop()]);
  expect(begun.length).toBe(1);
});

test("is abandoned when whoever began it is no longer active, and in words when it is refused", async () => {
  const { rep1, rep2, admin: boss } = await mintOrganization();
  await beginCounting(rep1, { to: 5 });
  await changeMember(boss, { user_id: rep1.actor.userId, active: false });
  startWorker([countingJob, refusedJob]);
  await expect.poll(() => abandoned(rep1)).toEqual(["Whoever began this is no longer an active member."]);
  expect(await counted(rep1)).toEqual([]);

  await beginRefused(rep2, {});
  await expect.poll(() => abandoned(rep2)).toContain("There is no such flock.");
  await expect.poll(waiting).toBe(0);
});

test("is tried again after a failure", async () => {
  const { rep1 } = await mintOrganization();
  let tries = 0;
  const shaky = defineJob({
    name: "shaky.try",
    payload: nothing,
    run: async () => {
      tries++;
      if (tries === 1) throw new Error("not today");
      return { more: false };
    },
    abandon: async () => {},
  });
  startWorker([shaky]);
  await promise("beginShaky", shaky)(rep1, {});
  await expect.poll(() => tries).toBe(2);
});

const refusedJob = defineJob({
  name: "sheep.refused",
  payload: nothing,
  run: async () => {
    throw new AppError("NOT_FOUND", "There is no such flock.");
  },
  abandon: (ctx, _, why) => countingJob.abandon(ctx, { to: 0 }, why),
});
const beginRefused = promise("beginRefused", refusedJob);

function slowJob(begun: string[], end: Promise<void>) {
  const job = defineJob({
    name: "slow.wait",
    payload: nothing,
    run: async (ctx) => {
      begun.push(ctx.orgId);
      await end;
      return { more: false };
    },
    abandon: async () => {},
  });
  return { job, begin: promise("beginSlow", job) };
}

type Enqueue = ReturnType<typeof defineJob<typeof nothing>>["enqueue"];

function promise(name: string, job: { enqueue: Enqueue }) {
  return defineCommand({
    name,
    permission: "leads:read",
    input: nothing,
    run: (tx, _, ctx) => job.enqueue(tx, ctx, {}),
  });
}

function startWorker(jobs: Parameters<typeof runJobs>[0] = [countingJob]) {
  const stopping = new AbortController();
  const life = runJobs(jobs, { signal: stopping.signal, warn: () => {} });
  const worker = {
    stop: () => {
      stopping.abort();
      return life;
    },
  };
  running.push(worker);
  return worker;
}

function startProgram(): ChildProcess {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/testing/counting-job.ts"], { stdio: "inherit" });
  running.push({ stop: async () => void child.kill("SIGKILL") });
  return child;
}

async function counted({ orgId }: Context): Promise<string[]> {
  const rows = await admin<{ last_name: string }[]>`
    select last_name from leads where org_id = ${orgId} and first_name = 'Counted' order by last_name::int`;
  return rows.map((row) => row.last_name);
}

async function abandoned({ orgId }: Context): Promise<string[]> {
  const rows = await admin<{ last_name: string }[]>`
    select last_name from leads where org_id = ${orgId} and first_name = 'Abandoned'`;
  return rows.map((row) => row.last_name);
}

async function waiting(): Promise<number> {
  const [row] = await admin<{ n: number }[]>`select count(*)::int as n from graphile_worker._private_jobs`;
  return row?.n ?? -1;
}
