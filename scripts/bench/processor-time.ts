import { readdirSync, readFileSync } from "node:fs";
import v8 from "node:v8";
import vm from "node:vm";

// clock ticks of /proc/<pid>/stat; 100 per second on every Linux this runs on
const msPerTick = 10;

/** User and system milliseconds this process has used, all its threads included; with `children` also what it has waited for. */
export function processorMs(pid: number, { children = false } = {}): number {
  const fields = statOf(pid);
  if (!fields) return 0;
  const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15).map(Number);
  return (user + system + (children ? childUser + childSystem : 0)) * msPerTick;
}

/** A PostgreSQL server: the postmaster, its living backends, and those that have ended. */
export function serverMs(postmaster: number): number {
  const living = readdirSync("/proc").filter(
    (name) => /^\d+$/.test(name) && Number(statOf(Number(name))?.[1]) === postmaster,
  );
  return living.reduce((sum, pid) => sum + processorMs(Number(pid)), processorMs(postmaster, { children: true }));
}

export function residentMb(pid: number): number {
  const kb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Math.round(Number(kb ?? 0) / 1024);
}

/** What this process holds once nothing is left to collect: what a leak would make grow. Resident memory grows with what V8 has not collected yet. */
export function heldMb(): number {
  v8.setFlagsFromString("--expose-gc");
  const collect: unknown = vm.runInNewContext("gc");
  if (typeof collect === "function") collect();
  return Math.round(process.memoryUsage().heapUsed / 1_048_576);
}

// The fields after the name, which is in brackets and may hold spaces; the first of them is the state, then the parent.
function statOf(pid: number): string[] | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, "utf8");
    return line.slice(line.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}
