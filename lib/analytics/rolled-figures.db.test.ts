import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import { mergeLeads } from "@/lib/merges/merge-leads";
import { undoMerge } from "@/lib/merges/undo-merge";
import { listParts } from "@/lib/rollups/queries";
import { rebuildPart } from "@/lib/rollups/rebuild-part";
import { rebuildRollups } from "@/lib/rollups/rebuild-rollups";
import { getOutreachAnalytics } from "./queries";
import { listOutreachRows } from "./row-queries";
import { outreachRowsInputSchema } from "./schema";

const { admin } = await testDatabase();
const runs = Number(process.env.TOUCHLINE_TEST_SIZE ?? "0.1") >= 1 ? 1000 : 25;
// The clocks of New York went back on 1 November.
const begin = Date.parse("2026-10-20T04:00:00Z");
const hour = 3_600_000;
const people = ["rep1", "rep2", "manager"] as const;

const touch = fc.record({
  op: fc.constant("touch" as const),
  lead: fc.nat(2),
  who: fc.constantFrom(...people),
  channel: fc.constantFrom("email", "email", "call"),
  thread: fc.constantFrom(null, null, 0, 1),
  inbound: fc.constantFrom(false, false, true),
  // Thick around some days, so that what follows a touch lies on both sides of any edge.
  hours: fc.oneof(fc.integer({ min: 0, max: 24 * 45 }), fc.integer({ min: 240, max: 420 })),
  reply: fc.option(fc.integer({ min: 0, max: 24 * 20 }), { freq: 2 }),
});
const op = fc.oneof(
  { weight: 10, arbitrary: touch },
  {
    weight: 2,
    arbitrary: fc.record({
      op: fc.constant("mark" as const),
      nth: fc.nat(9),
      reply: fc.option(fc.integer({ min: 0, max: 480 })),
    }),
  },
  { weight: 2, arbitrary: fc.record({ op: fc.constant("fold" as const), most: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant("merge" as const), undone: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant("rebuild" as const) }) },
  // What was looked at is kept, and what moves afterwards is added to it.
  { weight: 4, arbitrary: fc.record({ op: fc.constant("look" as const), nth: fc.nat(2) }) },
);
type Op = typeof op extends fc.Arbitrary<infer T> ? T : never;
// Of more than 92 days the database tells sums: such a period begins or ends somewhere within a history.
const period = fc.oneof(
  { weight: 2, arbitrary: fc.record({ first: fc.nat(46), days: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ first: fc.nat(46), days: fc.constant(120) }) },
  { weight: 1, arbitrary: fc.nat(46).map((last) => ({ first: last - 120, days: 120 })) },
);
type Period = { first: number; days: number };
// A touch at a lead that was merged meanwhile, in the thread that went with it: one thread of two leads is two conversations. Found by chance.
const late = { lead: 1, who: "rep1", channel: "email", thread: 0, inbound: false, hours: 0, reply: null } as const;
const day = { first: 0, days: 0 };
const writtenPastTheMerge: [Op[], Period[]] = [
  [
    { op: "touch", ...late },
    { op: "merge", undone: false },
    { op: "fold", most: 2 },
    { op: "touch", ...late },
  ],
  [day, day, day],
];

let org: MintedOrganization;
beforeAll(async () => {
  org = await mintOrganization({ timezone: "America/New_York", calm: true });
});
const now = new Date(begin + 70 * 24 * hour);
const manager = () => at(org.manager, now);
/** Sees every lead by name, so that nothing is taken from the rollups. */
const ofLedger = (): Context => ({
  ...manager(),
  actor: { ...org.manager.actor, sees: people.map((who) => org[who].actor.userId) },
});
const dayOf = (nth: number) => new Date(begin + nth * 24 * hour).toISOString().slice(0, 10);
const daysOf = ({ first, days }: Period) => ({
  from_date: dayOf(first),
  to_date: dayOf(first + days),
  compare: "previous" as const,
});
const figuresOf = (ctx: Context, asked: object) =>
  read(ctx, "analytics:read", (tx) => getOutreachAnalytics(tx, ctx, asked));

describe("the figures out of the rollups", () => {
  it("equal those out of the ledger for any history and any days", { timeout: 7_200_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(op, { minLength: 2, maxLength: 16 }),
        fc.array(period, { minLength: 3, maxLength: 3 }),
        async (history, periods) => {
          org = await mintOrganization({ timezone: "America/New_York", calm: true });
          await live(history, periods);
          for (const one of periods) {
            const asked = daysOf(one);
            const both = [await figuresOf(manager(), asked), await figuresOf(ofLedger(), asked)];
            expect(both.map(rounded)[0]).toEqual(both.map(rounded)[1]);
            const method = { ...asked, method: "email" as const };
            expect(rounded(await figuresOf(manager(), method))).toEqual(rounded(await figuresOf(ofLedger(), method)));
            for (const [figure, count] of [
              ["conversations", both[0]?.conversations],
              ["responded", both[0]?.responded_conversations],
              ["answered", both[0]?.responded_attempts],
              ["leads", both[0]?.leads_reached],
            ] as const) {
              expect([figure, await rowsOf(asked, figure)]).toEqual([figure, count]);
            }
          }
          expect(await differences()).toBe(0);
          expect((await rebuildRollups(org.admin, {})).mended).toBe(0);
        },
      ),
      { numRuns: runs, examples: [writtenPastTheMerge] },
    );
    expect([...happened].toSorted()).toEqual(["fold", "look", "mark", "merge", "rebuild", "touch"]);
  });

  it("are made right by one rebuild, whatever they said", async () => {
    org = await mintOrganization({ timezone: "America/New_York", calm: true });
    await live([
      { op: "touch", lead: 0, who: "rep1", channel: "email", thread: null, inbound: false, hours: 50, reply: 20 },
      { op: "fold", most: 5 },
    ]);
    const asked = { from_date: dayOf(0), to_date: dayOf(30) };
    const right = rounded(await figuresOf(manager(), asked));
    expect(right).toMatchObject({ conversations: 1, responded_conversations: 1, median_response_time_hours: 20 });
    await admin`update outreach_rollups set begun = begun + 1 where org_id = ${org.orgId} and kind = 'attempts'`;
    await admin`delete from lead_outreach where org_id = ${org.orgId}`;
    expect(await differences()).toBeGreaterThan(0);
    expect((await rebuildRollups(org.admin, {})).mended).toBeGreaterThan(0);
    expect(await differences()).toBe(0);
    expect(rounded(await figuresOf(manager(), asked))).toEqual(right);
    // Hours and directions follow the daily counts, so these are wrong beside them alone; and nothing kept at all is counted anew.
    for (const spoil of [
      admin`update outreach_rollups set n = n + 1 where org_id = ${org.orgId} and kind in ('hour', 'direction')`,
      admin`delete from outreach_rollups where org_id = ${org.orgId}`,
    ]) {
      await spoil;
      expect(await differences()).toBeGreaterThan(0);
      expect((await rebuildRollups(org.admin, {})).mended).toBeGreaterThan(0);
      expect(await differences()).toBe(0);
      expect(rounded(await figuresOf(manager(), asked))).toEqual(right);
    }
  });

  it("are made right part by part, while others write and fold", async () => {
    org = await mintOrganization({ timezone: "America/New_York", calm: true });
    const leads = (await mintLeads()).toSorted();
    const write = (nth: number, hours: number) =>
      insertTouch(leads[nth % 3] ?? "", [], { ...plain, lead: nth % 3, hours, reply: hours % 2 ? 20 : null });
    for (let nth = 0; nth < 9; nth++) await write(nth, 40 + nth * 30);
    await foldSome(5000);
    await admin`delete from outreach_rollups where org_id = ${org.orgId} and n > 0`;
    await admin`delete from lead_outreach where org_id = ${org.orgId} and lead_id <> ${leads[0] ?? ""}`;
    await admin`update lead_outreach set facts = facts || facts where org_id = ${org.orgId}`;
    await admin`insert into lead_outreach (org_id, lead_id, facts) select org_id, gen_random_uuid(), facts from lead_outreach where org_id = ${org.orgId}`;
    expect(await differences()).toBeGreaterThan(0);
    const parts = await read(org.admin, "analytics:read", (tx) => listParts(tx, 1));
    expect(parts.map(({ after, until }) => [after, until])).toEqual(
      [...leads, null].map((until, nth) => [leads[nth - 1] ?? null, until]),
    );
    const others = async () => {
      for (let nth = 0; nth < 9; nth++) {
        await write(nth, 45 + nth * 31);
        await foldSome(2);
      }
    };
    await Promise.all([others(), others(), ...parts.map((part) => rebuildPart(org.admin, part))]);
    expect((await rebuildRollups(org.admin, { recounted: true })).mended).toBeGreaterThan(0);
    expect(await differences()).toBe(0);
    const asked = { from_date: dayOf(0), to_date: dayOf(46) };
    expect(rounded(await figuresOf(manager(), asked))).toEqual(rounded(await figuresOf(ofLedger(), asked)));
    expect((await rebuildRollups(org.admin, {})).mended).toBe(0);
    await expect(rebuildPart(org.manager, { after: null, until: leads[0] ?? "" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });

  it.each([30, 120])("of %i days are added up once, and then only what moved", async (days) => {
    org = await mintOrganization({ timezone: "America/New_York", calm: true });
    const [lead = ""] = await mintLeads();
    const write = (hours: number, reply: number | null) =>
      insertTouch(lead, [], {
        op: "touch",
        lead: 0,
        who: "rep1",
        channel: "email",
        thread: null,
        inbound: false,
        hours,
        reply,
      });
    const asked = { from_date: dayOf(0), to_date: dayOf(days) };
    await write(50, 20);
    await foldSome(10);
    expect(await figuresOf(manager(), asked)).toMatchObject({ total_attempts: 1, median_response_time_hours: 20 });
    // Nobody told of this one, so whoever adds everything up again would find it.
    await admin`update outreach_rollups set n = n + 5 where org_id = ${org.orgId} and kind = 'attempts'`;
    expect(await figuresOf(manager(), asked)).toMatchObject({ total_attempts: 1 });
    await admin`update outreach_rollups set n = n - 5 where org_id = ${org.orgId} and kind = 'attempts'`;
    await write(80, 40);
    expect(await figuresOf(manager(), asked)).toMatchObject({ total_attempts: 2, median_response_time_hours: 30 });
    await foldSome(10);
    expect(await figuresOf(manager(), asked)).toMatchObject({ total_attempts: 2, median_response_time_hours: 30 });
    // More folded than is told of, and a process that looked long ago: both add up again.
    for (const move of [admin`null`, admin`'{}'`]) {
      await admin`insert into outreach_moves (org_id, version, facts) select ${org.orgId}, max(version) + 1, ${move} from outreach_moves where org_id = ${org.orgId}`;
      expect(await figuresOf(manager(), asked)).toMatchObject({ total_attempts: 2, conversations: 2 });
    }
    await admin`delete from outreach_moves where org_id = ${org.orgId}`;
    await write(100, 60);
    expect(rounded(await figuresOf(manager(), asked))).toEqual(rounded(await figuresOf(ofLedger(), asked)));
  });

  it("are nobody's to write", async () => {
    const tried = (text: string) => outcomeOf(org.orgId, ({ sql }) => sql.unsafe(text));
    expect(await tried("update outreach_rollups set n = 0")).toBe("42501");
    expect(await tried("delete from lead_outreach")).toBe("42501");
    expect(await tried("delete from outreach_moves")).toBe("42501");
    expect(await tried("select refresh_outreach(null)")).toBe("42501");
    expect(await tried("select tell_moves(null)")).toBe("42501");
  });

  it("stay exact while others write and fold at the same time", async () => {
    org = await mintOrganization({ timezone: "America/New_York", calm: true });
    const asked = { from_date: dayOf(0), to_date: dayOf(46) };
    const leads = await mintLeads();
    const write = async (nth: number) => {
      for (let round = 0; round < 6; round++) {
        await insertTouch(leads[nth % 3] ?? "", [], {
          op: "touch",
          lead: nth % 3,
          who: people[nth % 3] ?? "rep1",
          channel: "email",
          thread: null,
          inbound: false,
          hours: nth * 40 + round * 7,
          reply: round % 2 ? 30 : null,
        });
      }
    };
    const fold = async () => {
      for (let round = 0; round < 8; round++) {
        await foldSome(3);
        expect(await differences()).toBe(0);
      }
    };
    await Promise.all([write(0), write(1), write(2), write(3), fold(), fold()]);
    await foldSome(5000);
    expect(rounded(await figuresOf(manager(), asked))).toEqual(rounded(await figuresOf(ofLedger(), asked)));
  });
});

const plain = {
  op: "touch",
  who: "rep1",
  channel: "email",
  thread: null,
  inbound: false,
} as const;

const mintLeads = () =>
  Promise.all(
    [0, 1, 2].map(
      async (nth) => (await createLead(at(org.rep1, "2026-09-01T00:00:00Z"), { last_name: `Doe ${nth}` })).id,
    ),
  );

// Else a history in which nothing happens would pass.
const happened = new Set<string>();

async function live(history: Op[], periods: Period[] = []): Promise<void> {
  const leads = await mintLeads();
  const threads = await inOrganization(org.orgId, async ({ sql }) =>
    Promise.all(
      leads.map(async (lead) => {
        const rows = await sql<{ id: string }[]>`
          insert into threads (lead_id, channel, root_key) values (${lead}, 'email', 'a'), (${lead}, 'email', 'b') returning id`;
        return rows.map((row) => row.id);
      }),
    ),
  );
  const attempts: { id: string; at: number }[] = [];
  let merged = false;
  for (const step of history) {
    if (step.op === "touch") {
      const id = await insertTouch(leads[step.lead] ?? "", threads[step.lead] ?? [], step);
      if (!step.inbound) attempts.push({ id, at: begin + step.hours * hour });
    } else if (step.op === "mark") {
      const one = attempts[step.nth % Math.max(attempts.length, 1)];
      if (!one) continue;
      const reply = step.reply === null ? null : new Date(one.at + step.reply * hour);
      await inOrganization(
        org.orgId,
        ({ sql }) => sql`update communications set replied_at = ${reply} where id = ${one.id}`,
      );
    } else if (step.op === "fold") await foldSome(step.most);
    else if (step.op === "look") {
      const one = periods[step.nth];
      if (one) await figuresOf(manager(), daysOf(one));
    } else if (step.op === "rebuild") expect((await rebuildRollups(org.admin, {})).mended).toBe(0);
    else if (!merged) {
      await mergeLeads(org.manager, { lead_id: leads[0] ?? "", other_id: leads[1] ?? "" });
      if (step.undone) await undoMerge(org.manager, { lead_id: leads[1] ?? "" });
      else merged = true;
    }
    happened.add(step.op);
  }
}

async function insertTouch(lead: string, threads: string[], step: Extract<Op, { op: "touch" }>): Promise<string> {
  const moment = new Date(begin + step.hours * hour);
  const thread = step.channel === "email" && step.thread !== null ? (threads[step.thread] ?? null) : null;
  const reply = step.inbound || step.reply === null ? null : new Date(moment.getTime() + step.reply * hour);
  return inOrganization(org.orgId, async ({ sql }) => {
    const [row] = await sql<{ id: string }[]>`
      insert into communications (lead_id, user_id, actor_name, source, intent, channel, direction, status, thread_id, occurred_at, replied_at)
      values (${lead}, ${org[step.who].actor.userId}, 'Doe', 'api', 'happened', ${step.channel}, ${step.inbound ? "inbound" : "outbound"},
        ${step.inbound ? "received" : "logged"}, ${thread}, ${moment}, ${reply}) returning id`;
    return row?.id ?? "";
  });
}

const foldSome = (most: number) => inOrganization(org.orgId, ({ sql }) => sql`select fold_rollups(${most})`);

const differences = () =>
  inOrganization(org.orgId, async ({ sql }) => (await sql`select * from outreach_differences()`).length);

const rowsOf = (asked: { from_date: string; to_date: string }, figure: string) =>
  read(manager(), "analytics:read", async (tx) => {
    const { from_date, to_date } = asked;
    return (await listOutreachRows(tx, manager(), outreachRowsInputSchema.parse({ from_date, to_date, figure }))).total;
  });

const rounded = (answer: unknown) =>
  JSON.parse(JSON.stringify(answer), (_, value) => (typeof value === "number" ? Number(value.toPrecision(10)) : value));
