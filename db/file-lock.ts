import { execFileSync } from "node:child_process";
import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

export type FileLock = { release(): void };

/** Takes the lock or says which living program holds it. A lock whose holder is gone is broken. */
export async function tryFileLock(file: string): Promise<FileLock | { heldBy: number }> {
  const mine = `${process.pid} ${startedAt(process.pid)}\n`;
  for (;;) {
    if (createOnce(file, mine)) return { release: () => releaseIfMine(file, mine) };
    const seen = readOrEmpty(file);
    const [pid = 0, started] = seen.trim().split(/ (.*)/, 2);
    if (Number(pid) > 0 && startedAt(Number(pid)) === started) return { heldBy: Number(pid) };
    if (!breakStale(file, seen)) await sleep(30);
  }
}

export async function waitForFileLock(file: string, timeoutMs: number): Promise<FileLock> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const lock = await tryFileLock(file);
    if ("release" in lock) return lock;
    if (performance.now() > deadline) throw new Error(`${file} is held by the running program ${lock.heldBy}`);
    await sleep(100);
  }
}

/** When this pid started, as the system tells it; empty when there is no such program or it is only a zombie. A pid alone is reused. */
export function startedAt(pid: number): string {
  if (process.platform === "linux") return startedOnLinux(pid);
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
}

function startedOnLinux(pid: number): string {
  const stat = readOrEmpty(`/proc/${pid}/stat`);
  // The second field is the program's name in brackets and may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" || fields[0] === "X" ? "" : (fields[19] ?? "");
}

function createOnce(file: string, text: string): boolean {
  const draft = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  writeFileSync(draft, text);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

// Only one program at a time may remove a stale lock, and only while it still reads as it was judged:
// otherwise the second remover deletes the lock that the first has just taken.
function breakStale(file: string, seen: string): boolean {
  const guard = `${file}.breaking`;
  if (!createOnce(guard, "")) {
    const age = ageOf(guard);
    if (age > 5000) rmSync(guard, { force: true });
    return false;
  }
  if (readOrEmpty(file) === seen) rmSync(file, { force: true });
  rmSync(guard, { force: true });
  return true;
}

function releaseIfMine(file: string, mine: string): void {
  if (readOrEmpty(file) === mine) rmSync(file, { force: true });
}

function ageOf(file: string): number {
  try {
    return Date.now() - statSync(file).mtimeMs;
  } catch {
    return 0;
  }
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
