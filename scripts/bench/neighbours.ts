import { setTimeout as sleep } from "node:timers/promises";
import { encodeRequest, openConnection } from "@/scripts/bench/http-loop";
import type { Stage } from "@/scripts/bench/measure";
import { type HttpAsk, operations } from "@/scripts/bench/operations";

type Beside = { port: number; key: string; asks: HttpAsk[]; clients: number };

/** Clients who ask again and again while something else goes on; `end` stops them and tells how long each answer took. */
export function askBeside({ port, key, asks, clients }: Beside): { end: () => Promise<number[]> } {
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

export type Neighbours = { idle: number; busy: number };

/** What one person waits for a lead, p99: alone, and while 16 search and one reads the whole list out as a file. */
export async function measureNeighbours(stage: Stage): Promise<Neighbours> {
  const asksOf = async (name: string) =>
    (await operations.find((one) => one.name === name)?.samples(stage.admin, stage.database.built))?.map(
      (one) => one.ours,
    ) ?? [];
  const [get, words] = [await asksOf("get"), await asksOf("words")];
  const reader = () => askBeside({ ...at(stage), asks: get, clients: 1 });
  const quiet = reader();
  await sleep(4000);
  const idle = await quiet.end();
  const search = askBeside({ ...at(stage), asks: words, clients: 16 });
  const download = new AbortController();
  const exported = readOut(stage, download.signal);
  await sleep(500);
  const busy = reader();
  await sleep(8000);
  const waited = await busy.end();
  download.abort();
  await Promise.all([search.end(), exported]);
  return { idle: quantile(idle, 0.99), busy: quantile(waited, 0.99) };
}

const at = ({ web, key }: Stage) => ({ port: web.port, key });

async function readOut({ web, key }: Stage, signal: AbortSignal): Promise<void> {
  const headers = { Authorization: `Bearer ${key}` };
  while (!signal.aborted) {
    const answer = await fetch(`http://127.0.0.1:${web.port}/api/leads/export?format=csv`, { headers, signal }).catch(
      () => null,
    );
    if (answer && !answer.ok) throw new Error(`the export was refused: ${answer.status}`);
    const reader = answer?.body?.getReader();
    while (reader && !(await reader.read().catch(() => ({ done: true }))).done);
  }
}
