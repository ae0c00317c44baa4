import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/db/embedded-server";
import { startedAt } from "@/db/file-lock";

export type PartName = "supervisor" | "web" | "worker" | "postgres";
export type Started = { child: ChildProcess; output: () => string; exit: Promise<number | null> };
export type Account = { uid?: number; gid?: number };

/** A home and a port for one life-cycle test. */
export async function newPlace(parent = tmpdir()): Promise<{ home: string; port: number }> {
  return { home: mkdtempSync(join(parent, "touchline-life-")), port: await freePort() };
}

/** `npm start` without npm: the environment of a bare machine, with another PostgreSQL first on the PATH. */
export function start(
  place: { home: string; port: number },
  account: Account = {},
  env: Record<string, string> = {},
): Started {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/up.ts"], {
    ...account,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: "/usr/lib/postgresql/15/bin:/usr/local/bin:/usr/bin:/bin",
      NODE_ENV: "production",
      NEXT_DIST_DIR: process.env.NEXT_DIST_DIR,
      TOUCHLINE_HOME: place.home,
      TOUCHLINE_DEMO: "0",
      HOST: "127.0.0.1",
      PORT: String(place.port),
      ...env,
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (words) => (output += words));
  return { child, output: () => output, exit: once(child, "exit").then(([code]) => code) };
}

export async function untilReady(started: Started, withinMs = 180_000): Promise<void> {
  await until(() => {
    if (started.child.exitCode !== null) throw new Error(`It ended: ${started.output()}`);
    return started.output().includes("Touchline ready at");
  }, withinMs);
}

export async function until(holds: () => boolean | Promise<boolean>, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${holds}`);
    await sleep(20);
  }
}

export function pidOf(home: string, part: PartName): number | undefined {
  const file = join(home, "run", `${part}.pid`);
  return existsSync(file) ? Number(readFileSync(file, "utf8")) : undefined;
}

export function kill(pid: number | undefined): void {
  if (pid) process.kill(pid, "SIGKILL");
}

export async function isHealthy(port: number): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => undefined);
  return response?.status === 200;
}

export function environmentOf(pid: number): string {
  return readFileSync(`/proc/${pid}/environ`, "utf8");
}

/** Every living program that was started for this home, however it hides: by its environment or its command line. */
export function leftRunning(home: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid && startedAt(Number(name)))
    .map((pid) => `${readProc(pid, "cmdline")} ${readProc(pid, "environ")}`)
    .filter((words) => words.includes(home));
}

/** Ends whatever still runs and removes the files, the tables outside the home included. */
export async function clear(place: { home: string }): Promise<void> {
  for (const part of ["supervisor", "web", "worker", "postgres"] as const) {
    const pid = pidOf(place.home, part);
    if (pid && startedAt(pid)) kill(pid);
  }
  await until(() => leftRunning(place.home).length === 0, 10_000);
  const record = join(place.home, "run", "postgres.json");
  if (existsSync(record)) rmSync(JSON.parse(readFileSync(record, "utf8")).data_dir, { recursive: true, force: true });
  rmSync(place.home, { recursive: true, force: true });
}

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}
