import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findAccount, findBinaries } from "@/db/embedded-binaries";
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
    const secrets = openSecrets(home);
    const account = findAccount();
    const dataDir = chooseDataDir(home, account);
    const address = (port: number) => `postgres://postgres:${secrets.postgresPassword}@127.0.0.1:${port}/postgres`;
    const running = isCluster(dataDir) ? await findAnswering(dataDir, address) : undefined;
    if (running) return describe(home, dataDir, address(running.port), running);

    const binaries = findBinaries(home, account);
    if (!isCluster(dataDir)) createCluster(dataDir, binaries, account, secrets.postgresPassword);
    linkLog(home, dataDir);
    const port = await freePort(readClusterRecord(home)?.port);
    const startLog = join(home.logs, "postgres-start.log");
    const start = () => spawnServer(dataDir, port, binaries, account, startLog, tests);
    const child = await startUntilReady(dataDir, start, startLog);
    return describe(home, dataDir, address(port), { pid: child.pid ?? 0, port, ready: true }, child);
  } finally {
    lock.release();
  }
}

// A killed parent leaves its server running; one that lives but does not answer for 15 s is ended.
async function findAnswering(dataDir: string, address: (port: number) => string): Promise<Postmaster | undefined> {
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
    await sleep(200);
  }
}

function describe(home: Home, dataDir: string, adminUrl: string, server: Postmaster, child?: ChildProcess): Embedded {
  const pidFile = join(home.run, "postgres.pid");
  const record = (pid: number | null) =>
    writeByRename(
      join(home.run, "postgres.json"),
      `${JSON.stringify({ pid, port: server.port, data_dir: dataDir })}\n`,
    );
  record(server.pid);
  writeByRename(pidFile, `${server.pid}\n`);
  return {
    adminUrl,
    port: server.port,
    dataDir,
    pid: server.pid,
    reused: !child,
    gone: () => (child ? exited(child) : vanished(server.pid)),
    stop: async () => {
      await stopPostmaster(server.pid);
      rmSync(pidFile, { force: true });
      record(null);
    },
  };
}

async function exited(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

async function vanished(pid: number): Promise<void> {
  const started = startedAt(pid);
  while (started && startedAt(pid) === started) await sleep(200);
}
