import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startedAt } from "@/db/file-lock";
import { type Home, writeByRename } from "@/db/home";

/** The programs of one Touchline. Each child is told its part by TOUCHLINE_PART, by which an orphan is recognised. */
export type Part = "web" | "worker" | "build" | "seed";

export function writePid(home: Home, part: Part | "supervisor", pid: number): void {
  writeByRename(pidFile(home, part), `${pid}\n`);
}

export function removePid(home: Home, part: Part | "supervisor"): void {
  rmSync(pidFile(home, part), { force: true });
}

/** What a killed supervisor left running is ended. A pid that now belongs to a stranger is left alone. */
export async function endOrphans(home: Home): Promise<Part[]> {
  const parts: Part[] = ["web", "worker", "build", "seed"];
  const ended = await Promise.all(parts.map((part) => endOrphan(home, part)));
  return parts.filter((_, index) => ended[index]);
}

/** Asks the program and its group to end, and ends it the hard way when it takes longer. */
export async function endGroup(pid: number, patienceMs: number): Promise<void> {
  const started = startedAt(pid);
  if (!started) return;
  signalGroup(pid, "SIGTERM");
  for (let waited = 0; waited < patienceMs; waited += 20) {
    if (startedAt(pid) !== started) break;
    await sleep(20);
  }
  signalGroup(pid, "SIGKILL");
  while (startedAt(pid) === started) await sleep(10);
}

async function endOrphan(home: Home, part: Part): Promise<boolean> {
  const pid = readPid(home, part);
  const ours = pid !== undefined && isPart(pid, home, part);
  if (ours) await endGroup(pid, 1500);
  removePid(home, part);
  return ours;
}

function isPart(pid: number, home: Home, part: Part): boolean {
  const environment = environmentOf(pid);
  return environment.includes(`TOUCHLINE_PART=${part}`) && environment.includes(`TOUCHLINE_HOME=${home.root}`);
}

function environmentOf(pid: number): string[] {
  try {
    if (process.platform === "linux") return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
    return execFileSync("ps", ["eww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" }).split(/\s+/);
  } catch {
    return [];
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // the group is gone
  }
}

function readPid(home: Home, part: Part): number | undefined {
  try {
    return Number(readFileSync(pidFile(home, part), "utf8")) || undefined;
  } catch {
    return undefined;
  }
}

function pidFile(home: Home, part: Part | "supervisor"): string {
  return join(home.run, `${part}.pid`);
}
