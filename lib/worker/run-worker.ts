import { setTimeout as sleep } from "node:timers/promises";
import { jobsPool } from "@/db/client";
import { currentTime } from "@/lib/core/time";

const beatMs = 2000;

/** The worker's life: says that it lives, until the signal. A database that is away for a while is waited for. */
export async function runWorker({
  signal,
  warn,
}: {
  signal: AbortSignal;
  warn: (error: unknown) => void;
}): Promise<void> {
  while (!signal.aborted) {
    await beat().catch(warn);
    await sleep(beatMs, undefined, { signal }).catch(() => {});
  }
}

async function beat(): Promise<void> {
  await jobsPool()`
    insert into worker_heartbeats (name, beat_at) values ('worker', ${currentTime()})
    on conflict (name) do update set beat_at = excluded.beat_at`;
}
