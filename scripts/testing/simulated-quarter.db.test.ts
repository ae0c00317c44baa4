import { afterAll, beforeAll, expect, it } from "vitest";
import { at as asAt, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { type ScriptedSmtp, startScriptedSmtp } from "@/db/testing/scripted-smtp";
import { untilAllSealed } from "@/db/testing/sealed";
import { testDatabase } from "@/db/testing/test-database";
import { addMember } from "@/lib/accounts/add-member";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { enrollLeads } from "@/lib/enrolling/enroll-leads";
import { createSequence } from "@/lib/sequences/create-sequence";
import { type Arrived, listBroken } from "@/scripts/testing/quarter-log";
import { approveSome, chanceOf, hearFromSome, type People, workByHand } from "@/scripts/testing/quarter-people";
import { startTurningWorkers, type TurningWorkers } from "@/scripts/testing/turning-workers";

const { admin } = await testDatabase();
/** At full size a quarter of 2,000 leads; `TOUCHLINE_TEST_SEEDS` for as many stories as one likes, `TOUCHLINE_TEST_SEED` to begin with. */
const size = Number(process.env.TOUCHLINE_TEST_SIZE ?? 0.012);
const [leadCount, days] = [Math.max(24, Math.round(2000 * size)), Math.max(8, Math.round(90 * size))];
const first = Number(process.env.TOUCHLINE_TEST_SEED ?? 1);
const seeds = Array.from(
  { length: Number(process.env.TOUCHLINE_TEST_SEEDS ?? (size < 0.1 ? 3 : 1)) },
  (_, nth) => first + nth,
);
const hour = 3_600_000;
const turnsADay = 2;

let server: ScriptedSmtp;
let workers: TurningWorkers;
beforeAll(async () => {
  server = await startScriptedSmtp();
  workers = await startTurningWorkers({ ...process.env, SMTP_URL: server.url, JOURNAL_IMAP_URL: "" });
});
afterAll(async () => {
  workers.remove();
  await server.stop();
});

it.each(seeds)(
  `a quarter of ${days} days with ${leadCount} leads breaks no rule: five by hand, three sequences, days, suggestions, killed workers (seed %i)`,
  { timeout: 7_200_000 },
  async (seed) => {
    const house = await openHouse(seed);
    for (let turn = 0; turn < days * turnsADay; turn++) {
      await playTurn(house, turn);
      if (process.env.TOUCHLINE_TEST_SIZE) console.error(turn, new Date().toISOString(), house.arrived.length);
    }
    const { arrived, turnedAway } = house;
    // Told together: after a long run the one must not hide the other.
    expect({
      problems: house.people.problems,
      broken: listBroken({ ...house.people.story, arrived, turnedAway }),
      lost: await listLost(house),
    }).toEqual({ problems: [], broken: [], lost: [] });
    // What was to be tried was tried.
    const { byHand, items, approved } = house.people.counts;
    expect(arrived.length).toBeGreaterThan(leadCount / 2);
    // A week of a few leads may bring no suggestion that anybody approves; a quarter does.
    const least = Math.min(byHand, items, process.env.TOUCHLINE_TEST_SIZE ? approved : items);
    expect(least).toBeGreaterThan(0);
    if (process.env.TOUCHLINE_TEST_SIZE)
      console.log({ seed, mails: arrived.length, kills: house.kills, ...house.people.counts });
  },
);

type House = {
  people: People;
  start: number;
  /** when the server first heard of a message */
  heard: Map<string, number>;
  arrived: Arrived[];
  turnedAway: Map<string, number>;
  kills: number;
};

async function openHouse(seed: number): Promise<House> {
  const org = await mintOrganization({ calm: true });
  const reps = [org.rep1, org.rep2, await addRep(org, "rep3"), await addRep(org, "rep4"), await addRep(org, "rep5")];
  const start = org.rep1.now.getTime() + 60_000;
  const leads = await mintLeads(org.orgId, reps, seed);
  for (const [nth, name] of ["North", "South", "East"].entries())
    await beginSequence(
      org,
      name,
      new Date(start),
      leads.filter((_, place) => place % 3 === nth),
    );
  const people: People = {
    org,
    reps: reps.map((ctx, nth) => ({ ctx, chance: chanceOf(seed * 10 + nth) })),
    leads,
    chance: chanceOf(seed),
    story: { optedOut: [], answered: [], touches: [] },
    problems: [],
    counts: { byHand: 0, items: 0, approved: 0 },
  };
  const house = { people, start, heard: new Map(), arrived: [], turnedAway: new Map<string, number>(), kills: 0 };
  const dead = new Set(leads.filter((lead) => lead.dead).map((lead) => lead.email));
  server.received.clear();
  server.texts.clear();
  server.heard.clear();
  server.script((to) => {
    if (dead.has(to)) {
      house.turnedAway.set(to, (house.turnedAway.get(to) ?? 0) + 1);
      return { at: "rcpt", code: 550 };
    }
    const luck = people.chance();
    if (luck < 0.04) return { at: "dot", code: 451 };
    return luck < 0.06 ? { at: "dot", cut: "reply", keep: true } : null;
  });
  return house;
}

const LINES = [
  "The evening shift at your depot plans its rounds by hand.",
  "A customer in Linz halved the empty miles with one change.",
  "Shall I send the page about cold chain licences instead?",
];

async function beginSequence(org: MintedOrganization, name: string, at: Date, some: People["leads"]): Promise<void> {
  const email = (count: number, after: number) => ({
    kind: "email",
    subject: `${name} ${count}`,
    body: `${name} ${count}: ${LINES[count]}`,
    delay_hours: after * 24,
  });
  const steps = [email(0, 0), { kind: "call", subject: "Ask", delay_hours: 48 }, email(1, 4), email(2, 5)];
  const sequence = await createSequence(org.admin, { name, steps, publish: true });
  const ids = some.map((lead) => lead.id);
  for (let from = 0; from < ids.length; from += 500)
    await enrollLeads(asAt(org.rep1, at), { sequence_id: sequence.id, lead_ids: ids.slice(from, from + 500) });
}

/** Twelve hours: what people do, then the workers, two at once, now and then one of them killed; in each third turn all at the same time. */
async function playTurn(house: House, turn: number): Promise<void> {
  const { people, start } = house;
  const { org, chance } = people;
  const now = new Date(start + (turn + 1) * (24 / turnsADay) * hour);
  const morning = turn % turnsADay === 0;
  const line = `${org.orgId} ${now.toISOString()} ${morning ? "suggest" : "-"}`;
  const kill = chance() < 0.25 ? { which: chance() < 0.5 ? 0 : 1, afterMs: 5 + chance() * 400 } : undefined;
  const together = turn % 3 === 2;
  // Whoever acts at the same moment cannot ask of a message that is leaving to know of it.
  const moment = { now, known: now.getTime() + (together ? 60_000 : 0) };
  const act = async () => {
    await workByHand(people, moment, morning);
    if (morning) await approveSome(people, admin, moment);
    await hearFromSome(people, moment);
  };
  let again = false;
  const work = async (killing?: typeof kill) => {
    const answers = await workers.turn(line, killing);
    again = answers.includes("again");
    people.problems.push(...answers.filter((answer) => answer !== "again"));
  };
  if (together) await Promise.all([act(), work(kill)]);
  else await act();
  await untilAllSealed(admin, org.orgId);
  if (!together) await work(kill);
  if (kill || together || again) {
    await untilAllSealed(admin, org.orgId);
    await work();
    if (again) people.problems.push("the database was away for two turns");
  }
  if (kill) house.kills += 1;
  await hearServer(house, now.getTime() + 20_000);
}

/** Writes down what the mail server heard and took since, by its own log, with the time of the story. */
async function hearServer({ heard, arrived }: House, at: number): Promise<void> {
  await server.quiet();
  for (const id of server.heard) if (!heard.has(id)) heard.set(id, at);
  const known = new Map(arrived.map((one) => [one.id, one]));
  for (const [id, text] of server.texts) {
    const times = server.received.get(id) ?? 0;
    const before = known.get(id);
    if (before) before.times = times;
    if (before) continue;
    const header = (name: string) => new RegExp(`^${name}: (.*)$`, "im").exec(text)?.[1]?.trim() ?? "";
    const to = /[^\s<>"]+@[^\s<>"]+/.exec(header("to"))?.[0] ?? "";
    arrived.push({ id, to, subject: header("subject"), heardAt: heard.get(id) ?? at, at, times });
  }
}

/** Leads of whom the product itself could not say where they stand, and messages that it says left and the server never saw. */
async function listLost({ people: { org }, arrived, start }: House): Promise<string[]> {
  const end = new Date(start + days * 24 * hour);
  const lost = await admin<{ line: string }[]>`
    select 'lost: ' || l.id as line from leads l where l.org_id = ${org.orgId} and not exists (select from lead_sequence_enrollments e
      where e.lead_id = l.id and (e.ended_at is not null or e.next_run_at is not null or e.awaits is not null or e.resume_at is not null))
    union all
    select 'still due: ' || e.id from lead_sequence_enrollments e where e.org_id = ${org.orgId} and e.status = 'active' and e.failures > 0`;
  const sent = await admin<{ message_id: string }[]>`
    select message_id from communications where org_id = ${org.orgId} and status = 'sent' and channel = 'email' and message_id is not null and direction = 'outbound'
      and source in ('sequence', 'batch', 'suggestion', 'composer', 'api')`;
  const log = new Set(arrived.map((one) => bare(one.id)));
  // What the server has, the ledger has, in a state that does not deny it; and nothing waits for days past its time.
  const told = await admin<{ message_id: string; status: string; late: boolean }[]>`
    select message_id, status, status = 'queued' and coalesce(next_attempt_at, scheduled_for) < ${end}::timestamptz - interval '3 days' as late
    from communications where org_id = ${org.orgId} and message_id is not null and direction = 'outbound'`;
  const states = new Map(told.map((row) => [bare(row.message_id), row.status]));
  const denied = arrived.filter(({ id }) => !admitted.includes(states.get(bare(id)) ?? ""));
  const late = told.filter((row) => row.late);
  const missing = sent.filter((row) => !log.has(bare(row.message_id)));
  return [
    ...lost.map((row) => row.line),
    ...missing.map((row) => `never arrived: ${row.message_id}`),
    ...denied.map(({ id }) => `arrived, and the ledger says ${states.get(bare(id)) ?? "nothing"}: ${id}`),
    ...late.map((row) => `waits past its time: ${row.message_id}`),
  ];
}

/** States of a message that the server may have. */
const admitted = ["sending", "sent", "delivered", "bounced", "unknown"];

/** A Message-ID without its brackets. */
const bare = (id: string) => id.replace(/^<|>$/g, "");

async function addRep({ orgId, slug, rep1 }: MintedOrganization, name: string): Promise<Context> {
  const visitor = { now: rep1.now, requestId: newId() };
  const member = { org_id: orgId, email: `${name}@${slug}.example`, name, role: "rep" };
  const { user_id: userId } = await addMember(visitor, member);
  return { ...rep1, actor: { ...rep1.actor, userId, name } };
}

async function mintLeads(orgId: string, reps: Context[], seed: number): Promise<People["leads"]> {
  const owners = reps.map((rep) => rep.actor.userId);
  const made = await admin<{ id: string; email: string; nth: number }[]>`
    insert into leads (org_id, id, last_name, email, owner_id)
    select ${orgId}, new_id(), 'Lead ' || i, 'l' || i || '@l' || i || ${`-${seed}-quarter.example`}, (${owners}::uuid[])[1 + i % 5]
    from generate_series(1, ${leadCount}) i returning id, email, substr(last_name, 6)::int as nth`;
  await admin`insert into contact_points (org_id, lead_id, kind, raw, norm, is_primary)
    select org_id, id, 'email', email, email, true from leads where org_id = ${orgId}`;
  return made.map(({ id, email, nth }) => ({ id, email, dead: nth % 17 === 0 }));
}
