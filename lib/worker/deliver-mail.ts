import { setTimeout as sleep } from "node:timers/promises";
import { jobsConnection, jobsPool } from "@/db/client";
import { newId } from "@/lib/core/ids";
import { currentTime } from "@/lib/core/time";
import { WORKER_SPACE } from "@/lib/delivery/rules";
import { sendMessages } from "@/lib/lanes/send-messages";
import { checkReputation } from "@/lib/sending-limits/check-reputation";
import { checkUnderway } from "@/lib/unknown-messages/check-underway";
import { openWays, type Ways } from "@/lib/ways/open-ways";
import { holdLeases } from "./hold-leases";
import { markSent, noticeRestore } from "./notice-restore";
import { contextOf } from "./organization-context";

type Life = { signal: AbortSignal; warn: (error: unknown) => void };

const lookMs = 500;
const leaseMs = 8000;
const unknownMs = 1000;
const watchMs = 60_000;

/**
 * Sends what is due in every organization, takes over from workers that are gone, and finds out about what may have left, until the signal
 * comes. Holds a lock of its own session for as long as this process lives: who finds it free knows that nobody sends under this name.
 */
export async function deliverMail(life: Life, ways: Ways = openWays()): Promise<void> {
  const worker = newId();
  const lease = jobsConnection();
  const busy = new Map<string, Promise<unknown>>();
  const sentBy = new Set<string>();
  const held = new Map<string, Set<string>>();
  const hold = () => lease.unsafe(holdText, [worker]);
  try {
    await untilDone(hold, life);
    await untilDone(() => noticeRestore(ways), life);
    await Promise.all([
      repeat(
        async () => {
          await hold();
          await holdLeases(worker, held).catch(life.warn);
          await markSent([...sentBy]);
          sentBy.clear();
        },
        leaseMs,
        life,
      ),
      repeat(() => checkAll(ways, life), unknownMs, life),
      repeat(() => watchAll(life), watchMs, life),
      repeat(
        async () => {
          for (const orgId of await listDue()) {
            if (busy.has(orgId)) continue;
            const its = held.get(orgId) ?? new Set();
            held.set(orgId, its);
            const sending = { context: () => contextOf(orgId), worker, ways, signal: life.signal, held: its };
            const work = sendMessages(sending).catch(life.warn);
            sentBy.add(orgId);
            busy.set(
              orgId,
              work.finally(() => busy.delete(orgId)),
            );
          }
        },
        lookMs,
        life,
      ),
    ]);
    await Promise.race([Promise.all(busy.values()), sleep(3000)]);
  } finally {
    await lease.end({ timeout: 1 }).catch(() => {});
  }
}

async function checkAll(ways: Ways, { signal, warn }: Life): Promise<void> {
  for (const orgId of await listUnderway()) {
    if (signal.aborted) return;
    await checkUnderway({ context: () => contextOf(orgId), ways, signal }).catch(warn);
  }
}

/** A way out that loses its good name is stopped before more leaves by it. */
async function watchAll({ signal, warn }: Life): Promise<void> {
  for (const orgId of await listDue()) {
    if (!signal.aborted) await checkReputation(contextOf(orgId), {}).catch(warn);
  }
}

// The states stand in the texts, and not in parameters: so each question is answered by its partial index.

/** Organizations that have messages on their way, or of which nobody knows whether they left. */
async function listUnderway(): Promise<string[]> {
  const rows = await jobsPool()<{ org_id: string }[]>`
    select distinct org_id from communications where status in ('sending', 'unknown')`;
  return rows.map((row) => row.org_id);
}

/** Organizations that have something to send by now, and a way to send it. */
async function listDue(): Promise<string[]> {
  const rows = await jobsPool()<{ org_id: string }[]>`
    select distinct c.org_id from communications c where c.status = 'queued' and c.next_attempt_at <= ${currentTime()}
      and (c.channel = 'email' or (c.channel = 'sms' and exists (
        select from mailboxes b where b.org_id = c.org_id and b.channel = 'sms' and b.state = 'active')))`;
  return rows.map((row) => row.org_id);
}

async function untilDone(work: () => Promise<unknown>, { signal, warn }: Life): Promise<void> {
  while (!signal.aborted) {
    const held = await work().then(
      () => true,
      (error) => warn(error),
    );
    if (held) return;
    await sleep(lookMs, undefined, { signal }).catch(() => {});
  }
}

async function repeat(work: () => Promise<unknown>, everyMs: number, { signal, warn }: Life): Promise<void> {
  while (!signal.aborted) {
    await work().catch(warn);
    await sleep(everyMs, undefined, { signal }).catch(() => {});
  }
}

// As in keep-lease: a machine that vanishes without a word is noticed within half a minute; a lost session is made anew.
export const holdText = `
  select set_config('tcp_keepalives_idle', '10', false), set_config('tcp_keepalives_interval', '5', false), set_config('tcp_keepalives_count', '3', false),
    case when not exists (select from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() and granted)
      then pg_try_advisory_lock(hashtextextended($1::text, ${WORKER_SPACE})) end`;
