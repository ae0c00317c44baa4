import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { startEmbedded } from "@/db/embedded";
import { openHome } from "@/db/home";
import { openBenchDatabase } from "@/scripts/bench/bench-database";
import { bench } from "@/scripts/bench/fill-database";
import { startMailSink } from "@/scripts/bench/mail-sink";
import { processorMs, residentMb, serverMs } from "@/scripts/bench/processor-time";
import { restoreDatabase } from "@/scripts/bench/restore-database";
import { promiseMessages } from "@/scripts/bench/waiting-messages";
import { productEnvironment } from "@/scripts/supervisor/database";

const [what, count = "600", ...flags] = process.argv.slice(2);
const home = openHome("bench/.cache/home");
const embedded = await startEmbedded({ home });
const db = await openBenchDatabase(home, embedded, { leads: 50000, communications: 200000 }, console.error);
const admin = postgres(db.adminUrl, { max: 1, onnotice: () => {} });
await admin`create extension if not exists pg_stat_statements`;
if (what === "prepare") {
  await restoreDatabase(admin, db.built);
  console.log(await promiseMessages(db, admin, Number(count)));
}
if (what === "run") {
  await admin.begin(async (sql) => {
    await sql`select set_config('session_replication_role', 'replica', true), set_config('app.org_id', ${bench.id}, true)`;
    await sql`delete from delivery_attempts`;
    await sql`update organizations set sending_paused_at=null, sending_paused_reason=null`;
    await sql`update communications set status = 'queued', sent_at = null, next_attempt_at = ${flags.includes("late") ? new Date(Date.now() - 3600000) : new Date()}, scheduled_for = ${flags.includes("late") ? new Date(Date.now() - 3600000) : new Date()}, provider_response = null where org_id = ${bench.id} and created_at > ${db.built} and status <> 'queued'`;
  });
  await admin`vacuum analyze communications`;
  await admin`select pg_stat_statements_reset()`;
  const sink = await startMailSink();
  (await import("node:fs")).rmSync("bench/.cache/home/run/last-sent.json", { force: true });
  const whole = flags.includes("whole");
  const args = whole
    ? ["--import", "tsx", "scripts/worker.ts"]
    : ["--import", "tsx", "scripts/testing/delivering-worker.ts"];
  const prof = flags.includes("prof") ? ["--cpu-prof", "--cpu-prof-dir=/tmp/faults-prof"] : [];
  const child = spawn(process.execPath, [...prof, ...args], {
    stdio: ["pipe", "ignore", "inherit"],
    env: { ...productEnvironment(home, db.urls), SMTP_URL: sink.url, JOURNAL_IMAP_URL: "" },
  });
  child.stdin.end("go");
  const pid = child.pid ?? 0;
  while (sink.received.size === 0) await sleep(2);
  const before = [processorMs(pid), serverMs(embedded.pid), sink.received.size] as const;
  let most = 0;
  while (sink.received.size < Number(count) - 5 && performance.now() - sink.lastAt() < 15_000) {
    most = Math.max(most, residentMb(pid));
    await sleep(20);
  }
  const n = sink.received.size - before[2];
  console.log({
    n,
    perSecond: (n / (sink.lastAt() - sink.firstAt())) * 1000,
    worker: (processorMs(pid) - before[0]) / n,
    postgres: (serverMs(embedded.pid) - before[1]) / n,
    most,
  });
  child.kill("SIGTERM");
  await once(child, "exit");
  for (const x of await admin`select calls, toplevel, round(total_exec_time::numeric) as ms, round((total_exec_time/calls)::numeric,2) as mean, rows, left(regexp_replace(query, E'[ \\n]+', ' ', 'g'),150) as q from pg_stat_statements order by total_exec_time desc limit 32`)
    console.log(x.calls, x.toplevel ? "T" : "n", x.ms, x.mean, x.rows, x.q);
}
await admin.end();
if (what === "stop") await embedded.stop();
