import { setTimeout as sleep } from "node:timers/promises";
import { Logger, type Runner, run, type TaskList } from "graphile-worker";
import { directJobsUrl } from "@/db/client";
import { forGraphile } from "@/db/migrate-jobs";
import type { Job } from "@/lib/jobs/define-job";
import { keepLease } from "./keep-lease";
import { performJob } from "./perform-job";

type Life = { signal: AbortSignal; warn: (error: unknown) => void };

const atOnce = 3;
/** The notice only wakes; this is how long a lost one can go unnoticed. */
const checkMs = 1000;

/** Does the jobs of this list until the signal comes, each in short turns; a database that is away is waited for. */
export async function runJobs(jobs: readonly Job[], life: Life): Promise<void> {
  while (!life.signal.aborted) {
    await runPool(jobs, life).catch((error) => life.signal.aborted || life.warn(error));
    await sleep(checkMs, undefined, { signal: life.signal }).catch(() => {});
  }
}

async function runPool(jobs: readonly Job[], { signal, warn }: Life): Promise<void> {
  if (jobs.length === 0) return sleep(86_400_000, undefined, { signal });
  const ended = new AbortController();
  const life = { signal: ended.signal, warn };
  let held: Promise<void> | undefined;
  const runner = await run({
    connectionString: forGraphile(directJobsUrl()),
    maxPoolSize: atOnce + 2,
    concurrency: atOnce,
    noHandleSignals: true,
    pollInterval: checkMs,
    logger: new Logger(() => (level, message) => {
      if (level === "error") warn(new Error(message));
    }),
    taskList: tasksOf(jobs, { signal, warn }),
    parsedCronItems: [],
    preset: {
      // Without these nobody waits, at the end, until the last jobs are written down as done.
      worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 },
      plugins: [
        {
          name: "touchline-lease",
          version: "1.0.0",
          // Awaited by each worker before it takes its first job: who takes one is known to live.
          worker: {
            hooks: {
              startWorker: (_, { worker }) => (held ??= keepLease(worker.workerPool.id, life)),
            },
          },
        },
      ],
    },
  });
  try {
    await untilEnd(runner, signal);
  } finally {
    ended.abort();
  }
}

async function untilEnd(runner: Runner, signal: AbortSignal): Promise<void> {
  const stop = () => void runner.stop().catch(() => {});
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  await runner.promise.finally(() => signal.removeEventListener("abort", stop));
}

function tasksOf(jobs: readonly Job[], life: Life): TaskList {
  return Object.fromEntries(
    jobs.map(
      (job) =>
        [job.name, (raw, { job: row, addJob }) => performJob(job, raw, row, addJob, life)] satisfies [
          string,
          TaskList[string],
        ],
    ),
  );
}
