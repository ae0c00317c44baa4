import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, expect, test } from "vitest";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { enrollLeads } from "@/lib/enrolling/enroll-leads";
import { createSequence } from "@/lib/sequences/create-sequence";

const { admin } = await testDatabase();
const size = Number(process.env.TOUCHLINE_TEST_SIZE ?? 0.05);
const [leads, kills] = [Math.round(2000 * size), Math.max(2, Math.round(20 * size))];

const running = new Set<ChildProcess>();
afterEach(() => {
  for (const one of running) one.kill("SIGKILL");
});

test(`a sequence of ${leads} people whose two workers are killed ${kills} times does each step once`, {
  timeout: 600_000,
}, async () => {
  const { orgId, rep1, admin: chief } = await mintOrganization({ calm: true });
  const steps = [
    { kind: "email", subject: "Dates", body: "Shall we say Tuesday?" },
    { kind: "wait" },
    { kind: "task", subject: "Look" },
  ];
  const sequence = await createSequence(chief, { name: "Killed", steps, publish: true });
  const made = await admin<{ id: string }[]>`
    insert into leads (org_id, id, last_name, email, owner_id)
    select ${orgId}, new_id(), 'Copy ' || i, 'c' || i || '@kill.example', ${rep1.actor.userId} from generate_series(1, ${leads}) i returning id`;
  await admin`insert into contact_points (org_id, lead_id, kind, raw, norm, is_primary) select org_id, id, 'email', email, email, true from leads where org_id = ${orgId}`;
  const ids = made.map((row) => row.id);
  for (let from = 0; from < leads; from += 500) {
    await enrollLeads(rep1, { sequence_id: sequence.id, lead_ids: ids.slice(from, from + 500) });
  }
  for (let nth = 0; nth < kills; nth++) {
    const before = await askedOf(orgId);
    const workers = [startWorker(), startWorker()];
    await expect.poll(() => askedOf(orgId), { timeout: 60_000, interval: 5 }).toBeGreaterThan(before);
    for (const worker of workers) worker.kill("SIGKILL");
    await Promise.all(workers.map((worker) => once(worker, "exit")));
  }
  startWorker();
  await expect.poll(() => askedOf(orgId), { timeout: 500_000 }).toBe(leads);
  const [counts] = await admin`
    select (select count(*)::int from communications where org_id = ${orgId} and source = 'sequence') as messages,
      (select count(distinct lead_id)::int from communications where org_id = ${orgId} and source = 'sequence') as written_to,
      (select count(distinct lead_id)::int from daily_outreach_items where org_id = ${orgId}) as asked,
      (select count(*)::int from enrollment_events v where v.org_id = ${orgId} and v.kind = 'sent') as sent`;
  expect({ ...counts }).toEqual({ messages: leads, written_to: leads, asked: leads, sent: leads });
});

function startWorker(): ChildProcess {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/worker.ts"], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

async function askedOf(orgId: string): Promise<number> {
  const [row] = await admin<
    { n: number }[]
  >`select count(*)::int as n from daily_outreach_items where org_id = ${orgId}`;
  return row?.n ?? -1;
}
