import { setTimeout as sleep } from "node:timers/promises";
import { systemPool } from "@/db/client";
import { expectedMigrations } from "@/db/expected-migrations";
import { currentTime, secondsBetween } from "./time";
import { version } from "./version";

export type Health = {
  status: "ok" | "failing";
  database: "ok" | "unreachable";
  schema: "ok" | "behind" | "unknown";
  worker: "ok" | "down" | "unknown";
  version: string;
};

const answerWithinMs = 2000;
const oldestBeatSeconds = 10;

/** How each part is. A database that hangs counts as unreachable, so that the answer itself never hangs. */
export async function checkHealth(): Promise<Health> {
  const waiting = new AbortController();
  const parts = await Promise.race([
    askDatabase().catch(() => undefined),
    sleep(answerWithinMs, undefined, { ref: false, signal: waiting.signal }).catch(() => undefined),
  ]);
  waiting.abort();
  if (!parts) return { status: "failing", database: "unreachable", schema: "unknown", worker: "unknown", version };
  const status = parts.schema === "ok" && parts.worker === "ok" ? "ok" : "failing";
  return { status, database: "ok", ...parts, version };
}

async function askDatabase(): Promise<Pick<Health, "schema" | "worker">> {
  const sql = systemPool();
  const [row] = await sql<{ missing: number; beat_at: Date | null }[]>`
    select (select max(beat_at) from worker_heartbeats) as beat_at,
      (select count(*)::int from unnest(${[...expectedMigrations]}::text[]) as expected(tag)
        where not exists (select from touchline_meta.migrations m where m.tag = expected.tag)) as missing`;
  const beating = row?.beat_at && secondsBetween(row.beat_at, currentTime()) <= oldestBeatSeconds;
  return { schema: row?.missing === 0 ? "ok" : "behind", worker: beating ? "ok" : "down" };
}
