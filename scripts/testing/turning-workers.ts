import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { bundle } from "@/scripts/testing/delivering-workers";

type Worker = { child: ChildProcessByStdio<Writable, Readable, null>; ask: (line: string) => Promise<string> };

export type TurningWorkers = {
  /** Two do what is due at this moment; `kill`: one of them is killed after so many milliseconds. Returns what went wrong. */
  turn: (line: string, kill?: { which: number; afterMs: number }) => Promise<string[]>;
  remove: () => void;
};

/** Two workers at once, programs of their own, whose clock is told; a third is made ready for the next that is killed. */
export async function startTurningWorkers(env: NodeJS.ProcessEnv): Promise<TurningWorkers> {
  const { file, remove } = bundle("scripts/testing/turning-worker.ts");
  const load = () => loadWorker(file, env);
  const pair = await Promise.all([load(), load()]);
  let spare = load();
  return {
    turn: async (line, kill) => {
      const timer = kill && setTimeout(() => pair[kill.which]?.child.kill("SIGKILL"), kill.afterMs);
      const answers = await Promise.all(pair.map((worker) => worker.ask(line)));
      clearTimeout(timer);
      for (const [nth, { child }] of pair.entries()) {
        if (child.exitCode === null && child.signalCode === null) continue;
        pair[nth] = await spare;
        spare = load();
      }
      return answers.filter((answer) => answer !== "done" && answer !== "killed");
    },
    remove: () => {
      for (const { child } of pair) child.kill("SIGKILL");
      spare.then(({ child }) => child.kill("SIGKILL"));
      remove();
    },
  };
}

async function loadWorker(file: string, env: NodeJS.ProcessEnv): Promise<Worker> {
  const child = spawn(process.execPath, [file], { stdio: ["pipe", "pipe", "inherit"], env });
  const gone = once(child, "exit").then(() => "killed");
  // A line to one that was just killed is lost.
  child.stdin.on("error", () => {});
  const lines = createInterface({ input: child.stdout });
  await Promise.race([once(lines, "line"), gone]);
  const ask = async (line: string) => {
    const answer = once(lines, "line").then(([text]) => String(text));
    child.stdin.write(`${line}\n`);
    return Promise.race([answer, gone]);
  };
  return { child, ask };
}
