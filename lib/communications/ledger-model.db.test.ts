import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { createLead } from "@/lib/leads/create-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { changeSettings } from "@/lib/settings/change-settings";
import { logContact } from "./log-contact";
import { markResponded } from "./mark-responded";

const { admin } = await testDatabase();
const runs = Number(process.env.TOUCHLINE_TEST_SIZE ?? "0.1") >= 1 ? 500 : 50;
const start = Date.parse("2026-03-02T09:00:00Z");
const minute = 60_000;
const day = 1440 * minute;

let org: MintedOrganization;
beforeAll(async () => {
  org = await mintOrganization();
  // The model knows windows, not how many touches are too many.
  await changeSettings(org.admin, { "guard.touches.limit": 0 });
});

// ---- what people do

type Who = "rep1" | "rep2" | "manager";
type Log = {
  op: "log";
  who: Who;
  method: "email" | "call" | "meeting";
  direction: "outbound" | "inbound";
  /** minutes before the moment of logging; null: not said */
  ago: number | null;
  already: boolean | undefined;
  /** minutes after the touch that they answered; null: answered, no time said; undefined: not answered */
  answered: number | null | undefined;
  reason: string | undefined;
};
type Mark = { op: "mark"; touch: number; responded: boolean; after: number | null };
type Move = { op: "move"; to: number };
type Wait = { op: "wait"; minutes: number };
type Op = Log | Mark | Move | Wait;

const minutesAgo = fc.oneof(
  fc.constant(null),
  fc.constant(0),
  fc.constant(1),
  fc.integer({ min: 2, max: 14 * 1440 }),
  fc.constant(-7),
);
const op: fc.Arbitrary<Op> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      op: fc.constant("log" as const),
      who: fc.constantFrom<Who>("rep1", "rep2", "manager"),
      method: fc.constantFrom("email" as const, "call" as const, "meeting" as const),
      direction: fc.constantFrom("outbound" as const, "outbound" as const, "inbound" as const),
      ago: minutesAgo,
      already: fc.constantFrom(undefined, undefined, true, false),
      answered: fc.oneof(
        fc.constant(undefined),
        fc.constant(undefined),
        fc.constant(null),
        fc.integer({ min: -5, max: 3000 }),
      ),
      reason: fc.constantFrom(undefined, "she asked us to call again", "short"),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      op: fc.constant("mark" as const),
      touch: fc.nat(30),
      responded: fc.boolean(),
      after: fc.oneof(fc.constant(null), fc.integer({ min: -5, max: 3000 })),
    }),
  },
  { weight: 1, arbitrary: fc.record({ op: fc.constant("move" as const), to: fc.nat(9) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      op: fc.constant("wait" as const),
      minutes: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 600, max: 9 * 1440 })),
    }),
  },
);

// ---- the model: product.md and contracts.md once more, over plain arrays and nothing of ours

const moves: Record<string, string[]> = {
  new: ["enriched", "contacted", "conversing", "on_ice", "unqualified"],
  enriched: ["contacted", "conversing", "on_ice", "unqualified"],
  contacted: ["conversing", "qualified", "on_ice", "lost", "unqualified"],
  conversing: ["qualified", "proposal", "on_ice", "lost", "unqualified"],
  qualified: ["proposal", "conversing", "on_ice", "lost"],
  proposal: ["qualified", "on_ice", "lost"],
  on_ice: ["contacted", "conversing", "qualified", "lost", "unqualified"],
  lost: ["on_ice", "conversing"],
  unqualified: ["new"],
  converted: [],
};
const statuses = Object.keys(moves);

type ModelTouch = { id: string; direction: string; method: string; who: string; at: number; repliedAt: number | null };
type Slot = { method: string; from: number; to: number; who: string };
type History = { from: string; to: string; trigger: string; at: number; seconds: number };
type Model = { now: number; status: string; since: number; touches: ModelTouch[]; slots: Slot[]; history: History[] };

function moveIn(model: Model, to: string, trigger: string): void {
  model.history.push({ from: model.status, to, trigger, at: model.now, seconds: (model.now - model.since) / 1000 });
  model.status = to;
  model.since = model.now;
}

function touchedIn(model: Model, direction: string, responded: boolean): void {
  if (direction === "outbound" && ["new", "enriched", "on_ice"].includes(model.status))
    moveIn(model, "contacted", "log");
  if ((direction === "inbound" || responded) && ["new", "enriched", "contacted", "on_ice"].includes(model.status))
    moveIn(model, "conversing", "reply");
}

/** When the touch is taken to have been, also of one that is refused; and whether it has happened, so that nothing is asked. */
function momentIn(model: Model, { direction, ago, already }: Log): { happened: boolean; at: number } {
  const said = model.now - (ago ?? 0) * minute;
  const happened = direction === "inbound" || already === true || model.now - said > minute;
  return { happened, at: happened && said < model.now ? said : model.now };
}

/** The refusal's code, or where the touch lies in time. */
function logIn(model: Model, log: Log): { code: string } | { at: number; repliedAt: number | null } {
  const { who, method, direction, ago, already, answered, reason } = log;
  if (model.now - (ago ?? 0) * minute > model.now + 5 * minute) return { code: "INVALID" };
  if (direction === "inbound" && already === false) return { code: "INVALID" };
  const { happened, at } = momentIn(model, log);
  let repliedAt: number | null = null;
  if (answered !== undefined) {
    if (direction === "inbound") return { code: "INVALID" };
    repliedAt = answered === null ? at : at + answered * minute;
    if (repliedAt < at || repliedAt > model.now) return { code: "INVALID" };
  }
  if (direction === "outbound") {
    const near = model.slots.filter(
      (slot) => slot.method === method && slot.from < at + day && slot.to > at && slot.to > slot.from,
    );
    if (!happened) {
      if (reason !== undefined && reason.trim().length < 10) return { code: "INVALID" };
      const mine = (other: { who: string }) => method === "call" && other.who === who;
      const hard = near.some((slot) => !mine(slot));
      const last = model.touches
        .filter((one) => one.direction === "outbound" && one.method === method && one.at > at - 7 * day && one.at <= at)
        .toSorted((a, b) => b.at - a.at || (b.id > a.id ? 1 : -1))[0];
      const soft = last !== undefined && !mine(last);
      if (hard && (who !== "manager" || reason === undefined)) return { code: "RECENTLY_CONTACTED" };
      if (soft && reason === undefined) return { code: "SAME_CHANNEL_RECENT" };
      for (const slot of near) slot.to = Math.max(slot.from, at);
      model.slots.push({ method, from: at, to: at + day, who });
    } else if (near.length === 0) model.slots.push({ method, from: at, to: at + day, who });
  }
  return { at, repliedAt };
}

function markIn(
  model: Model,
  { touch, responded, after }: Mark,
): { code: string } | { index: number; at: number | null } {
  const index = touch % model.touches.length;
  const one = model.touches[index];
  if (!one || one.direction === "inbound") return { code: "INVALID" };
  if (!responded) return after === null ? { index, at: null } : { code: "INVALID" };
  const at = after === null ? (one.repliedAt ?? model.now) : one.at + after * minute;
  return after !== null && (at < one.at || at > model.now) ? { code: "INVALID" } : { index, at };
}

function summaryOf(model: Model) {
  const attempts = model.touches
    .filter((one) => one.direction === "outbound")
    .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const answers = model.touches
    .flatMap((one) => (one.direction === "inbound" ? [one.at] : one.repliedAt === null ? [] : [one.repliedAt]))
    .toSorted((a, b) => a - b);
  const [first, last] = [attempts[0], attempts.at(-1)];
  const answer = answers.find((one) => first && one >= first.at);
  const lastAnswer = answers.at(-1);
  const activity = [...model.touches.map((one) => one.at)];
  return {
    status: model.status,
    contact_count: attempts.length,
    first_contacted_at: first?.at ?? null,
    last_contacted_at: last?.at ?? null,
    last_contact_channel: last?.method ?? null,
    last_contacted_by: last ? org[last.who as Who].actor.userId : null,
    last_communication_id: last?.id ?? null,
    reply_count: answers.length,
    last_response_at: lastAnswer ?? null,
    first_response_seconds: first && answer !== undefined ? (answer - first.at) / 1000 : null,
    last_activity_at: activity.length > 0 ? Math.max(...activity) : null,
    awaiting_reply: last !== undefined && (lastAnswer === undefined || lastAnswer < last.at),
    needs_reply: lastAnswer !== undefined && (last === undefined || lastAnswer >= last.at),
  };
}

// ---- the product beside it

type Pair = { model: Model; lead: string };

let people = 0;

async function newPair(status = "new"): Promise<Pair> {
  const model: Model = { now: start, status: "new", since: start, touches: [], slots: [], history: [] };
  // A person of their own: one address in two leads would be one slot.
  const nth = ++people;
  const given = { last_name: "Doe", email: `p@company${nth}.example`, phone: `+1212${5_550_000 + nth}` };
  const { id } = await createLead(moment(org.rep1, model), given);
  if (status !== "new") await admin`update leads set status = ${status} where id = ${id}`;
  model.status = status;
  return { model, lead: id };
}

async function play({ model, lead }: Pair, one: Op): Promise<void> {
  if (one.op === "wait") model.now += one.minutes * minute;
  if (one.op === "log") {
    const expected = logIn(model, one);
    const { method, direction, ago, already, answered, reason } = one;
    const touchAt = momentIn(model, one).at;
    const outcome = await codeOf(
      logContact(moment(org[one.who], model), {
        lead_id: lead,
        method,
        direction,
        already_happened: already,
        override_reason: reason,
        occurred_at: ago === null ? undefined : iso(model.now - (ago ?? 0) * minute),
        responded: answered === undefined ? undefined : true,
        response_at: typeof answered === "number" ? iso(touchAt + answered * minute) : undefined,
      }),
    );
    if ("code" in expected) return expect(outcome).toEqual({ code: expected.code });
    if ("code" in outcome) throw new Error(`refused: ${JSON.stringify(outcome)}`);
    model.touches.push({ id: outcome.done.id, direction, method, who: one.who, ...expected });
    touchedIn(model, direction, expected.repliedAt !== null);
  }
  if (one.op === "mark" && model.touches.length > 0) {
    const expected = markIn(model, one);
    const touch = model.touches[one.touch % model.touches.length];
    const said = one.after === null ? undefined : iso((touch?.at ?? 0) + one.after * minute);
    const outcome = await codeOf(
      markResponded(moment(org.rep1, model), { contact_id: touch?.id, responded: one.responded, response_at: said }),
    );
    if ("code" in expected) return expect(outcome).toEqual({ code: expected.code });
    expect(outcome).toMatchObject({
      done: { responded: one.responded, response_at: expected.at === null ? null : iso(expected.at) },
    });
    if (touch && touch.repliedAt !== expected.at) {
      touch.repliedAt = expected.at;
      if (expected.at !== null) touchedIn(model, "none", true);
    }
  }
  if (one.op === "move") {
    const to = statuses[one.to] ?? "new";
    if (to === model.status) return;
    const outcome = await codeOf(
      updateLead(moment(org.admin, model), { lead_id: lead, status: to, status_reason: "said so" }),
    );
    const allowed = moves[model.status]?.includes(to);
    expect("code" in outcome ? outcome.code : "done").toBe(allowed ? "done" : "STATUS_NOT_ALLOWED");
    if (allowed) moveIn(model, to, "user");
  }
}

/** The row, the history and the recount are what the model says. */
async function agree({ model, lead }: Pair): Promise<void> {
  const before = await rowOf(lead);
  expect(before).toMatchObject(summaryOf(model));
  const history =
    await admin`select from_status as "from", to_status as "to", trigger, (extract(epoch from at) * 1000)::float8 as at, seconds_in_previous::int as seconds
    from lead_status_history where lead_id = ${lead} order by at, id`;
  expect([...history].map((row) => ({ ...row }))).toEqual(model.history);
  await admin.begin(async (tx) => {
    await tx`select set_config('app.org_id', ${org.orgId}, true)`;
    await tx`select recompute_lead_summary(array[${lead}]::uuid[])`;
  });
  expect(await rowOf(lead)).toEqual(before);
}

async function rowOf(lead: string): Promise<Record<string, unknown>> {
  const [row] = await admin`select * from leads where id = ${lead}`;
  const plain = Object.entries({ ...row }).map(([name, value]) => [
    name,
    value instanceof Date
      ? value.getTime()
      : typeof value === "string" && name === "first_response_seconds"
        ? Number(value)
        : value,
  ]);
  return Object.fromEntries(plain);
}

const moment = (ctx: Context, model: Model): Context => ({ ...ctx, now: new Date(model.now) });
const iso = (at: number) => new Date(at).toISOString();
const codeOf = <T>(work: Promise<T>): Promise<{ done: T } | { code: string }> =>
  work.then(
    (done) => ({ done }),
    (error: unknown) => {
      if (error instanceof AppError) return { code: error.code };
      throw error;
    },
  );

describe("status, summary and history", { timeout: 600_000 }, () => {
  it("are those of the model after any story", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(op, { minLength: 1, maxLength: 14 }), async (story) => {
        const pair = await newPair();
        for (const one of story) await play(pair, one);
        await agree(pair);
      }),
      { numRuns: runs },
    );
  });

  const logs: Omit<Log, "op" | "who" | "method" | "answered" | "reason">[] = [
    { direction: "outbound", ago: null, already: undefined },
    { direction: "outbound", ago: null, already: true },
    { direction: "outbound", ago: 3000, already: undefined },
    { direction: "inbound", ago: null, already: undefined },
    { direction: "inbound", ago: 3000, already: true },
  ];
  const answers: [string, Pick<Log, "answered">, Mark[]][] = [
    ["not answered", { answered: undefined }, []],
    ["answered when logged", { answered: null }, []],
    ["marked later", { answered: undefined }, [{ op: "mark", touch: 0, responded: true, after: null }]],
    [
      "marked and taken back",
      { answered: undefined },
      [
        { op: "mark", touch: 0, responded: true, after: 5 },
        { op: "mark", touch: 0, responded: false, after: null },
      ],
    ],
    [
      "answered when logged and taken back",
      { answered: null },
      [{ op: "mark", touch: 0, responded: false, after: null }],
    ],
  ];
  it.each(statuses)("are those of the model for every kind of touch on a lead that is %s", async (status) => {
    for (const log of logs) {
      for (const [, answered, marks] of answers) {
        const pair = await newPair(status);
        const story: Op[] = [
          { op: "wait", minutes: 90 },
          { op: "log", who: "rep1", method: "email", reason: undefined, ...log, ...answered },
          { op: "wait", minutes: 10 },
          ...marks,
        ];
        for (const one of story) await play(pair, one);
        await agree(pair);
      }
    }
  });
});
