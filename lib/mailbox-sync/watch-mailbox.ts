import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "@/lib/core/context";
import { currentTime } from "@/lib/core/time";
import { type OpenMailbox, openConnection } from "./open-connection";
import { syncProblem, waitAfter } from "./rules";
import { savePlace } from "./save-place";
import { syncMailbox } from "./sync-mailbox";

type Life = { signal: AbortSignal; warn: (error: unknown) => void };

/** Looked at anyway after this: Sent tells nothing while INBOX is listened to, and a server may forget to. */
const lookMs = 60_000;
const answerMs = 30_000;

/** Keeps a mailbox read until the signal: listens by IDLE, looks every minute, and connects again, later each time, when the server is gone or silent. */
export async function watchMailbox(ctx: Context, mailboxId: string, { signal, warn }: Life): Promise<void> {
  for (let failures = 0; !signal.aborted; ) {
    try {
      const mailbox = await openConnection({ ...ctx, now: currentTime() }, mailboxId);
      try {
        await follow(ctx, mailbox, signal, () => {
          failures = 0;
        });
      } finally {
        await ended(mailbox);
      }
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      const problem = syncProblem(error);
      await savePlace({ ...ctx, now: currentTime() }, { mailbox_id: mailboxId, problem }).catch(warn);
    }
    await sleep(waitAfter(Math.max(1, failures)) * 1000, undefined, { signal }).catch(() => {});
  }
}

async function follow(ctx: Context, mailbox: OpenMailbox, signal: AbortSignal, wasRead: () => void): Promise<void> {
  const { client } = mailbox;
  let ring = () => {};
  client.on("exists", () => ring());
  client.on("close", () => ring());
  while (!signal.aborted && client.usable) {
    await inTime(syncMailbox({ ...ctx, now: currentTime() }, mailbox, signal), 10 * 60_000);
    wasRead();
    await inTime(client.mailboxOpen("INBOX", { readOnly: true }), answerMs);
    const news = new Promise<void>((resolve) => {
      ring = resolve;
    });
    // The watchdog: a line that looks alive and answers nothing is left.
    await Promise.race([news, sleep(lookMs, undefined, { signal }).catch(() => {}), client.idle().catch(() => {})]);
    if (client.usable && !signal.aborted) await inTime(client.noop(), answerMs);
  }
  if (!signal.aborted) throw new Error("The server closed the connection.");
}

async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  const clock = new AbortController();
  const late = sleep(ms, undefined, { signal: clock.signal }).then(() => {
    throw new Error("The server does not answer.");
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clock.abort();
    late.catch(() => {});
  }
}

async function ended({ client }: OpenMailbox): Promise<void> {
  await Promise.race([client.logout().catch(() => {}), sleep(1000)]);
  client.close();
}
