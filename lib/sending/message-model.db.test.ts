import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { createLead } from "@/lib/leads/create-lead";
import { deleteLead } from "@/lib/leads/delete-lead";
import { restoreLead } from "@/lib/leads/restore-lead";
import { cancelMessage } from "./cancel-message";
import { queueMessage } from "./queue-message";

// TOUCHLINE_TEST_SIZE=1 tries 100,000 interleavings, 0.5 half of them, the ordinary run 1,000; each run tries others.
process.env.DATABASE_POOL_SIZE = "8";
const { admin } = await testDatabase();
const roundsPerStory = 20;
const stories = Math.max(50, Math.round(Number(process.env.TOUCHLINE_TEST_SIZE ?? 0) * 5_000));
const hour = 3_600_000;
const day = 24 * hour;

type Op =
  | { kind: "schedule"; lead: 0 | 1; hours: number }
  | { kind: "log" | "override" | "delete" | "restore"; lead: 0 | 1 }
  | { kind: "cancel"; nth: number; id?: string }
  | { kind: "opt-out" };

const lead = fc.constantFrom<0 | 1>(0, 1);
const op: fc.Arbitrary<Op> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant("schedule" as const), lead, hours: fc.integer({ min: 0, max: 60 }) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("cancel" as const), nth: fc.nat(5) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("log" as const), lead }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("override" as const), lead }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("delete" as const, "restore" as const), lead }) },
);
// An opt-out is for good: it comes once, somewhere, or never.
const story = fc.record({
  rounds: fc.array(fc.array(op, { minLength: 1, maxLength: 3 }), {
    minLength: roundsPerStory,
    maxLength: roundsPerStory,
  }),
  optOut: fc.option(fc.nat(roundsPerStory - 1)),
});

/** What the product should hold: one person with two lead rows on one address. */
type Touch = { lead: 0 | 1; status: "queued" | "logged" | "cancelled" | "blocked"; from: number; until: number };
type Model = { ids: string[]; touches: Touch[]; deleted: [boolean, boolean]; blocked: boolean };

/** So many stories share an organization; more would make each look at the whole of it dearer and test nothing new. */
const storiesPerOrganization = 50;
let org: MintedOrganization;

async function openOrganization(): Promise<void> {
  org = await mintOrganization({ calm: true });
  // Warnings have tests of their own; here only what is refused without one matters.
  await admin`update channels set soft_window_seconds = 0 where org_id = ${org.orgId}`;
}

describe("two or three people at one person at once", { timeout: 7_200_000 }, () => {
  it("whatever they do, it ends as if they had done it one after the other, and nobody writes after an opt-out", async () => {
    let interleavings = 0;
    await fc.assert(
      fc.asyncProperty(story, async ({ rounds, optOut }) => {
        if (interleavings % (storiesPerOrganization * roundsPerStory) === 0) await openOrganization();
        const real = await begin();
        let models: Model[] = [{ ids: [], touches: [], deleted: [false, false], blocked: false }];
        for (const [nth, ops] of rounds.entries()) {
          interleavings++;
          const asked = ops.map((one) => (one.kind === "cancel" ? { ...one, id: real.ids[one.nth] } : one));
          const all: Op[] = nth === optOut ? [...asked, { kind: "opt-out" }] : asked;
          const now = Date.UTC(2026, 0, 5, 9, 0) + nth * 2 * hour;
          const outcomes = await Promise.all(all.map((one) => run(real, one, now)));
          const found = await statesOf(real);
          // The orders that explain what everybody was told and what is there now; usually one is left.
          models = models.flatMap((model) =>
            ordersOf(all.map((_, place) => place)).flatMap((order) => explain(model, all, outcomes, order, now, found)),
          );
          models = [...new Map(models.map((model) => [JSON.stringify(model), model])).values()];
          if (models.length === 0)
            throw new Error(
              `No order explains ${JSON.stringify({ all, outcomes: outcomes.map((one) => one.code), found })}`,
            );
        }
        await expectOneVoice();
      }),
      { numRuns: stories },
    );
    process.stdout.write(`interleavings tried: ${interleavings}\n`);
  });
});

type Real = { leads: [string, string]; email: string; ids: string[] };
type Outcome = { code: string; id?: string };

async function begin(): Promise<Real> {
  const email = `${newId()}@example.org`;
  const mint = async () => (await createLead(org.rep1, { last_name: "Doe", email })).id;
  return { leads: [await mint(), await mint()], email, ids: [] };
}

async function run(real: Real, one: Op, now: number): Promise<Outcome> {
  const ctx = { ...org.manager, now: new Date(now), requestId: newId() };
  try {
    const done = await perform(real, one, ctx);
    if (done && (one.kind === "schedule" || one.kind === "log" || one.kind === "override")) real.ids.push(done.id);
    return { code: "ok", id: done?.id };
  } catch (error) {
    if (error instanceof AppError) return { code: error.code };
    throw error;
  }
}

async function perform(real: Real, one: Op, ctx: typeof org.manager): Promise<{ id: string } | null> {
  const lead_id = "lead" in one ? real.leads[one.lead] : "";
  switch (one.kind) {
    case "schedule": {
      const scheduled_for = new Date(ctx.now.getTime() + one.hours * hour).toISOString();
      return queueMessage(ctx, { lead_id, channel: "email", body_text: "Hi", scheduled_for });
    }
    case "log":
      return logContact(ctx, { lead_id, method: "email" });
    case "override":
      return logContact(ctx, { lead_id, method: "email", override_reason: "the board asked for it" });
    case "cancel":
      return one.id ? cancelMessage(ctx, { id: one.id }) : null;
    case "delete":
      return deleteLead(ctx, { lead_id });
    case "restore":
      return restoreLead(ctx, { lead_id });
    case "opt-out":
      return addDncEntry(ctx, { kind: "email", value: real.email, reason: "asked to stop", source: "unsubscribe" });
  }
}

const statesOf = async (real: Real) => {
  const rows = await admin<
    { id: string; status: string }[]
  >`select id, status from communications where id = any(${real.ids})`;
  return new Map(rows.map((row) => [row.id, row.status]));
};

/** The model after these steps in this order, when it says the same as everybody heard and as is there now. */
function explain(
  before: Model,
  ops: Op[],
  outcomes: Outcome[],
  order: number[],
  now: number,
  found: Map<string, string>,
): Model[] {
  const model = structuredClone(before);
  for (const place of order) {
    const [one, outcome] = [ops[place], outcomes[place]];
    if (!one || !outcome || step(model, one, now, outcome.id) !== outcome.code) return [];
  }
  const same =
    model.ids.every((id, nth) => found.get(id) === model.touches[nth]?.status) && found.size === model.ids.length;
  return same ? [model] : [];
}

function step(model: Model, one: Op, now: number, id: string | undefined): string {
  const stop = (touch: Touch, status: "cancelled" | "blocked") => Object.assign(touch, { status, until: touch.from });
  const take = (lead: 0 | 1, status: "queued" | "logged", from: number) => {
    model.touches.push({ lead, status, from, until: from + day });
    model.ids.push(id ?? "");
    return "ok";
  };
  const inTheWay = (from: number) =>
    model.touches.filter((touch) => touch.until > touch.from && touch.from < from + day && from < touch.until);
  const refusal = (lead: 0 | 1, from: number) => {
    if (model.deleted[lead]) return "NOT_FOUND";
    if (model.blocked) return "DNC_BLOCKED";
    return inTheWay(from).length > 0 ? "RECENTLY_CONTACTED" : null;
  };
  switch (one.kind) {
    case "schedule":
      return refusal(one.lead, now + one.hours * hour) ?? take(one.lead, "queued", now + one.hours * hour);
    case "log":
      return refusal(one.lead, now) ?? take(one.lead, "logged", now);
    case "override": {
      const said = refusal(one.lead, now);
      if (said && said !== "RECENTLY_CONTACTED") return said;
      for (const touch of inTheWay(now))
        if (touch.status === "queued") stop(touch, "blocked");
        else touch.until = Math.max(touch.from, now);
      return take(one.lead, "logged", now);
    }
    case "cancel": {
      const touch = model.touches[one.id ? model.ids.indexOf(one.id) : -1];
      if (!touch) return "ok";
      if (touch.status === "logged") return "NOT_FOUND";
      if (touch.status !== "queued") return "CONFLICT";
      stop(touch, "cancelled");
      return "ok";
    }
    case "delete":
      if (model.deleted[one.lead]) return "NOT_FOUND";
      model.deleted[one.lead] = true;
      for (const touch of model.touches)
        if (touch.status === "queued" && touch.lead === one.lead) stop(touch, "cancelled");
      return "ok";
    case "restore":
      if (!model.deleted[one.lead]) return "NOT_FOUND";
      model.deleted[one.lead] = false;
      return "ok";
    case "opt-out":
      model.blocked = true;
      for (const touch of model.touches) if (touch.status === "queued") stop(touch, "cancelled");
      return "ok";
  }
}

function ordersOf(places: number[]): number[][] {
  if (places.length <= 1) return [places];
  return places.flatMap((first) => ordersOf(places.filter((one) => one !== first)).map((rest) => [first, ...rest]));
}

async function expectOneVoice(): Promise<void> {
  const overlaps = await admin`
    select g.id from contact_guards g join contact_guards h on h.org_id = g.org_id and h.scope = g.scope and h.scope_key = g.scope_key
      and h.channel_group = g.channel_group and h.span && g.span and h.id > g.id where g.org_id = ${org.orgId}`;
  expect(overlaps).toEqual([]);
  const standing = await admin`
    select c.id from communications c join contact_guards g on g.org_id = c.org_id and g.communication_id = c.id
    where c.org_id = ${org.orgId} and c.status in ('cancelled', 'blocked') and not isempty(g.span)`;
  expect(standing).toEqual([]);
}
