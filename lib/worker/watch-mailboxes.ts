import { setTimeout as sleep } from "node:timers/promises";
import { jobsPool } from "@/db/client";
import { watchMailbox } from "@/lib/mailbox-sync/watch-mailbox";
import { contextOf } from "./organization-context";

type Life = { signal: AbortSignal; warn: (error: unknown) => void };
type Watched = { ended: AbortController; done: Promise<void> };

/** How long a mailbox that was connected or taken away can go unnoticed. */
const lookMs = 5000;

/** Reads every mailbox that names an IMAP server, in whatever organization, until the signal. */
export async function watchMailboxes({ signal, warn }: Life): Promise<void> {
  const watched = new Map<string, Watched>();
  while (!signal.aborted) {
    await refresh(watched, { signal, warn }).catch(warn);
    await sleep(lookMs, undefined, { signal }).catch(() => {});
  }
  for (const one of watched.values()) one.ended.abort();
  await Promise.race([Promise.all([...watched.values()].map((one) => one.done)), sleep(2000)]);
}

async function refresh(watched: Map<string, Watched>, { warn }: Life): Promise<void> {
  const rows = await jobsPool()<{ org_id: string; id: string; imap_host: string; state: string }[]>`
    select org_id, id, imap_host, state from mailboxes where imap_host is not null and state <> 'disconnected' and channel = 'email'`;
  // One that goes on is looked at at once, and not when its last failure has been waited out.
  const wanted = new Map(rows.map((row) => [`${row.org_id} ${row.id} ${row.imap_host} ${row.state}`, row]));
  for (const [key, one] of watched) {
    if (wanted.has(key)) continue;
    one.ended.abort();
    watched.delete(key);
  }
  for (const [key, { org_id, id }] of wanted) {
    if (watched.has(key)) continue;
    const ended = new AbortController();
    const done = watchMailbox(contextOf(org_id), id, { signal: ended.signal, warn }).catch(warn);
    watched.set(key, { ended, done });
  }
}
