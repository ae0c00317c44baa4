import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Account, type Binaries, findAccount, findBinaries } from "@/db/embedded-binaries";
import { chooseDataDir, createCluster, isCluster, linkLog, readClusterRecord } from "@/db/embedded-cluster";
import {
  answers,
  disarmStalePid,
  findPostmaster,
  freePort,
  type Postmaster,
  spawnServer,
  stopPostmaster,
} from "@/db/embedded-server";
import { startedAt, waitForFileLock } from "@/db/file-lock";
import { type Home, openSecrets, writeByRename } from "@/db/home";

export type Embedded = {
  adminUrl: string;
  port: number;
  dataDir: string;
  pid: number;
  /** a server that was running already */
  reused: boolean;
  /** resolves when the server is gone, whoever ended it */
  gone: () => Promise<void>;
  stop: () => Promise<void>;
};

/**
 * The embedded PostgreSQL of this home: made at the first start, reused when it runs already, at the same port as before.
 * `tests` trades durability for speed.
 */
export async function startEmbedded({ home, tests = false }: { home: Home; tests?: boolean }): Promise<Embedded> {
  const lock = await waitForFileLock(join(home.run, "postgres.lock"), 120_000);
  try {
    const place = openPlace(home);
    const running = await findAnswering(place);
    if (running) return describe(home, place, running);

    const port = await freePort(readClusterRecord(home)?.port);
    const startLog = join(home.logs, "postgres-start.log");
    const start = () => {
      const child = spawnServer(place.dataDir, port, place.binaries, place.account, startLog, tests);
      record(home, place.dataDir, port, child.pid ?? null);
      return child;
    };
    const child = await startUntilReady(place.dataDir, start, startLog);
    return describe(home, place, { pid: child.pid ?? 0, port, ready: true }, child);
  } finally {
    lock.release();
  }
}

type Place = {
  account: Account;
  binaries: Binaries;
  dataDir: string;
  address: (port: number) => string;
};
const places = new Map<string, Place>();

// Looked up once per program: a server that died is to be back within a second.
function openPlace(home: Home): Place {
  const known = places.get(home.root);
  if (known && isCluster(known.dataDir)) return known;
  const { postgresPassword } = openSecrets(home);
  const account = findAccount();
  const binaries = findBinaries(home, account);
  const dataDir = chooseDataDir(home, account);
  if (!isCluster(dataDir)) createCluster(dataDir, binaries, account, postgresPassword);
  linkLog(home, dataDir);
  const address = (port: number) => `postgres://postgres:${postgresPassword}@127.0.0.1:${port}/postgres`;
  const place = { account, binaries, dataDir, address };
  places.set(home.root, place);
  return place;
}

// A killed parent leaves its server running; one that lives but does not answer for 15 s is ended.
async function findAnswering({ dataDir, address }: Place): Promise<Postmaster | undefined> {
  const deadline = performance.now() + 15_000;
  for (;;) {
    const found = findPostmaster(dataDir);
    if (!found) return undefined;
    if (await answers(address(found.port), dataDir)) return found;
    if (performance.now() > deadline) await stopPostmaster(found.pid);
    await sleep(100);
  }
}

// Backends of a server that was killed may need a moment to notice; until then PostgreSQL refuses their shared memory.
async function startUntilReady(dataDir: string, start: () => ChildProcess, startLog: string): Promise<ChildProcess> {
  const deadline = performance.now() + 60_000;
  for (;;) {
    disarmStalePid(dataDir);
    const child = start();
    child.on("error", () => {});
    while (child.exitCode === null && child.signalCode === null && child.pid) {
      if (findPostmaster(dataDir)?.ready) return child;
      if (performance.now() > deadline) break;
      await sleep(20);
    }
    const lastWords = readFileSync(startLog, "utf8").trim().split("\n").slice(-3).join(" ");
    const worthAnotherTry = /shared memory block .* is still in use|lock file .* already exists/.test(lastWords);
    if (!worthAnotherTry || performance.now() > deadline) throw new Error(`PostgreSQL did not start: ${lastWords}`);
    await sleep(50);
  }
}

function describe(home: Home, { dataDir, address }: Place, server: Postmaster, child?: ChildProcess): Embedded {
  record(home, dataDir, server.port, server.pid);
  return {
    adminUrl: address(server.port),
    port: server.port,
    dataDir,
    pid: server.pid,
    reused: !child,
    gone: () => (child ? exited(child) : vanished(server.pid)),
    stop: async () => {
      await stopPostmaster(server.pid);
      record(home, dataDir, server.port, null);
    },
  };
}

function record(home: Home, dataDir: string, port: number, pid: number | null): void {
  writeByRename(join(home.run, "postgres.json"), `${JSON.stringify({ pid, port, data_dir: dataDir })}\n`);
  const pidFile = join(home.run, "postgres.pid");
  if (pid) writeByRename(pidFile, `${pid}\n`);
  else rmSync(pidFile, { force: true });
}

async function exited(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

async function vanished(pid: number): Promise<void> {
  const started = startedAt(pid);
  while (started && startedAt(pid) === started) await sleep(200);
}
