import { setTimeout as sleep } from "node:timers/promises";

const windowMs = 1000;
/** a sealer that looks every second uses less */
const idleShare = 0.1;
const longestMs = 900_000;

/**
 * Waits until the programs whose CPU this counts have nothing to do: a worker that has just begun scores every lead and learns from all of them once a day,
 * which is not what a request costs. `calmWindows` are so many seconds without work: more, where work stands back for a while before it goes on.
 * Resolves with the seconds it took.
 */
export async function settled(usedMs: () => number, calmWindows = 3): Promise<number> {
  const began = performance.now();
  for (let calm = 0; calm < calmWindows && performance.now() - began < longestMs; ) {
    const [used, at] = [usedMs(), performance.now()];
    await sleep(windowMs);
    calm = usedMs() - used < idleShare * (performance.now() - at) ? calm + 1 : 0;
  }
  return Math.round((performance.now() - began) / 1000);
}
