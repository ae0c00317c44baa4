import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { composeLetter } from "@/lib/letters/compose-letter";
import type { Claimed } from "@/lib/letters/schema";
import type { Line, Outcome } from "@/lib/mail/rules";
import { claimMessages } from "./claim-messages";
import type { Ways } from "./open-lines";
import { recordOutcome } from "./record-outcome";
import { CLAIM_SIZE, nextClaimSize } from "./rules";
import { startText } from "./start-text";

export type Sending = {
  /** nobody in particular, in one organization, at this moment */
  context: () => Context;
  worker: string;
  ways: Ways;
  signal?: AbortSignal;
  /** the messages that lanes hold, for who says of them that they are still being sent */
  held?: Set<string>;
};

/**
 * One lane: takes a few messages, sends them one after the other, takes the next, until nothing is due. Returns how many it settled. What a
 * lane holds when it ends early is taken over by whoever looks for it.
 */
export async function sendMessages(sending: Sending): Promise<number> {
  const { context, worker, ways, signal, held = new Set() } = sending;
  const lines = new Map<string, Promise<Line>>();
  let mine: string[] = [];
  let [settled, limit] = [0, CLAIM_SIZE];
  try {
    while (!signal?.aborted) {
      const claimed = await claimMessages(context(), { worker, limit, fallback: ways.fallback });
      if (claimed.length === 0) return settled;
      mine = claimed.map((message) => message.id);
      for (const id of mine) held.add(id);
      const began = performance.now();
      for (const message of claimed) {
        if (signal?.aborted) return settled;
        await sendOne(message, sending, lines);
        held.delete(message.id);
        settled += 1;
      }
      limit = nextClaimSize(limit, { tookMs: performance.now() - began, whole: claimed.length === limit });
    }
    return settled;
  } finally {
    for (const id of mine) held.delete(id);
    for (const line of lines.values()) line.then((one) => one.close()).catch(() => {});
  }
}

async function sendOne(message: Claimed, sending: Sending, lines: Map<string, Promise<Line>>): Promise<void> {
  const held = { id: message.id, number: message.number, worker: sending.worker };
  const outcome = await attempt(message, sending, lines, held);
  await tell({ ...held, outcome }, sending);
}

/** What a server answered is kept until the database hears it: for half a minute, and longer would not be believed any more. */
async function tell(told: Held & { outcome: Outcome }, { context, signal }: Sending): Promise<void> {
  for (let waitMs = 250; ; waitMs *= 2) {
    try {
      await recordOutcome(context(), told);
      return;
    } catch (error) {
      const away = error instanceof AppError && error.code === "UNAVAILABLE";
      if (!away || waitMs > 16_000 || signal?.aborted) throw error;
      await sleep(waitMs, undefined, { signal }).catch(() => {});
    }
  }
}

type Held = { id: string; number: number; worker: string };

async function attempt(
  message: Claimed,
  { context, ways }: Sending,
  lines: Map<string, Promise<Line>>,
  held: Held,
): Promise<Outcome> {
  const letter = await composeLetter(message, context().orgId).catch(unmade);
  if ("kind" in letter) return letter;
  const { transport, mailbox } = message;
  const key = `${transport} ${mailbox?.id} ${mailbox?.version}`;
  let line: Line;
  try {
    const opened = lines.get(key) ?? ways.line(context(), transport, mailbox?.id ?? null);
    lines.set(key, opened);
    line = await opened;
  } catch (error) {
    lines.delete(key);
    return { kind: "later", response: wordsOf(error) };
  }
  let stop: string | null = null;
  const outcome = await line.send(letter, async () => {
    const answer = await startText(context(), held);
    stop = answer.stop;
    return answer.held;
  });
  return outcome.kind === "stopped" ? { kind: "stopped", response: stop ?? "" } : outcome;
}

/** What is wrong with the message itself stays wrong; a disk that does not answer may do so later. */
const unmade = (error: unknown): Outcome =>
  error instanceof AppError && error.code === "INVALID"
    ? { kind: "rejected", response: error.message }
    : { kind: "later", response: `It could not be made into a mail: ${wordsOf(error)}` };

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
