import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";
import { askBeside, quantile } from "@/scripts/bench/ask-beside";
import { cancelImport, fileOf, sendFile } from "@/scripts/bench/import-speed";
import type { Stage } from "@/scripts/bench/measure";
import { operations } from "@/scripts/bench/operations";

export type Neighbours = {
  idle: number;
  busy: number;
  /** questions that PostgreSQL still answers a second after everybody left */
  left: number;
};

/** What one person waits for a lead, p99: alone, and while 16 search, one reads the whole list out as a file and one brings 100,000 leads. */
export async function measureNeighbours(stage: Stage): Promise<Neighbours> {
  const asksOf = async (name: string) =>
    (await operations.find((one) => one.name === name)?.samples(stage.admin, stage.database.built))?.map(
      (one) => one.ours,
    ) ?? [];
  const [get, words] = [await asksOf("get"), await asksOf("words")];
  const text = fileOf(100_000);
  const reader = () => askBeside({ ...at(stage), asks: get, clients: 1 });
  const quiet = reader();
  await sleep(4000);
  const idle = await quiet.end();
  const imported = await sendFile(stage, text);
  const search = askBeside({ ...at(stage), asks: words, clients: 16 });
  const download = new AbortController();
  const exported = readOut(stage, download.signal);
  await sleep(500);
  const busy = reader();
  await sleep(8000);
  const waited = await busy.end();
  download.abort();
  await Promise.all([search.end(), exported]);
  await sleep(1000);
  const left = await countAsked(stage.admin);
  await cancelImport(stage, imported);
  return { idle: quantile(idle, 0.99), busy: quantile(waited, 0.99), left };
}

/** The questions of the web that are being answered; the worker asks for nobody who could leave. */
async function countAsked(admin: postgres.Sql): Promise<number> {
  const [row] = await admin<{ n: number }[]>`
    select count(*)::int as n from pg_stat_activity
    where usename = 'touchline_app' and state = 'active' and query ~* '(search_leads|from leads)' and query_start < now() - interval '1 second'`;
  return row?.n ?? 0;
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
