import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { totalmem } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import type { Account, Binaries } from "@/db/embedded-binaries";
import { cleanEnvironment } from "@/db/embedded-cluster";
import { startedAt } from "@/db/file-lock";

export type Postmaster = { pid: number; port: number; ready: boolean };

/** What the folder's postmaster.pid says, if that program lives and is really the server of this folder. */
export function findPostmaster(dataDir: string): Postmaster | undefined {
  const lines = readLines(join(dataDir, "postmaster.pid"));
  const pid = Number(lines[0]);
  if (!pid || !startedAt(pid) || !commandOf(pid).includes(dataDir)) return undefined;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
}

/**
 * Makes the pid of a dead server harmless: PostgreSQL refuses to start while any program, even a zombie, has that pid.
 * The file itself must stay, it names the shared memory by which PostgreSQL sees that orphaned backends still write.
 */
export function disarmStalePid(dataDir: string): void {
  const file = join(dataDir, "postmaster.pid");
  const [pid, ...rest] = readLines(file);
  if (!pid || findPostmaster(dataDir)) return;
  const impossible = String(2 ** 30);
  writeFileSync(file, [impossible, ...rest].join("\n"));
}

export function spawnServer(
  dataDir: string,
  port: number,
  binaries: Binaries,
  account: Account,
  startLog: string,
  tests: boolean,
): ChildProcess {
  const settings = { ...fixedSettings(), ...(tests ? testSettings : {}) };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const log = openSync(startLog, "a");
  // Its own session: Ctrl-C in the terminal reaches the supervisor only, which stops it in order.
  const child = spawn(binaries.postgres, ["-D", dataDir, "-p", String(port), ...flags], {
    ...account,
    env: cleanEnvironment(),
    detached: true,
    stdio: ["ignore", "ignore", log],
  });
  closeSync(log);
  child.unref();
  return child;
}

/** True: answers, and is the server of this folder. Wrong password is an error of its own: the secrets do not fit the tables. */
export async function answers(url: string, dataDir: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} });
  try {
    const [row] = await sql`select current_setting('data_directory') as folder`;
    return row?.folder === dataDir;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "28P01") {
      throw new Error(`The database in ${dataDir} was made with other secrets than this home's secrets.json`);
    }
    return false;
  } finally {
    await sql.end({ timeout: 1 }).catch(() => {});
  }
}

/** Fast shutdown, then immediate (recovers at the next start), then the hard way. */
export async function stopPostmaster(pid: number): Promise<void> {
  const started = startedAt(pid);
  const steps: [NodeJS.Signals, number][] = [
    ["SIGINT", 1700],
    ["SIGQUIT", 400],
    ["SIGKILL", 1000],
  ];
  for (const [signal, patience] of steps) {
    if (!started || startedAt(pid) !== started) return;
    kill(pid, signal);
    for (let waited = 0; waited < patience && startedAt(pid) === started; waited += 20) await sleep(20);
  }
}

export async function freePort(wanted?: number): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer();
    server.once("error", (error) => (wanted ? found(freePort()) : failed(error)));
    server.listen(wanted ?? 0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => found(port));
    });
  });
}

function fixedSettings(): Record<string, string> {
  const mb = Math.floor(totalmem() / 2 ** 20);
  return {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    dynamic_shared_memory_type: "mmap",
    max_connections: "120",
    // Taken only as far as it is used; at two million touches 512 MB no longer held what a day asks for.
    shared_buffers: `${Math.max(64, Math.min(2048, Math.floor(mb / 8)))}MB`,
    effective_cache_size: `${Math.floor(mb / 2)}MB`,
    random_page_cost: "1.1",
    jit: "off", // costs more than it saves in statements of a few milliseconds
    // A young database grows past its first plans within seconds; a guard check took 400 ms instead of 2 until the next look.
    autovacuum_naptime: "5s",
    max_wal_size: "2GB",
    timezone: "UTC",
    log_timezone: "UTC",
    logging_collector: "on",
    log_destination: "jsonlog",
    log_directory: "log",
    log_filename: "postgres.log",
    log_rotation_age: "0",
    log_rotation_size: "0",
    log_parameter_max_length: "0", // no address or token in logs
    log_parameter_max_length_on_error: "0",
  };
}

const testSettings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "300" };

function commandOf(pid: number): string {
  if (process.platform === "linux") return readLines(`/proc/${pid}/cmdline`).join("\n").replaceAll("\0", " ");
  try {
    return execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, "utf8").split("\n");
  } catch {
    return [];
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // gone in the meantime
  }
}
