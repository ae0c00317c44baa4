import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";
import type { Home } from "@/db/home";
import type { BenchDatabase } from "@/scripts/bench/bench-database";
import { type MailSink, startMailSink } from "@/scripts/bench/mail-sink";
import { processorMs, residentMb, serverMs } from "@/scripts/bench/processor-time";
import { row } from "@/scripts/bench/report";
import { startSender } from "@/scripts/bench/servers";
import { fillRawMessages, promiseMessages } from "@/scripts/bench/waiting-messages";

/** Per message: milliseconds of CPU of the sender and of PostgreSQL. */
export type Sent = {
  messages: number;
  doubled: number;
  perSecond: number;
  sender: number;
  postgres: number;
  mostMb: number;
};
export type Sending = { ours: Sent; raw: Sent };
type Stage = {
  home: Home;
  database: BenchDatabase;
  admin: postgres.Sql;
  postmaster: number;
  messages: number;
  profile?: string;
};

/** The part of the worker that sends, with all its checks, and a sender written by hand, each to a mail server that only counts. */
export async function measureSending(stage: Stage): Promise<Sending> {
  const sink = await startMailSink();
  try {
    await fillRawMessages(stage.admin, stage.messages);
    const raw = await measureRaw(stage, sink);
    sink.clear();
    const promised = await promiseMessages(stage.database, stage.admin, stage.messages);
    // A worker that has sent more than its database knows of takes it for a restored one, and stops.
    rmSync(join(stage.home.run, "last-sent.json"), { force: true });
    const worker = startSender(stage.home, stage.database, sink.url, stage.profile);
    const ours = await watchSender(stage, sink, worker.pid, promised).finally(worker.stop);
    return { ours, raw };
  } finally {
    await sink.stop();
  }
}

async function measureRaw(stage: Stage, sink: MailSink): Promise<Sent> {
  const file = join(import.meta.dirname, "raw-sender.ts");
  const child: ChildProcess = fork(file, [stage.database.adminUrl, sink.url], { execArgv: ["--import", "tsx"] });
  await once(child, "message");
  child.send("go");
  const sent = await watchSender(stage, sink, child.pid ?? 0, stage.messages);
  if (child.connected) child.disconnect();
  return sent;
}

/** Until nothing more arrives for three seconds, or all has. Counted from the first message on: a program's start is not its pace. */
async function watchSender(stage: Stage, sink: MailSink, pid: number, expected: number): Promise<Sent> {
  const began = performance.now();
  while (sink.received.size === 0) {
    if (performance.now() - began > 120_000) throw new Error("Nothing arrives; see the worker's log");
    await sleep(2);
  }
  const before = { sender: processorMs(pid), postgres: serverMs(stage.postmaster), arrived: sink.received.size };
  let mostMb = 0;
  while (sink.received.size < expected && performance.now() - Math.max(began, sink.lastAt()) < 10_000) {
    mostMb = Math.max(mostMb, residentMb(pid));
    await sleep(50);
  }
  const messages = sink.received.size - before.arrived;
  const used = { sender: processorMs(pid) - before.sender, postgres: serverMs(stage.postmaster) - before.postgres };
  const doubled = [...sink.received.values()].filter((times) => times > 1).length;
  const perSecond = (messages / (sink.lastAt() - sink.firstAt())) * 1000;
  return { messages, doubled, perSecond, sender: used.sender / messages, postgres: used.postgres / messages, mostMb };
}

/** The row of issue 5: at least 200 messages a second at 2 cores, and never more than 300 MB. */
export function sendingTable({ ours, raw }: Sending): string {
  const line = (name: string, one: Sent) =>
    row([
      name,
      one.messages,
      one.doubled,
      Math.round(one.perSecond),
      one.sender.toFixed(2),
      one.postgres.toFixed(2),
      one.mostMb,
    ]);
  const ratio = (of: (one: Sent) => number) => (of(ours) / of(raw)).toFixed(2);
  return [
    row(["sending", "messages", "doubled", "messages/s", "CPU ms sender", "CPU ms postgres", "most MB"]),
    row(Array.from({ length: 7 }, () => "---")),
    line("nodemailer and two statements", raw),
    line("Touchline", ours),
    row([
      "ours : by hand",
      "",
      "",
      ratio((one) => one.perSecond),
      ratio((one) => one.sender),
      ratio((one) => one.postgres),
      "",
    ]),
    row(["must", "", "0", "≥ 200", "", "", "< 300"]),
    row([
      "",
      "",
      ours.doubled === 0 ? "holds" : "**does not hold**",
      ours.perSecond >= 200 ? "holds" : "**does not hold**",
      "",
      "",
      ours.mostMb < 300 ? "holds" : "**does not hold**",
    ]),
  ].join("\n");
}
