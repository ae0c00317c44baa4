import { setTimeout as sleep } from "node:timers/promises";
import { jobsPool } from "@/db/client";

/** A table that fills from nothing doubles often: a look costs a millisecond when nothing did. */
export const lookMs = 2000;

/** Looks anew at the tables that have doubled since the planner last did, so that no plan is made for an empty one. Returns how many. */
export async function refreshStatistics(): Promise<number> {
  const [row] = await jobsPool()<{ looked: number }[]>`select refresh_statistics() as looked`;
  return row?.looked ?? 0;
}

/**
 * The same for work that fills tables itself, by rows stored before and now: each time they have doubled, so that no plan is kept that was
 * made for less than half of them.
 */
export async function refreshAfter(before: number, now: number): Promise<void> {
  if (Math.floor(Math.log2(now)) > Math.floor(Math.log2(before))) await refreshStatistics().catch(() => {});
}

/** The same beside work that may fill an empty database while no worker runs: the demo, a command of the terminal. */
export async function withStatistics<T>(work: () => Promise<T>): Promise<T> {
  const done = new AbortController();
  const looking = lookUntil(done.signal);
  try {
    return await work();
  } finally {
    done.abort();
    await looking;
  }
}

async function lookUntil(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await sleep(lookMs, undefined, { signal }).catch(() => {});
    // Helps, and is not needed: what goes wrong here is no reason to stop the work.
    if (!signal.aborted) await refreshStatistics().catch(() => {});
  }
}
