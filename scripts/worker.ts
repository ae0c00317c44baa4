import { setMaxListeners } from "node:events";
import { closePools } from "@/db/client";
import { refuseUnsafeRoles } from "@/lib/core/role-check";
import { runWorker } from "@/lib/worker/run-worker";

/** The worker as a program of its own, started and watched by the supervisor. SIGTERM lets running work end. */
const stopping = new AbortController();
// Each part of the worker listens; Node takes more than ten for a leak.
setMaxListeners(100, stopping.signal);
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => stopping.abort());

print("info", "worker started");
await refuseUnsafeRoles((reason) => {
  print("error", reason);
  process.exit(1);
});
await runWorker({ signal: stopping.signal, warn: (error) => print("error", wordsOf(error)) });
await closePools();
print("info", "worker stopped");
process.exit(0);

function print(level: "info" | "error", msg: string): void {
  console.log(JSON.stringify({ level, time: new Date().toISOString(), name: "worker", msg }));
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
