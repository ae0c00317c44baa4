import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@/lib/core/errors";
import { gather } from "@/lib/core/gather";
import { recordOutcomes } from "@/lib/delivery/record-outcomes";
import type { Told } from "@/lib/delivery/schema";
import { startTexts } from "@/lib/delivery/start-texts";
import type { Line } from "@/lib/mail/rules";
import type { Sending } from "./schema";

/** How many are asked for, or told of, in one transaction. */
const together = 50;

export type Desk = ReturnType<typeof openDesk>;
export type Pool = ReturnType<typeof openPool>;

/** What is asked and told of messages on their way, by all lanes together. */
export function openDesk({ context, worker, signal }: Sending) {
  const begin = gather((held: { id: string; number: number }[]) => startTexts(context(), { worker, held }), together);
  const record = gather((told: Told[]) => recordOutcomes(context(), { worker, told }), together);
  /** What a server answered is kept until the database hears it: for half a minute, and longer would not be believed any more. */
  const tell = async (told: Told): Promise<void> => {
    for (let waitMs = 250; ; waitMs *= 2) {
      try {
        await record(told);
        return;
      } catch (error) {
        const away = error instanceof AppError && error.code === "UNAVAILABLE";
        if (!away || waitMs > 16_000 || signal?.aborted) throw error;
        await sleep(waitMs, undefined, { signal }).catch(() => {});
      }
    }
  };
  return { begin, tell };
}

/** Connections by their way, kept from message to message. */
export function openPool() {
  const idle = new Map<string, Line[]>();
  const take = async (way: string, open: () => Promise<Line>): Promise<Line> => idle.get(way)?.pop() ?? open();
  const give = (way: string, line: Line) => idle.set(way, [...(idle.get(way) ?? []), line]);
  const close = () => {
    for (const line of [...idle.values()].flat()) line.close();
    idle.clear();
  };
  return { take, give, close };
}
