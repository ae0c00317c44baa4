import type { Context } from "@/lib/core/context";
import type { Line, Outcome } from "@/lib/mail/rules";
import { claimMessages } from "./claim-messages";
import { composeLetter } from "./compose-letter";
import type { Ways } from "./open-lines";
import { recordOutcome } from "./record-outcome";
import { CLAIM_SIZE } from "./rules";
import type { Claimed } from "./schema";
import { startText } from "./start-text";

export type Sending = {
  /** nobody in particular, in one organization, at this moment */
  context: () => Context;
  worker: string;
  ways: Ways;
  signal?: AbortSignal;
};

/**
 * One lane: takes a few messages, sends them one after the other, takes the next, until nothing is due. Returns how many it settled. What a
 * lane holds when it ends early is taken over by whoever looks for it.
 */
export async function sendMessages(sending: Sending): Promise<number> {
  const { context, worker, ways, signal } = sending;
  const lines = new Map<string, Promise<Line>>();
  let settled = 0;
  try {
    while (!signal?.aborted) {
      const claimed = await claimMessages(context(), { worker, limit: CLAIM_SIZE, fallback: ways.fallback });
      if (claimed.length === 0) return settled;
      for (const message of claimed) {
        if (signal?.aborted) return settled;
        await sendOne(message, sending, lines);
        settled += 1;
      }
    }
    return settled;
  } finally {
    for (const line of lines.values()) line.then((one) => one.close()).catch(() => {});
  }
}

async function sendOne(message: Claimed, sending: Sending, lines: Map<string, Promise<Line>>): Promise<void> {
  const { context, worker } = sending;
  const held = { id: message.id, number: message.number, worker };
  const outcome = await attempt(message, sending, lines, held);
  await recordOutcome(context(), { ...held, outcome });
}

type Held = { id: string; number: number; worker: string };

async function attempt(
  message: Claimed,
  { context, ways }: Sending,
  lines: Map<string, Promise<Line>>,
  held: Held,
): Promise<Outcome> {
  const letter = await composeLetter(message, context().orgId).catch((error: unknown) => ({ refused: wordsOf(error) }));
  if ("refused" in letter) return { kind: "rejected", response: letter.refused };
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

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
