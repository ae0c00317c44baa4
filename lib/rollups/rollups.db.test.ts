import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { markResponded } from "@/lib/communications/mark-responded";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { read } from "@/lib/core/read";
import { erasePerson } from "@/lib/erasure/erase-person";
import { createLead } from "@/lib/leads/create-lead";
import { deleteLead } from "@/lib/leads/delete-lead";
import { mergeLeads } from "@/lib/merges/merge-leads";
import { cancelMessage } from "@/lib/sending/cancel-message";
import { queueMessage } from "@/lib/sending/queue-message";
import { foldRollups } from "./fold-rollups";
import { countTouches } from "./queries";
import { rebuildRollups } from "./rebuild-rollups";

const { admin } = await testDatabase();
const runs = Number(process.env.TOUCHLINE_TEST_SIZE ?? "0.1") >= 1 ? 1000 : 40;
// Four days after the clocks of New York went back.
const now = Date.parse("2026-11-05T12:00:00Z");
const hour = 3_600_000;
const timezone = "America/New_York";

let org: MintedOrganization;
beforeAll(async () => {
  org = await mintOrganization({ timezone, calm: true });
});

let born = 0;
let lived = 0;
const someone = () => ({ last_name: "Doe", email: `doe${++born}@people.example` });

const op = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      op: fc.constant("log" as const),
      lead: fc.nat(2),
      who: fc.constantFrom("rep1" as const, "rep2" as const, "manager" as const),
      method: fc.constantFrom("email", "call", "meeting"),
      direction: fc.constantFrom("outbound", "outbound", "inbound"),
      hours: fc.oneof(fc.integer({ min: 1, max: 24 * 40 }), fc.integer({ min: 98, max: 112 })),
      responded: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ op: fc.constant("mark" as const), touch: fc.nat(9), responded: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant("queue" as const), lead: fc.nat(2), cancel: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constantFrom("delete" as const, "erase" as const), lead: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant("merge" as const), lead: fc.nat(2), other: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constantFrom("fold" as const, "rebuild" as const) }) },
);
type Op = typeof op extends fc.Arbitrary<infer T> ? T : never;

describe("the counts of touches", () => {
  it("equal the ledger after any history: late, back-dated, marked and unmarked, cancelled, merged, deleted, erased", {
    timeout: 7_200_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(op, { minLength: 1, maxLength: 10 }), async (history) => {
        // The whole ledger is counted by hand after each: a thousand histories in one would be read a thousand times.
        if (++lived % 25 === 0) org = await mintOrganization({ timezone, calm: true });
        const leads = await Promise.all(
          [0, 1, 2].map(async () => (await createLead(at(org.rep1, "2026-09-01T00:00:00Z"), someone())).id),
        );
        const touches: string[] = [];
        for (const step of history) await live(step, leads, touches);
        expect(await differences()).toBe(0);
        expect(await counted()).toEqual(await recount());
      }),
      { numRuns: runs },
    );
    expect([...happened].toSorted()).toEqual(["delete", "erase", "fold", "log", "mark", "merge", "queue", "rebuild"]);
    await foldAll();
    expect(await counted()).toEqual(await recount());
    const [row] = await admin`select count(*)::int as n from rollup_deltas where org_id = ${org.orgId}`;
    expect(row?.n).toBe(0);
  });

  it("are exact while others write, fold and rebuild at the same time", async () => {
    const leads = await Promise.all(
      Array.from({ length: 8 }, async () => (await createLead(org.rep1, { last_name: "Doe" })).id),
    );
    const writers = leads.map(async (lead_id, nth) => {
      for (let round = 0; round < 8; round++) await log(org.rep1, { lead_id, hours: nth * 9 + round + 1 });
    });
    const others = [1, 2, 3].map(async () => {
      for (let round = 0; round < 8; round++) {
        await foldRollups(org.admin, {});
        expect(await differences()).toBe(0);
        if (round % 4 === 3) expect((await rebuildRollups(org.admin, {})).mended).toBe(0);
      }
    });
    await Promise.all([...writers, ...others]);
    await foldAll();
    expect(await counted()).toEqual(await recount());
  });

  it("are made right by one rebuild, whatever they said", async () => {
    await foldAll();
    await admin`update rollups_daily set touches = touches + 3, answered = 0 where org_id = ${org.orgId} and direction = 'outbound'`;
    await admin`delete from rollups_daily where org_id = ${org.orgId} and direction = 'inbound'`;
    expect(await differences()).toBeGreaterThan(0);
    expect((await rebuildRollups(org.admin, {})).mended).toBeGreaterThan(0);
    expect(await differences()).toBe(0);
    await foldAll();
    expect(await counted()).toEqual(await recount());
  });

  it("are nobody's to write", async () => {
    const tried = (text: string) => outcomeOf(org.orgId, ({ sql }) => sql.unsafe(text));
    expect(await tried("update rollups_daily set touches = 0")).toBe("42501");
    expect(await tried("delete from rollup_deltas")).toBe("42501");
    await expect(rebuildRollups(org.manager, {})).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("are those of the leads in sight for who sees their own alone", async () => {
    const other = await mintOrganization({ timezone, calm: true });
    for (const ctx of [other.rep1, other.rep2]) {
      const { id } = await createLead(ctx, { last_name: "Doe" });
      await log(ctx, { lead_id: id, hours: 30 });
    }
    const own = { ...other.rep1, actor: { ...other.rep1.actor, sees: [other.rep1.actor.userId] } };
    const sums = async (ctx: Context) => (await counted(ctx)).hours.reduce((sum, one) => sum + one.attempts, 0);
    expect([await sums(own), await sums(other.manager)]).toEqual([1, 2]);
  });
});

const log = (ctx: Context, { lead_id, hours, ...more }: { lead_id: string; hours: number } & Record<string, unknown>) =>
  logContact(at(ctx, new Date(now)), {
    lead_id,
    method: "email",
    occurred_at: new Date(now - hours * hour).toISOString(),
    already_happened: true,
    ...more,
  });

// Else a refusal could hide that nothing was tried.
const happened = new Set<string>();

async function live(step: Op, leads: string[], touches: string[]): Promise<void> {
  try {
    await perform(step, leads, touches);
    happened.add(step.op);
  } catch (error) {
    // Refused: a lead that is gone, a touch that cannot be marked. Nothing may have been counted.
    if (!(error instanceof AppError)) throw error;
  }
}

async function perform(step: Op, leads: string[], touches: string[]): Promise<void> {
  const leadOf = (nth: number) => leads[nth] ?? "";
  if (step.op === "log") {
    const { who, lead, method, direction, hours, responded } = step;
    const answered = direction === "outbound" && responded ? { responded } : {};
    touches.push((await log(org[who], { lead_id: leadOf(lead), hours, method, direction, ...answered })).id);
  }
  if (step.op === "mark") {
    const { touch, responded } = step;
    await markResponded(at(org.rep1, new Date(now)), { contact_id: touches[touch % touches.length] ?? "", responded });
  }
  if (step.op === "queue") {
    const { id } = await queueMessage(org.rep1, {
      lead_id: leadOf(step.lead),
      channel: "email",
      subject: "Hello",
      body_text: "Hello",
    });
    if (step.cancel) await cancelMessage(org.rep1, { id });
  }
  if (step.op === "delete") await deleteLead(org.rep1, { lead_id: leadOf(step.lead) });
  if (step.op === "erase") await erasePerson(org.admin, { lead_id: leadOf(step.lead) });
  if (step.op === "merge") await mergeLeads(org.manager, { lead_id: leadOf(step.lead), other_id: leadOf(step.other) });
  if (step.op === "fold") await foldRollups(org.admin, {});
  if (step.op === "rebuild") expect((await rebuildRollups(org.admin, {})).mended).toBe(0);
}

async function foldAll(): Promise<void> {
  for (let more = true; more; ) ({ more } = await foldRollups(org.admin, {}));
}

const differences = () =>
  read(org.admin, "analytics:read", async ({ sql }) => (await sql`select * from rollup_differences()`).length);

const period = { from: "2026-01-01", to: "2026-12-31", method: null, user: null, team: null };
const counted = (ctx: Context = org.admin) =>
  read(ctx, "analytics:read", (tx) => countTouches(tx, { ...ctx, timezone }, period));

// By other words than the product's: day and hour out of the printed local time, rows counted one by one.
async function recount() {
  const rows = await admin<{ at: Date; channel: string; direction: string; status: string; replied: boolean }[]>`
    select occurred_at as at, channel, direction, status, replied_at is not null as replied from communications
    where org_id = ${org.orgId} and counts_as_contact`;
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone: timezone,
    hour: "2-digit",
    hourCycle: "h23",
    weekday: "short",
  });
  const [hours, weekdays, directions] = [new Map(), new Map(), new Map()] as Map<string, [number, number]>[];
  const add = (map: Map<string, [number, number]> | undefined, key: string, replied: boolean) => {
    const [all, answered] = map?.get(key) ?? [0, 0];
    map?.set(key, [all + 1, answered + (replied ? 1 : 0)]);
  };
  for (const { at: moment, channel, direction, status, replied } of rows) {
    if (direction === "outbound" && !["sent", "delivered", "bounced", "logged"].includes(status)) continue;
    const parts = Object.fromEntries(clock.formatToParts(moment).map((part) => [part.type, part.value]));
    add(directions, `${channel} ${direction}`, replied);
    if (direction === "inbound") continue;
    add(hours, String(Number(parts.hour)), replied);
    add(weekdays, String(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(parts.weekday ?? "") + 1), replied);
  }
  const byKey = (map: Map<string, [number, number]> | undefined) =>
    [...(map ?? [])].toSorted(([a], [b]) => Number(a) - Number(b));
  return {
    hours: byKey(hours).map(([key, [attempts, answered]]) => ({ hour: Number(key), attempts, answered })),
    weekdays: byKey(weekdays).map(([key, [attempts, answered]]) => ({ weekday: Number(key), attempts, answered })),
    directions: [...(directions ?? [])]
      .map(([key, [touches]]) => ({ channel: key.split(" ")[0], direction: key.split(" ")[1], touches }))
      .toSorted((a, b) => `${a.channel} ${a.direction}`.localeCompare(`${b.channel} ${b.direction}`)),
  };
}
