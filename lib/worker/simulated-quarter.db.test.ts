import { afterAll, beforeAll, expect, it } from "vitest";
import { at as asAt, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { type ScriptedSmtp, startScriptedSmtp } from "@/db/testing/scripted-smtp";
import { untilAllSealed } from "@/db/testing/sealed";
import { testDatabase } from "@/db/testing/test-database";
import { addMember } from "@/lib/accounts/add-member";
import { logContact } from "@/lib/communications/log-contact";
import { isRefused } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { completeItem } from "@/lib/daily-outreach/complete-item";
import { createDay } from "@/lib/daily-outreach/create-day";
import { sendItem } from "@/lib/daily-outreach/send-item";
import { skipItem } from "@/lib/daily-outreach/skip-item";
import type { Ways } from "@/lib/delivery/open-lines";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { enrollLeads } from "@/lib/enrolling/enroll-leads";
import { sendMessages } from "@/lib/lanes/send-messages";
import { openSmtpLine, smtpServerOf } from "@/lib/mail/open-smtp-line";
import { queueMessage } from "@/lib/sending/queue-message";
import { checkEnrollments } from "@/lib/sequence-engine/check-enrollments";
import { runEnrollments } from "@/lib/sequence-engine/run-enrollments";
import { createSequence } from "@/lib/sequences/create-sequence";
import { findSuggestions } from "@/lib/suggestion-engine/find-suggestions";
import { approveSuggestion } from "@/lib/suggestions/approve-suggestion";
import { contextOf } from "./dispatch-events";

const { admin } = await testDatabase();
/** At full size a quarter of 2,000 leads; `TOUCHLINE_TEST_SEEDS` for as many stories as one likes. */
const size = Number(process.env.TOUCHLINE_TEST_SIZE ?? 0.012);
const [leadCount, days] = [Math.max(24, Math.round(2000 * size)), Math.max(8, Math.round(90 * size))];
const seeds = Array.from({ length: Number(process.env.TOUCHLINE_TEST_SEEDS ?? 1) }, (_, nth) => nth + 1);
const hour = 3_600_000;
const turnsADay = 2;

let server: ScriptedSmtp;
let ways: Ways;
beforeAll(async () => {
  server = await startScriptedSmtp();
  ways = { fallback: "smtp", line: async () => openSmtpLine(smtpServerOf(server.url)), journal: async () => null };
});
afterAll(() => server.stop());

it.each(seeds)(
  `a quarter of ${days} days with ${leadCount} leads breaks no rule: five by hand, three sequences, days, suggestions, killed workers (seed %i)`,
  { timeout: 3_600_000 },
  async (seed) => {
    const house = await openHouse(seed);
    for (let turn = 0; turn < days * turnsADay; turn++) await playTurn(house, turn);
    expect(house.problems).toEqual([]);
    expect(await listProblems(house)).toEqual([]);
    // What was to be tried was tried.
    expect(house.arrived.length).toBeGreaterThan(leadCount / 2);
    expect(Math.min(house.counts.byHand, house.counts.items, house.counts.approved)).toBeGreaterThan(0);
  },
);

type Arrived = { id: string; to: string; subject: string; at: number };
type Lead = { id: string; email: string; dead: boolean };
type House = {
  org: MintedOrganization;
  reps: Context[];
  leads: Lead[];
  chance: () => number;
  start: number;
  known: Set<string>;
  arrived: Arrived[];
  /** by address, when they first did so */
  optedOut: Map<string, number>;
  replied: Map<string, number>;
  /** what people did themselves, with the row of the ledger where it is known */
  touches: { email: string; at: number; id: string | null }[];
  problems: string[];
  counts: { byHand: number; items: number; approved: number };
};

async function openHouse(seed: number): Promise<House> {
  const org = await mintOrganization({ calm: true });
  const reps = [org.rep1, org.rep2, await addRep(org, "rep3"), await addRep(org, "rep4"), await addRep(org, "rep5")];
  const start = org.rep1.now.getTime() + 60_000;
  const leads = await mintLeads(org.orgId, reps, seed);
  for (const [nth, name] of ["North", "South", "East"].entries()) {
    const email = (count: number, after: number) => ({
      kind: "email",
      subject: `${name} ${count}`,
      body: `${name} ${count}: ${LINES[count]}`,
      delay_hours: after * 24,
    });
    const steps = [email(0, 0), { kind: "call", subject: "Ask", delay_hours: 48 }, email(1, 4), email(2, 5)];
    const sequence = await createSequence(org.admin, { name, steps, publish: true });
    const some = leads.filter((_, place) => place % 3 === nth).map((lead) => lead.id);
    for (let from = 0; from < some.length; from += 500)
      await enrollLeads(asAt(org.rep1, new Date(start)), {
        sequence_id: sequence.id,
        lead_ids: some.slice(from, from + 500),
      });
  }
  const chance = chanceOf(seed);
  const dead = new Set(leads.filter((lead) => lead.dead).map((lead) => lead.email));
  server.script((to) => {
    if (dead.has(to)) return { at: "rcpt", code: 550 };
    const luck = chance();
    if (luck < 0.04) return { at: "dot", code: 451 };
    return luck < 0.06 ? { at: "dot", cut: "reply", keep: true } : null;
  });
  return {
    org,
    reps,
    leads,
    chance,
    start,
    known: new Set(server.received.keys()),
    arrived: [],
    optedOut: new Map(),
    replied: new Map(),
    touches: [],
    problems: [],
    counts: { byHand: 0, items: 0, approved: 0 },
  };
}

const LINES = [
  "The evening shift at your depot plans its rounds by hand.",
  "A customer in Linz halved the empty miles with one change.",
  "Shall I send the page about cold chain licences instead?",
];

/** Twelve hours: what people do, then the workers, two of each kind at once, some of them killed. */
async function playTurn(house: House, turn: number): Promise<void> {
  const { org, reps, chance } = house;
  const now = new Date(house.start + (turn + 1) * (24 / turnsADay) * hour);
  const worker = asAt(contextOf(org.orgId), now);
  for (const rep of reps) if (chance() < 0.5) await byHand(house, asAt(rep, now));
  if (turn % turnsADay === 0) {
    for (const rep of reps) await playDay(house, asAt(rep, now));
    await attempt(house, () => findSuggestions(worker, {}));
    await approveSome(house, now);
  }
  const events = Math.max(1, Math.round(leadCount / 150));
  for (let nth = 0; nth < events; nth++) await hear(house, now);
  await killSome(
    house,
    Promise.allSettled([runEnrollments(worker, { limit: 10 }), runEnrollments(worker, { limit: 10 })]),
  );
  while ((await attempt(house, () => runEnrollments(worker, { limit: 100 })))?.more);
  await untilAllSealed(admin, org.orgId);
  while ((await attempt(house, () => checkEnrollments(worker, {})))?.more);
  // A person's message waits ten seconds before it leaves.
  const soon = asAt(contextOf(org.orgId), new Date(now.getTime() + 20_000));
  const send = () => sendMessages({ context: () => soon, worker: newId(), ways });
  await killSome(house, Promise.allSettled([send(), send()]));
  await attempt(house, send);
  hearServer(house, now.getTime());
}

/** A rep logs a call or writes to somebody. Whoever is refused leaves it: nobody gives a reason here. */
async function byHand(house: House, rep: Context): Promise<void> {
  const lead = pick(house);
  const luck = house.chance();
  const done = await attempt<{ id: string }>(house, () =>
    luck < 0.4
      ? queueMessage(rep, { lead_id: lead.id, channel: "email", subject: "By hand", body_text: `About ${newId()}` })
      : logContact(rep, { lead_id: lead.id, method: luck < 0.7 ? "call" : "email", direction: "outbound" }),
  );
  if (done) touch(house, lead.email, rep.now, done.id);
}

function touch(house: House, email: string, at: Date, id: string | null = null): void {
  house.counts.byHand += 1;
  house.touches.push({ email, at: at.getTime(), id });
}

/** A rep fills the day and goes through some of it. */
async function playDay(house: House, rep: Context): Promise<void> {
  const day = await attempt(house, () => createDay(rep, { at_most: 4 }));
  for (const item of day?.data.filter((one) => one.status === "open").slice(0, 6) ?? []) {
    const luck = house.chance();
    const ask = { item_id: item.id };
    const done = await attempt<unknown>(house, () => {
      if (luck < 0.2) return skipItem(rep, { ...ask, reason: "Not the right time" });
      if (item.reason === "sequence" || item.channel !== "email") return completeItem(rep, { ...ask, notes: "Spoke" });
      return sendItem(rep, { ...ask, subject: "Of the day", body: `Again about ${newId()}` });
    });
    if (!done) continue;
    house.counts.items += 1;
    const email = item.lead.email;
    if (luck >= 0.2 && item.reason !== "sequence" && email) touch(house, email, rep.now);
  }
}

async function approveSome(house: House, now: Date): Promise<void> {
  const open = await admin<{ id: string; version: number; email: string; type: string; user_id: string | null }[]>`
    select s.id, s.version, s.type, l.email, s.user_id from suggestions s join leads l on l.org_id = s.org_id and l.id = s.lead_id
    where s.org_id = ${house.org.orgId} and s.status = 'PENDING' order by s.id limit 6`;
  for (const one of open) {
    if (house.chance() < 0.5) continue;
    const rep = house.reps.find((other) => other.actor.userId === one.user_id) ?? house.org.rep1;
    const done = await attempt(house, () => approveSuggestion(asAt(rep, now), { id: one.id, version: one.version }));
    if (!done) continue;
    house.counts.approved += 1;
    if (done.communication_id) touch(house, one.email, now);
  }
}

/** Somebody answers, or asks not to be written to any more. */
async function hear(house: House, now: Date): Promise<void> {
  const lead = pick(house);
  const luck = house.chance();
  if (luck < 0.3) {
    const rep = asAt(house.org.rep1, now);
    await logContact(rep, { lead_id: lead.id, method: "email", direction: "inbound", body: "Gladly" });
    if (!house.replied.has(lead.email)) house.replied.set(lead.email, now.getTime());
  } else if (luck < 0.4) {
    await addDncEntry(asAt(house.org.rep2, now), { kind: "person", value: lead.id, reason: "asked" });
    if (!house.optedOut.has(lead.email)) house.optedOut.set(lead.email, now.getTime());
  }
}

/** Cuts the connections of whoever is at work, now and then. */
async function killSome(house: House, work: Promise<unknown>): Promise<void> {
  if (house.chance() < 0.25)
    await admin`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'touchline_app' and datname = current_database()
      and state <> 'idle' and pid <> pg_backend_pid()`;
  await work;
}

/** What came of it; null when it was refused, or its connection was cut. Anything else is a problem. */
async function attempt<T>(house: House, work: () => Promise<T>): Promise<Exclude<T, { refusal: unknown }> | null> {
  try {
    const done = await work();
    return isRefused(done) ? null : (done as Exclude<T, { refusal: unknown }>);
  } catch (error) {
    if (!(error instanceof AppError)) house.problems.push(String(error));
    return null;
  }
}

/** Writes down what the mail server took since, by its own log, with the time of the story. */
function hearServer(house: House, at: number): void {
  for (const [id, text] of server.texts) {
    if (house.known.has(id)) continue;
    house.known.add(id);
    const header = (name: string) => new RegExp(`^${name}: (.*)$`, "im").exec(text)?.[1]?.trim() ?? "";
    const to = /[^\s<>"]+@[^\s<>"]+/.exec(header("to"))?.[0] ?? "";
    house.arrived.push({ id, to, subject: header("subject"), at });
  }
}

/** By the mail server's log and what people did, knowing nothing of the engine: every mail that should not be. */
async function listProblems(house: House): Promise<string[]> {
  const { arrived, optedOut, replied, org } = house;
  const touched = await firstTouches(house);
  const answers = new Set(
    (await admin`select message_id from communications where org_id = ${org.orgId} and guard_kind = 'reply'`).map(
      (row) => bare(String(row.message_id)),
    ),
  );
  const found: string[] = [];
  const steps = new Set<string>();
  const newest = new Map<string, number>();
  for (const { id, to, subject, at } of arrived) {
    const automated = /^(North|South|East) \d$/.test(subject);
    if ((server.received.get(id) ?? 0) > 1) found.push(`twice: ${id}`);
    if (steps.has(`${to} ${subject}`) && automated) found.push(`a step twice: ${to} ${subject}`);
    steps.add(`${to} ${subject}`);
    if (at >= (optedOut.get(to) ?? Number.POSITIVE_INFINITY)) found.push(`after an opt-out: ${to} ${subject}`);
    if (automated && at >= (replied.get(to) ?? Number.POSITIVE_INFINITY))
      found.push(`after an answer: ${to} ${subject}`);
    if (automated && at >= (touched.get(to) ?? Number.POSITIVE_INFINITY)) found.push(`after a touch: ${to} ${subject}`);
    if (!answers.has(bare(id)) && at - (newest.get(to) ?? 0) < 24 * hour)
      found.push(`within the window: ${to} ${subject}`);
    if (!answers.has(bare(id))) newest.set(to, at);
  }
  const rows = await admin<{ line: string }[]>`
    select 'written to again at an address that does not work: ' || to_norm as line from communications
    where org_id = ${org.orgId} and status in ('bounced', 'failed') and to_norm is not null group by to_norm having count(*) > 1
    union all
    select 'lost: ' || l.id from leads l where l.org_id = ${org.orgId} and not exists (select from lead_sequence_enrollments e
      where e.lead_id = l.id and (e.ended_at is not null or e.next_run_at is not null or e.awaits is not null or e.resume_at is not null))`;
  return [...found, ...rows.map((row) => row.line)];
}

/** A Message-ID without its brackets. */
const bare = (id: string) => id.replace(/^<|>$/g, "");

/** When somebody first stepped in. A call that a sequence had asked for is the step itself, whoever made it. */
async function firstTouches({ org, touches }: House): Promise<Map<string, number>> {
  const asked = await admin<{ id: string }[]>`
    select communication_id as id from enrollment_events where org_id = ${org.orgId} and communication_id is not null and kind = 'done'`;
  const ids = new Set(asked.map((row) => row.id));
  const first = new Map<string, number>();
  for (const { email, at, id } of touches) if (!(id && ids.has(id)) && !first.has(email)) first.set(email, at);
  return first;
}

const pick = ({ leads, chance }: House): Lead => {
  const lead = leads[Math.floor(chance() * leads.length)];
  if (!lead) throw new Error("There are leads");
  return lead;
};

async function addRep({ orgId, slug, rep1 }: MintedOrganization, name: string): Promise<Context> {
  const visitor = { now: rep1.now, requestId: newId() };
  const member = { org_id: orgId, email: `${name}@${slug}.example`, name, role: "rep" };
  const { user_id: userId } = await addMember(visitor, member);
  return { ...rep1, actor: { ...rep1.actor, userId, name } };
}

async function mintLeads(orgId: string, reps: Context[], seed: number): Promise<Lead[]> {
  const owners = reps.map((rep) => rep.actor.userId);
  const made = await admin<{ id: string; email: string; nth: number }[]>`
    insert into leads (org_id, id, last_name, email, owner_id)
    select ${orgId}, new_id(), 'Lead ' || i, 'l' || i || '@l' || i || ${`-${seed}-quarter.example`}, (${owners}::uuid[])[1 + i % 5]
    from generate_series(1, ${leadCount}) i returning id, email, substr(last_name, 6)::int as nth`;
  await admin`insert into contact_points (org_id, lead_id, kind, raw, norm, is_primary)
    select org_id, id, 'email', email, email, true from leads where org_id = ${orgId}`;
  return made.map(({ id, email, nth }) => ({ id, email, dead: nth % 17 === 0 }));
}

/** The same numbers for the same seed (mulberry32). */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
