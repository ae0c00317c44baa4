import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";

/** The tables grow from nothing, so they are looked through ever less often: each time every plan is made anew. */
const firstMs = 1000;

/**
 * Keeps the planner's statistics fresh while much is written into an empty database. Autovacuum looks in once a minute; until then
 * every join is planned for no rows and reads whole tables: a guard check takes 400 ms instead of 2.
 */
export async function withStatistics<Result>(ownerUrl: string, work: () => Promise<Result>): Promise<Result> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  const done = new AbortController();
  const analyzing = (async () => {
    for (let pause = firstMs; !done.signal.aborted; pause *= 2) {
      await sleep(pause, undefined, { signal: done.signal }).catch(() => {});
      // Helps, and is not needed: what goes wrong here is no reason to stop the work.
      await sql`analyze`.catch(() => {});
    }
  })();
  try {
    return await work();
  } finally {
    done.abort();
    await analyzing;
    await sql.end({ timeout: 1 });
  }
}
