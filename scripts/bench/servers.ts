import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/db/embedded-server";
import type { Home } from "@/db/home";
import { bareSql } from "@/scripts/bench/bare-sql";
import type { BenchDatabase } from "@/scripts/bench/bench-database";
import { bench } from "@/scripts/bench/fill-database";
import { openConnection } from "@/scripts/bench/http-loop";
import { serverFile } from "@/scripts/supervisor/build";
import { productEnvironment } from "@/scripts/supervisor/database";

export type Server = { port: number; pid: number; startMs: number; stop: () => Promise<void> };

/** The web as `npm start` runs it, without the limit of requests; with `profile` it leaves its CPU profile in that folder. */
export async function startWeb(home: Home, database: BenchDatabase, profile?: string): Promise<Server> {
  const env = { ...productEnvironment(home, database.urls), TOUCHLINE_RATE_LIMIT: "off" };
  const profiling = profile ? ["--cpu-prof", `--cpu-prof-dir=${resolve(profile)}`] : [];
  return start(home, "bench-web", [...profiling, serverFile()], env, "/api/health/live");
}

/** Seals the events that logging writes, as it would beside a real web. */
export function startWorker(home: Home, database: BenchDatabase): { pid: number; stop: () => Promise<void> } {
  const env = productEnvironment(home, database.urls);
  const child = launch(home, "bench-worker", ["--import", "tsx", "scripts/worker.ts"], env);
  return { pid: child.pid ?? 0, stop: () => end(child) };
}

/** The part of the worker that sends, as a program of its own, so that nothing else that a worker does is counted with it. */
export function startSender(
  home: Home,
  database: BenchDatabase,
  smtp: string,
  profile?: string,
): { pid: number; stop: () => Promise<void> } {
  const env = { ...productEnvironment(home, database.urls), SMTP_URL: smtp, JOURNAL_IMAP_URL: "" };
  const profiling = profile ? ["--cpu-prof", `--cpu-prof-dir=${resolve(profile)}`] : [];
  const args = [...profiling, "--import", "tsx", "scripts/testing/delivering-worker.ts"];
  const child = launch(home, "bench-sender", args, env);
  return { pid: child.pid ?? 0, stop: () => end(child) };
}

/** The bare Next.js application, built beside the results once per version of its sources. */
export async function startFloor(home: Home, database: BenchDatabase): Promise<Server> {
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: "production" as const,
    NEXT_TELEMETRY_DISABLED: "1",
    FLOOR_DATABASE_URL: database.adminUrl,
    FLOOR_QUERIES: JSON.stringify(bareSql),
    FLOOR_ORGANIZATION: bench.id,
  };
  return start(home, "bench-floor", [buildFloor()], env, `/get?p=${bench.id}`);
}

function buildFloor(): string {
  const source = join(import.meta.dirname, "floor");
  const files = readdirSync(source, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const hash = createHash("sha256");
  for (const one of files) hash.update(one.name).update(readFileSync(join(one.parentPath, one.name)));
  const target = resolve("bench/.cache/floor");
  const server = join(target, ".next/standalone/bench/.cache/floor/server.js");
  const stamp = join(target, "stamp");
  const version = hash.digest("hex");
  if (existsSync(server) && existsSync(stamp) && readFileSync(stamp, "utf8") === version) return server;
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  cpSync(source, target, { recursive: true });
  const env = {
    ...process.env,
    NODE_ENV: "production" as const,
    FLOOR_ROOT: resolve("."),
    NEXT_TELEMETRY_DISABLED: "1",
  };
  const made = spawnSync(process.execPath, [resolve("node_modules/next/dist/bin/next"), "build"], {
    cwd: target,
    env,
    encoding: "utf8",
  });
  if (made.status !== 0) throw new Error(`The floor could not be built: ${made.stdout}${made.stderr}`);
  cpSync(join(target, ".next/static"), join(target, ".next/standalone/bench/.cache/floor/.next/static"), {
    recursive: true,
  });
  writeFileSync(stamp, version);
  return server;
}

async function start(home: Home, name: string, args: string[], env: NodeJS.ProcessEnv, path: string): Promise<Server> {
  const port = await freePort();
  const began = performance.now();
  const child = launch(home, name, args, { ...env, PORT: String(port), HOSTNAME: "127.0.0.1" });
  while (child.exitCode === null) {
    const answered = await firstAnswer(port, path).catch(() => false);
    if (answered)
      return { port, pid: child.pid ?? 0, startMs: Math.round(performance.now() - began), stop: () => end(child) };
    if (performance.now() - began > 60_000) break;
    await sleep(5);
  }
  await end(child);
  throw new Error(`${name} did not start; see ${join(home.logs, `${name}.log`)}`);
}

async function firstAnswer(port: number, path: string): Promise<boolean> {
  const connection = await openConnection(port);
  const answer = await connection.ask(Buffer.from(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`));
  connection.close();
  return answer.status === 200;
}

function launch(home: Home, name: string, args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  const log = openSync(join(home.logs, `${name}.log`), "a");
  return spawn(process.execPath, args, { env, stdio: ["ignore", log, log] });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((ended) => child.once("exit", ended));
  child.kill("SIGTERM");
  await Promise.race([gone, sleep(3000)]);
  child.kill("SIGKILL");
  await gone;
}
