import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, expect, test } from "vitest";
import { at, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { startBulkAction } from "@/lib/bulk-actions/start-bulk-action";

const { admin } = await testDatabase();
const size = Number(process.env.TOUCHLINE_TEST_SIZE ?? 0.08);
const [leads, kills] = [Math.round(20_000 * size), Math.max(3, Math.round(20 * size))];

let running: ChildProcess | undefined;
afterEach(() => running?.kill("SIGKILL"));

test(`a bulk change of ${leads} leads whose worker is killed ${kills} times does each lead once`, {
  timeout: 3_600_000,
}, async () => {
  const { orgId, rep1, rep2, manager } = await mintOrganization();
  await admin`
    insert into leads (org_id, id, last_name, owner_id)
    select ${orgId}, new_id(), 'Copy ' || i, ${rep1.actor.userId} from generate_series(1, ${leads}) i`;
  // It begins now: leads that came after its beginning are none of its.
  const { id } = await startBulkAction(at(manager, new Date()), {
    action: "assign",
    owner_id: rep2.actor.userId,
    filter: { owner: rep1.actor.userId },
  });
  for (let nth = 0; nth < kills; nth++) {
    const before = await doneOf(id);
    const worker = startWorker();
    // Somewhere within the next few turns, but before the end.
    await expect.poll(() => doneOf(id), { timeout: 120_000, interval: 5 }).toBeGreaterThan(before);
    worker.kill("SIGKILL");
    await once(worker, "exit");
  }
  expect(await doneOf(id)).toBeLessThan(leads);
  startWorker();
  await expect.poll(() => stateOf(id), { timeout: 500_000 }).toBe("done");
  const [counts] = await admin`
    select (select count(*)::int from lead_assignments where org_id = ${orgId}) as moves,
      (select count(*)::int from events where org_id = ${orgId} and kind = 'lead.changed' and via = 'job') as events,
      (select changed from bulk_actions where id = ${id}) as changed,
      (select count(distinct lead_id)::int from lead_assignments where org_id = ${orgId} and to_user_id = ${rep2.actor.userId}) as leads`;
  expect({ ...counts }).toEqual({ moves: leads, events: leads, changed: leads, leads });
});

function startWorker(): ChildProcess {
  running = spawn(process.execPath, ["--import", "tsx", "scripts/testing/counting-job.ts"], { stdio: "inherit" });
  return running;
}

async function doneOf(id: string): Promise<number> {
  const [row] = await admin<
    { done: number }[]
  >`select changed + unchanged + refused as done from bulk_actions where id = ${id}`;
  return row?.done ?? -1;
}

async function stateOf(id: string): Promise<string> {
  const [row] = await admin<{ state: string }[]>`select state from bulk_actions where id = ${id}`;
  return row?.state ?? "";
}
