import { openAppPool } from "@/db/client";

let waiting = false;
/** Of the 200 ms in which an event is seen; sixteen busy clients share one hint. */
const waitMs = 40;

/** Tells the sealer that events were committed: a hint outside the transaction, many commands in one (inside, NOTIFY halves the commits per second). */
export function wakeSealer(): void {
  if (waiting) return;
  waiting = true;
  setTimeout(() => {
    waiting = false;
    const sql = openAppPool();
    if (sql) sql`select pg_notify('touchline_seal', '')`.catch(() => {});
  }, waitMs).unref();
}
