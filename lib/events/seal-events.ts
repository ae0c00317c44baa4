import type postgres from "postgres";
import { jobsConnection } from "@/db/client";
import { type Bell, createBell } from "./bell";
import { getBacklog, getHeads, listSealable } from "./chain-queries";
import { type ChainText, sealInOrder } from "./chain-rules";
import { writeSeals } from "./chain-store";
import { sha256 } from "./digest";

type Life = { signal: AbortSignal; warn: (error: unknown) => void };

/** One sealer per database; any number whose bits nobody else uses. */
const lockKey = 7_243_001;
const batchSize = 500;
/** The notice only wakes; this is how long a lost one can go unnoticed, and how soon another sealer takes over. */
const checkMs = 1000;
const longestBackoffMs = 5000;
/** A connection that swallows what it is given would be waited for in vain. */
const longestBatchMs = 30_000;

/** Gives committed events their place in the chain until the signal comes. A lost connection is made anew, with back-off. */
export async function sealEvents({ signal, warn }: Life): Promise<void> {
  const bell = createBell();
  let failures = 0;
  const works = () => {
    failures = 0;
  };
  while (!signal.aborted) {
    const connection = jobsConnection();
    await sealThrough(connection, bell, signal, works).catch((error) => signal.aborted || warn(error));
    await connection.end({ timeout: 1 }).catch(() => {});
    await bell.wait(Math.min(longestBackoffMs, 50 * 2 ** failures++), signal);
  }
}

async function sealThrough(sql: postgres.Sql, bell: Bell, signal: AbortSignal, works: () => void): Promise<void> {
  await sql.listen("touchline_seal", bell.ring, bell.ring);
  let holder: number | null = null;
  while (!signal.aborted) {
    holder ??= await takeLock(sql);
    const full = holder !== null && (await within(longestBatchMs, sealBatch(sql, holder)));
    works();
    if (!full) await bell.wait(checkMs, signal);
  }
}

/** The session that holds the lock, or null while another sealer does. */
async function takeLock(sql: postgres.Sql): Promise<number | null> {
  const [row] = await sql<{ pid: number; held: boolean }[]>`
    select pg_backend_pid() as pid, pg_try_advisory_lock(${lockKey}::bigint) as held`;
  return row?.held ? row.pid : null;
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The database did not answer the sealer within ${ms} ms`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Returns whether the batch was full, so that more may wait. */
async function sealBatch(sql: postgres.Sql, holder: number): Promise<boolean> {
  const { pid, waiting } = await getBacklog(sql);
  if (pid !== holder) throw new Error("The sealer's session was lost, and its lock with it");
  if (!waiting) return false;
  const events = await listSealable(sql, batchSize);
  const { sealed, heads } = sealInOrder(events, await getHeads(sql, orgsOf(events)), sha256);
  await writeSeals(sql, holder, sealed, heads);
  return events.length === batchSize;
}

const orgsOf = (events: ChainText[]) => [...new Set(events.map((event) => event.org_id))];
