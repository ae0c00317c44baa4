import { setTimeout as sleep } from "node:timers/promises";
import { claimMessages } from "@/lib/delivery/claim-messages";
import { createBell } from "@/lib/events/bell";
import type { Claimed } from "@/lib/letters/schema";
import { openDesk, openPool } from "./open-desk";
import { CLAIM_SIZE, fullMailboxes, nextClaimSize, nextToSend, restAfter, wayOf } from "./rules";
import type { Sending } from "./schema";
import { sendLetter } from "./send-letter";

/** While something is on its way, what has come due meanwhile is looked for so often. */
const lookMs = 500;

/**
 * Takes messages that are due and sends them by several lanes at once, until nothing is due and nothing on its way. Returns how many it
 * settled. What it holds when it ends early is taken over by whoever looks for it.
 */
export async function sendMessages(sending: Sending): Promise<number> {
  const run = begin(sending);
  await takeAndSend(run).catch(run.fail);
  for (const one of run.waiting) run.held.delete(one.id);
  await Promise.all(run.unsettled);
  run.pool.close();
  const failure = run.failure();
  if (failure) throw failure.first;
  return run.unheld.length;
}

function begin(sending: Sending) {
  let failed: { first: unknown } | undefined;
  return {
    sending,
    held: sending.held ?? new Set<string>(),
    bell: createBell(),
    pool: openPool(),
    desk: openDesk(sending),
    /** taken, and not begun */
    waiting: [] as Claimed[],
    /** how many are in lanes, by their way */
    underway: new Map<string, number>(),
    unsettled: new Set<Promise<void>>(),
    unheld: [] as string[],
    fail: (error: unknown) => {
      failed ??= { first: error };
    },
    failure: () => failed,
    over: () => Boolean(sending.signal?.aborted || failed),
  };
}
type Run = ReturnType<typeof begin>;

async function takeAndSend(run: Run): Promise<void> {
  let [limit, lookAt, began] = [CLAIM_SIZE, 0, performance.now()];
  // Taking lasts as long as sending as many: the next are taken while these leave.
  const enough = () => run.waiting.length >= limit || run.unsettled.size >= limit * 2;
  while (!run.over()) {
    if (!enough() && (performance.now() >= lookAt || run.unsettled.size === 0)) {
      const taken = await takeMore(run, limit);
      if (taken === 0 && run.unsettled.size === 0) return;
      const whole = taken === limit;
      limit = nextClaimSize(limit, { tookMs: performance.now() - began, whole });
      began = performance.now();
      lookAt = whole ? 0 : began + lookMs;
    }
    if (run.unsettled.size > 0 && (enough() || performance.now() < lookAt))
      await run.bell.wait(lookMs, run.sending.signal);
  }
}

async function takeMore(run: Run, limit: number): Promise<number> {
  const { context, worker, ways } = run.sending;
  const asked = { worker, limit, fallback: ways.fallback, server: ways.server, except: fullMailboxes(run.waiting) };
  const claimed = await claimMessages(context(), asked);
  for (const one of claimed) run.held.add(one.id);
  run.waiting.push(...claimed);
  fillLanes(run);
  return claimed.length;
}

function fillLanes(run: Run): void {
  const { waiting, underway, unsettled } = run;
  for (let next = nextToSend(waiting, underway); next && !run.over(); next = nextToSend(waiting, underway)) {
    waiting.splice(waiting.indexOf(next), 1);
    underway.set(wayOf(next), (underway.get(wayOf(next)) ?? 0) + 1);
    const going: Promise<void> = sendOne(run, next)
      .catch(run.fail)
      .finally(() => {
        unsettled.delete(going);
        run.bell.ring();
      });
    unsettled.add(going);
  }
}

/** The lane is free for the next message before the database has heard what became of this one; after a word that we are too quick it rests. */
async function sendOne(run: Run, message: Claimed): Promise<void> {
  const { id, number } = message;
  const way = wayOf(message);
  const free = () => {
    run.underway.set(way, (run.underway.get(way) ?? 1) - 1);
    fillLanes(run);
  };
  let rest: Promise<void> | undefined;
  try {
    const outcome = await sendLetter(message, run.sending, run).catch((error: unknown) => {
      free();
      throw error;
    });
    const restMs = restAfter(outcome);
    if (restMs === 0) free();
    else
      rest = sleep(restMs, undefined, { signal: run.sending.signal })
        .catch(() => {})
        .then(free);
    await run.desk.tell({ id, number, outcome });
    run.unheld.push(id);
  } finally {
    run.held.delete(id);
  }
  await rest;
}
