import { type ChildProcessByStdio, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";

type Worker = ChildProcessByStdio<Writable, Readable, null>;

/** A program of one file; returns its path. Loading many of it from its sources costs more than all they do. */
export function bundle(source: string): { file: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "touchline-workers-"));
  const file = join(folder, "worker.mjs");
  const banner = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';
  const flags = ["--bundle", "--platform=node", "--format=esm", `--banner:js=${banner}`, "--log-level=warning"];
  const made = spawnSync("node_modules/.bin/esbuild", [source, ...flags, `--outfile=${file}`], { encoding: "utf8" });
  if (made.status !== 0) throw new Error(`The worker could not be bundled: ${made.stderr}`);
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export type Workers = {
  /** the next one, which begins at once; the one after it is made ready meanwhile */
  start: () => Promise<Worker>;
  /** kills whatever still runs */
  clear: () => void;
  remove: () => void;
};

/** Workers that only send, as programs of their own. */
export function bundleWorkers(env: NodeJS.ProcessEnv): Workers {
  const { file, remove } = bundle("scripts/testing/delivering-worker.ts");
  const running = new Set<Worker>();
  const load = () => {
    const worker = spawn(process.execPath, [file], { stdio: ["pipe", "pipe", "ignore"], env });
    running.add(worker);
    worker.once("exit", () => running.delete(worker));
    return worker;
  };
  let ready: Worker | undefined;
  return {
    start: async () => {
      const worker = ready ?? load();
      const begun = once(worker.stdout, "data");
      worker.stdin.end("go");
      await begun;
      ready = load();
      return worker;
    },
    clear: () => {
      for (const worker of running) worker.kill("SIGKILL");
      ready = undefined;
    },
    remove,
  };
}
