import { jobsConnection } from "@/db/client";
import { createBell } from "@/lib/events/bell";

type Life = { signal: AbortSignal; warn: (error: unknown) => void };

/** The second number of the advisory lock that says: this pool of workers lives. */
const space = 8;
const lookMs = 1000;

/**
 * Holds a lock of its own session for as long as this process lives, and frees the jobs of every pool that holds none any more: a killed
 * worker's work is taken again at once, not after Graphile Worker's four hours. Resolves when the lock is held and the dead are cleared.
 */
export function keepLease(pool: string, { signal, warn }: Life): Promise<void> {
  const sql = jobsConnection();
  const bell = createBell();
  const look = () =>
    Promise.all([
      sql.unsafe(holdText, [pool]),
      sql.unsafe(freeText, [pool]),
      sql.unsafe(forgetText),
      sql.unsafe(reviveText),
    ]);
  const stay = async () => {
    while (!signal.aborted) {
      await bell.wait(lookMs, signal);
      // A lost session is made anew by the next question, and the lock with it.
      if (!signal.aborted) await look().catch(warn);
    }
  };
  return look().then(
    () => void stay().finally(() => sql.end({ timeout: 1 })),
    async (error) => {
      await sql.end({ timeout: 1 }).catch(() => {});
      throw error;
    },
  );
}

// A machine that vanishes without a word is noticed within half a minute.
const holdText = `
  select set_config('tcp_keepalives_idle', '10', false), set_config('tcp_keepalives_interval', '5', false), set_config('tcp_keepalives_count', '3', false),
    case when not exists (select from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() and granted)
      then pg_try_advisory_lock(hashtextextended($1::text, ${space})) end`;

const freeText = `
  with holders as materialized (
    select locked_by as pool from graphile_worker._private_jobs where locked_by is not null
    union select locked_by from graphile_worker._private_job_queues where locked_by is not null),
  dead as materialized (
    select pool from holders where pool <> $1::text and pg_try_advisory_xact_lock(hashtextextended(pool, ${space})))
  select graphile_worker.force_unlock_workers(array(select pool from dead)) where exists (select from dead)`;

// Each of our jobs has a key, and loses it to the one that goes on in its place.
const forgetText = `
  delete from graphile_worker._private_jobs where key is null and locked_at is null and attempts >= max_attempts`;

// Whoever is killed at the last try leaves a job that nobody may take, and nobody is told: it is tried again, in the end to be given up.
const reviveText = `
  update graphile_worker._private_jobs set max_attempts = attempts + 1
  where key is not null and locked_at is null and attempts >= max_attempts`;
