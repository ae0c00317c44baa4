import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type postgres from "postgres";
import { bareSql } from "@/scripts/bench/bare-sql";
import type { BenchDatabase } from "@/scripts/bench/bench-database";
import type { Loaded, Pace, Slice } from "@/scripts/bench/load";
import type { HttpAsk, Operation, Sample } from "@/scripts/bench/operations";
import { processorMs, serverMs } from "@/scripts/bench/processor-time";

export const contenders = ["bare", "floor", "ours"] as const;
export type Contender = (typeof contenders)[number];
export type Figures = {
  requests: number;
  p50: number;
  p95: number;
  p99: number;
  perSecond: number;
  /** milliseconds of CPU per request: of the web process, of the worker beside it, of PostgreSQL */
  web: number | null;
  worker: number | null;
  postgres: number;
};
export type Measured = {
  operation: string;
  title: string;
  most?: number;
  clients: number;
  figures: Record<Contender, Figures>;
};

export type Stage = {
  database: BenchDatabase;
  admin: postgres.Sql;
  postmaster: number;
  web: { port: number; pid: number };
  worker: { pid: number };
  floor: { port: number; pid: number };
  key: string;
  rounds: number;
  seconds: number;
};

type Sum = { milliseconds: number[]; seconds: number; web: number; worker: number; postgres: number };

/** One operation at 1 and 16 clients: short slices of the three in turn, so that a noisy neighbour disturbs all alike. */
export async function measureOperation(stage: Stage, operation: Operation): Promise<Measured[]> {
  const given = await operation.samples(stage.admin, stage.database.built);
  const samples = operation.inOrder ? given : shuffled(given);
  if (samples.length === 0) throw new Error(`${operation.name}: no samples`);
  const sums = new Map<string, Sum>();
  let used = 0;
  for (let round = 0; round <= stage.rounds; round++) {
    for (const clients of round === 0 ? [16] : [1, 16]) {
      for (const contender of contenders) {
        const rest = operation.once ? samples.slice(used) : samples;
        const pace = {
          clients,
          once: Boolean(operation.once) && contender === "ours",
          ...(round === 0 ? warmUp : measured(stage)),
        };
        const loaded = await runSlice(stage, operation, contender, rest, pace);
        if (operation.once && contender === "ours") used += loaded.asked;
        if (round > 0) add(sums, `${contender} ${clients}`, loaded);
      }
    }
  }
  return [1, 16].map((clients) => ({
    operation: operation.name,
    title: operation.title,
    most: operation.most,
    clients,
    figures: {
      bare: figuresOf(sums, "bare", clients),
      floor: figuresOf(sums, "floor", clients),
      ours: figuresOf(sums, "ours", clients),
    },
  }));
}

/** Until the code is compiled, every connection has its statements prepared, and the caches are full. */
const warmUp = { requests: 1500, seconds: 30 };
const measured = ({ seconds }: Stage) => ({ requests: Number.POSITIVE_INFINITY, seconds });

type TimedLoad = Loaded & { web: number; worker: number; postgres: number };

async function runSlice(
  stage: Stage,
  operation: Operation,
  contender: Contender,
  samples: Sample[],
  pace: Pace,
): Promise<TimedLoad> {
  const pid = contender === "ours" ? stage.web.pid : stage.floor.pid;
  const slice = sliceOf(stage, operation, contender, samples, pace);
  const child = await openLoad();
  const before = [processorMs(pid), processorMs(stage.worker.pid), serverMs(stage.postmaster)] as const;
  child.send(slice);
  const [loaded] = (await once(child, "message")) as [Loaded];
  const after = [processorMs(pid), processorMs(stage.worker.pid), serverMs(stage.postmaster)] as const;
  child.disconnect();
  if (loaded.refused) throw new Error(`${operation.name}, ${contender}: ${loaded.refused}`);
  if (pace.once && loaded.asked >= samples.length)
    throw new Error(`${operation.name}: the leads that are free are used up; ask for fewer seconds`);
  return { ...loaded, web: after[0] - before[0], worker: after[1] - before[1], postgres: after[2] - before[2] };
}

function sliceOf(stage: Stage, operation: Operation, contender: Contender, samples: Sample[], pace: Pace): Slice {
  if (contender === "bare") {
    return {
      kind: "sql",
      url: stage.database.adminUrl,
      text: bareSql[operation.bare],
      parameters: samples.map((one) => one.bare),
      ...pace,
    };
  }
  if (contender === "ours")
    return { kind: "http", port: stage.web.port, key: stage.key, asks: samples.map((one) => one.ours), ...pace };
  return {
    kind: "http",
    port: stage.floor.port,
    key: "none",
    asks: samples.map((one) => floorAsk(operation, one)),
    ...pace,
  };
}

function floorAsk({ bare }: Operation, { ours, bare: parameters }: Sample): HttpAsk {
  if (ours.method === "POST") return { method: "POST", path: `/${bare}`, body: JSON.stringify({ p: parameters }) };
  const query = parameters.map((one) => `p=${encodeURIComponent(String(one))}`).join("&");
  return { method: "GET", path: `/${bare}?${query}` };
}

async function openLoad(): Promise<ChildProcess> {
  return fork(join(import.meta.dirname, "load.ts"), { execArgv: ["--import", "tsx"], serialization: "advanced" });
}

function add(sums: Map<string, Sum>, key: string, loaded: TimedLoad): void {
  const sum = sums.get(key) ?? { milliseconds: [], seconds: 0, web: 0, worker: 0, postgres: 0 };
  for (const one of loaded.milliseconds) sum.milliseconds.push(one);
  sum.seconds += loaded.seconds;
  sum.web += loaded.web;
  sum.worker += loaded.worker;
  sum.postgres += loaded.postgres;
  sums.set(key, sum);
}

function figuresOf(sums: Map<string, Sum>, contender: Contender, clients: number): Figures {
  const sum = sums.get(`${contender} ${clients}`);
  if (!sum) throw new Error("Every contender has a slice");
  const sorted = Float64Array.from(sum.milliseconds).sort();
  const quantile = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  const requests = sorted.length;
  return {
    requests,
    p50: quantile(0.5),
    p95: quantile(0.95),
    p99: quantile(0.99),
    perSecond: requests / sum.seconds,
    web: contender === "bare" ? null : sum.web / requests,
    worker: contender === "ours" ? sum.worker / requests : null,
    postgres: sum.postgres / requests,
  };
}

function shuffled<T>(list: T[]): T[] {
  const order = list.map((one, nth) => ({ one, place: (nth * 2_654_435_761) % 4_294_967_296 }));
  return order.sort((a, b) => a.place - b.place).map(({ one }) => one);
}
