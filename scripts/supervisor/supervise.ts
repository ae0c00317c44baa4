import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { RoleUrls } from "@/db/bootstrap";
import { tryFileLock } from "@/db/file-lock";
import { type Home, openSecrets } from "@/db/home";
import { migrate } from "@/db/migrate";
import { demoPassword, demoSignIns } from "@/lib/demo/sign-ins";
import {
  isDemoWhole,
  listDemoOrganizations,
  openDatabase,
  passwordsOf,
  portChanged,
  productEnvironment,
} from "@/scripts/supervisor/database";
import { type Kept, keepAlive, type Launch, runOnce } from "@/scripts/supervisor/keep-alive";
import { type KeptDatabase, keepDatabase } from "@/scripts/supervisor/keep-database";
import { openLog } from "@/scripts/supervisor/log-lines";
import { endOrphans, removePid, writePid } from "@/scripts/supervisor/pid-files";
import { refuseTakenPort, waitUntilHealthy } from "@/scripts/supervisor/readiness";

export type Web = {
  /** what must be there before the web can start; runs beside the database's start */
  prepare: (home: Home, say: (line: string) => void, signal: AbortSignal) => Promise<void>;
  launch: (env: NodeJS.ProcessEnv, port: number, host: string) => Launch;
};

type Running = { urls?: RoleUrls; database?: KeptDatabase; parts: Kept[] };

/** Brings Touchline up, keeps it up until a signal, takes it down. Resolves to the exit code. */
export async function supervise(home: Home, web: Web): Promise<number> {
  const lock = await tryFileLock(join(home.run, "supervisor.lock"));
  if ("heldBy" in lock) {
    console.error(`Touchline already runs from ${home.root} (pid ${lock.heldBy}); stop it with: kill ${lock.heldBy}`);
    return 1;
  }
  const log = openLog(home, "supervisor");
  const say = (line: string) => {
    console.error(`touchline: ${line}`);
    log.write("info", line);
  };
  const stopping = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => stopping.abort());
  writePid(home, "supervisor", process.pid);
  const running: Running = { parts: [] };
  let code = 0;
  const upAndRunning = bringUp(home, web, running, say, stopping.signal);
  try {
    await upAndRunning;
    if (!stopping.signal.aborted) await new Promise((stop) => stopping.signal.addEventListener("abort", stop));
  } catch (error) {
    if (!stopping.signal.aborted) {
      say(error instanceof Error ? error.message : String(error));
      code = 1;
    }
    stopping.abort();
  }
  await takeDown(running);
  removePid(home, "supervisor");
  lock.release();
  log.close();
  return code;
}

async function bringUp(home: Home, web: Web, running: Running, say: (line: string) => void, signal: AbortSignal) {
  const port = Number(process.env.PORT || 3000);
  const ended = await endOrphans(home);
  if (ended.length > 0) say(`ended what an earlier run left behind: ${ended.join(", ")}`);
  await refuseTakenPort(port, process.env.HOST || "127.0.0.1");

  const both = await Promise.allSettled([openAndMigrate(home, running, say), web.prepare(home, say, signal)]);
  for (const one of both) if (one.status === "rejected") throw one.reason;
  signal.throwIfAborted();
  const urls = () => currentUrls(home, running);
  await seedDemo(home, urls(), say, signal);
  const demo = await listDemoOrganizations(urls());
  const host = process.env.HOST || (demo.length > 0 ? "127.0.0.1" : "0.0.0.0");
  signal.throwIfAborted();

  const environment = () => productEnvironment(home, urls());
  running.parts.push(
    keepAlive(home, "web", () => web.launch(environment(), port, host), say),
    keepAlive(home, "worker", () => ({ ...nodeScript("scripts/worker.ts"), env: environment() }), say),
  );
  const everywhere = ["127.0.0.1", "0.0.0.0", "::", "localhost"].includes(host);
  await waitUntilHealthy(`http://${everywhere ? "127.0.0.1" : host}:${port}`, say, signal);
  announce(`http://${everywhere ? "localhost" : host}:${port}`, demo);
}

async function openAndMigrate(home: Home, running: Running, say: (line: string) => void): Promise<void> {
  const { urls, embedded } = await openDatabase(home);
  running.urls = urls;
  if (embedded) {
    const restartParts = () => {
      for (const part of running.parts) part.restart();
    };
    running.database = keepDatabase(home, embedded, restartParts, say);
  }
  const { applied } = await migrate(urls.owner);
  if (applied.length > 0) say(`migrated: ${applied.join(", ")}`);
}

// A restarted embedded server may have had to take another port.
function currentUrls(home: Home, running: Running): RoleUrls {
  if (!running.urls) throw new Error("The database is not open");
  if (!running.database) return running.urls;
  return portChanged(running.urls, running.database.port(), passwordsOf(openSecrets(home)));
}

async function seedDemo(home: Home, urls: RoleUrls, say: (line: string) => void, signal: AbortSignal): Promise<void> {
  const script = "scripts/seed-demo.ts";
  if (process.env.TOUCHLINE_DEMO === "0" || !existsSync(script)) return;
  if (await isDemoWhole(urls)) return;
  say("telling the demo's story (TOUCHLINE_DEMO=0 for an empty house)");
  const code = await runOnce(home, "seed", { ...nodeScript(script), env: productEnvironment(home, urls) }, signal);
  signal.throwIfAborted();
  if (code !== 0) throw new Error(`The demo could not be made; see ${join(home.logs, "seed.log")}`);
}

function announce(address: string, demo: string[]): void {
  console.log(`Touchline ready at ${address}`);
  for (const slug of demo) {
    const emails = demoSignIns.filter((one) => one.organization === slug).map((one) => one.email);
    console.log(`  ${slug}: ${emails.join(", ")} · password ${demoPassword}`);
  }
}

// The web and the worker first, so that nobody asks a database that is gone. Together at most 4.5 s of the 5 s promised.
async function takeDown(running: Running): Promise<void> {
  await Promise.all(running.parts.map((part) => part.stop()));
  await Promise.race([running.database?.stop(), sleep(2300)]);
}

function nodeScript(script: string): { command: string; args: string[] } {
  return { command: process.execPath, args: ["--import", "tsx", script] };
}
