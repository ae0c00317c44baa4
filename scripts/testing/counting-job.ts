import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { defineJob } from "@/lib/jobs/define-job";
import { createLead } from "@/lib/leads/create-lead";
import { jobs } from "@/lib/registry/jobs";
import { runJobs } from "@/lib/worker/run-jobs";

/** For tests of the worker: a job that makes leads named 1, 2, 3 ... up to a number, one in each turn. */
export const countingJob = defineJob({
  name: "leads.count_up",
  payload: z.strictObject({ to: z.int() }),
  run: async (ctx, { to }) => {
    const made = await countMade(ctx, {});
    if (made < to) await createLead(ctx, { first_name: "Counted", last_name: String(made + 1) });
    return { more: made + 1 < to };
  },
  abandon: (ctx, _, why) => createLead(ctx, { first_name: "Abandoned", last_name: why }),
});

export const beginCounting = defineCommand({
  name: "beginCounting",
  permission: "leads:read",
  input: z.strictObject({ to: z.int() }),
  run: (tx, { to }, ctx) => countingJob.enqueue(tx, ctx, { to }, { key: "all" }),
});

const countMade = defineCommand({
  name: "countMade",
  permission: "leads:read",
  input: z.strictObject({}),
  run: async (tx) => {
    const [row] = await tx.sql<{ made: number }[]>`
      select count(*)::int as made from leads where first_name = 'Counted'`;
    return row?.made ?? 0;
  },
});

// As a program it is a worker that a test may kill.
if (process.argv[1]?.endsWith("counting-job.ts")) {
  const stopping = new AbortController();
  process.on("SIGTERM", () => stopping.abort());
  await runJobs([countingJob, ...jobs], { signal: stopping.signal, warn: (error) => console.error(error) });
  process.exit(0);
}
