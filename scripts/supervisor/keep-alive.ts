import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Home } from "@/db/home";
import { openLog } from "@/scripts/supervisor/log-lines";
import { endGroup, type Part, removePid, writePid } from "@/scripts/supervisor/pid-files";

export type Launch = { command: string; args: string[]; env: NodeJS.ProcessEnv; cwd?: string };
export type Kept = { restart: () => void; stop: () => Promise<void> };

/** Starts this part and starts it again whenever it ends: at once, and ever later up to 30 s when it does not stay up. */
export function keepAlive(home: Home, part: Part, launch: () => Launch, say: (line: string) => void): Kept {
  const log = openLog(home, part);
  const stopping = new AbortController();
  let child: ChildProcess | undefined;

  const live = async () => {
    child = startPart(home, part, launch());
    log.follow(child.stdout, "info");
    log.follow(child.stderr, "error");
    return ending(child);
  };
  const kept = (async () => {
    const backOff = newBackOff();
    while (!stopping.signal.aborted) {
      // A full disk or a vanished home must not end the supervision itself.
      const how = await live().catch(wordsOf);
      if (stopping.signal.aborted) break;
      const pause = backOff();
      log.write("error", `${part} ended (${how}); starting it again in ${pause} ms`);
      say(`${part} ended (${how}); starting it again${pause ? ` in ${pause / 1000} s` : ""}`);
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();

  return {
    restart: () => {
      if (child?.pid) void endGroup(child.pid, 1500);
    },
    stop: async () => {
      stopping.abort();
      if (child?.pid) await endGroup(child.pid, 2200);
      await kept;
      removePid(home, part);
      log.close();
    },
  };
}

/** Runs a part once, to its end; its words go to its log. Aborting ends it. */
export async function runOnce(home: Home, part: Part, launch: Launch, signal: AbortSignal): Promise<number> {
  const log = openLog(home, part);
  const child = startPart(home, part, launch);
  const end = () => {
    if (child.pid) void endGroup(child.pid, 1000);
  };
  signal.addEventListener("abort", end, { once: true });
  log.follow(child.stdout, "info");
  log.follow(child.stderr, "error");
  await ending(child);
  signal.removeEventListener("abort", end);
  removePid(home, part);
  log.close();
  return child.exitCode ?? 1;
}

/** How long to wait before each next start. Whoever stayed up for 3 s starts at once, and so does a first failure. */
export function newBackOff(now: () => number = () => performance.now()): () => number {
  let failures = 0;
  let startedAt = now();
  return () => {
    failures = now() - startedAt > 3000 ? 0 : failures + 1;
    const pause = failures <= 1 ? 0 : Math.min(30_000, 250 * 2 ** (failures - 2));
    startedAt = now() + pause;
    return pause;
  };
}

// Its own group: Ctrl-C reaches the supervisor only, and the part's own children end with it.
function startPart(home: Home, part: Part, { command, args, env, cwd }: Launch): ChildProcess {
  const child = spawn(command, args, {
    cwd,
    env: { ...env, TOUCHLINE_PART: part },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (child.pid) writePid(home, part, child.pid);
  return child;
}

async function ending(child: ChildProcess): Promise<string> {
  try {
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    return child.signalCode ?? `exit ${child.exitCode}`;
  } catch (error) {
    return wordsOf(error);
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
