import { beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { defineCommand } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { createLead } from "@/lib/leads/create-lead";
import { lockLeads } from "@/lib/leads/store";
import { logContact } from "./log-contact";
import { markResponded } from "./mark-responded";
import { insertCommunications, type NewCommunication } from "./store";

process.env.DATABASE_POOL_SIZE = "12";
const { admin } = await testDatabase();
const rounds = Number(process.env.TOUCHLINE_TEST_SIZE ?? "0.1") >= 1 ? 200 : 25;

let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization();
});

const inputSchema = z.strictObject({
  leads: z.array(z.uuid()),
  statements: z.enum(["one", "each"]),
  lock: z.boolean(),
});
/** A batch as an import writes it: facts on several leads in the order given, in one transaction. */
const logBatch = defineCommand({
  name: "logBatch",
  permission: "communications:write",
  input: inputSchema,
  run: async (tx, { leads, statements, lock }, ctx) => {
    if (lock) await lockLeads(tx, leads);
    const rows = leads.map(
      (leadId): NewCommunication => ({
        id: newId(),
        leadId,
        userId: ctx.actor.userId,
        source: "import",
        intent: "happened",
        channel: "email",
        direction: "outbound",
        status: "logged",
        occurredAt: ctx.now,
      }),
    );
    if (statements === "one") await insertCommunications(tx, rows);
    else for (const row of rows) await insertCommunications(tx, [row]);
    return { stored: rows.length };
  },
});

describe("two batches over the same two leads in opposite order", { timeout: 120_000 }, () => {
  it.each([
    ["one statement each, in any order", { statements: "one", lock: false }, rounds, 0],
    ["a statement per lead, leads locked first as everywhere", { statements: "each", lock: true }, rounds, 0],
    [
      "a statement per lead, locks forgotten, one client each: the victim runs again",
      { statements: "each", lock: false },
      3,
      null,
    ],
  ] as const)("%s: none fails", async (_, how, count, deadlocks) => {
    const before = await deadlocksSoFar();
    for (let round = 0; round < count; round++) {
      const pair = [await lead(), await lead()];
      const each = deadlocks === null ? 1 : 3;
      await Promise.all([
        ...Array.from({ length: each }, () => logBatch(org.rep1, { leads: pair, ...how })),
        ...Array.from({ length: each }, () => logBatch(org.rep2, { leads: pair.toReversed(), ...how })),
      ]);
      const rows = await admin`select contact_count from leads where id in ${admin(pair)}`;
      expect(rows.map((row) => row.contact_count)).toEqual([2 * each, 2 * each]);
    }
    if (deadlocks !== null) expect((await deadlocksSoFar()) - before).toBe(deadlocks);
  });
});

describe("answers marked while touches are written", () => {
  it("fail never, and leave the summary that counting again gives", async () => {
    const id = await lead();
    const touch = await logContact(org.rep1, { lead_id: id, method: "email", already_happened: true });
    const tasks = Array.from({ length: rounds }, (_, nth) => [
      () => logContact(org.rep2, { lead_id: id, method: "call", already_happened: true }),
      () => markResponded(org.rep1, { contact_id: touch.id, responded: nth % 2 === 0 }),
      () => logContact(org.rep1, { lead_id: id, method: "email", direction: "inbound" }),
    ]).flat();
    await Promise.all(tasks.map((task) => task()));

    const [{ marked } = {}] =
      await admin`select replied_at is not null as marked from communications where id = ${touch.id}`;
    const before = await summaryOf(id);
    expect(before).toMatchObject({
      contact_count: 1 + rounds,
      reply_count: rounds + Number(marked),
      status: "conversing",
    });
    await admin`select set_config('app.org_id', ${org.orgId}, false), recompute_lead_summary(array[${id}]::uuid[])`;
    expect(await summaryOf(id)).toEqual(before);
  });
});

async function deadlocksSoFar(): Promise<number> {
  await admin`select pg_stat_force_next_flush()`;
  const [row] = await admin`select deadlocks::int as n from pg_stat_database where datname = current_database()`;
  return row?.n;
}

const lead = async () => (await createLead(org.rep1, { last_name: "Doe", email: `${newId()}@example.org` })).id;

async function summaryOf(id: string) {
  const [row] = await admin`select * from leads where id = ${id}`;
  return row;
}
