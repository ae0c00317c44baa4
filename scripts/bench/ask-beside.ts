import { setTimeout as sleep } from "node:timers/promises";
import { encodeRequest, openConnection } from "@/scripts/bench/http-loop";
import type { HttpAsk } from "@/scripts/bench/operations";

type Beside = { port: number; key: string; asks: HttpAsk[]; clients: number; pauseMs?: number };

/** Clients who ask again and again while something else goes on; `end` stops them and tells how long each answer took. */
export function askBeside({ port, key, asks, clients, pauseMs = 0 }: Beside): { end: () => Promise<number[]> } {
  let going = true;
  const milliseconds: number[] = [];
  const loop = async (client: number) => {
    const connection = await openConnection(port);
    for (let nth = client; going; nth += clients) {
      const ask = asks[nth % asks.length];
      if (!ask) break;
      const began = performance.now();
      await connection.ask(encodeRequest(ask, key));
      milliseconds.push(performance.now() - began);
      if (pauseMs > 0) await sleep(pauseMs);
    }
    connection.close();
  };
  const loops = Promise.all(Array.from({ length: clients }, (_, client) => loop(client)));
  return {
    end: async () => {
      going = false;
      await loops;
      return milliseconds;
    },
  };
}

export function quantile(list: number[], part: number): number {
  const sorted = Float64Array.from(list).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
