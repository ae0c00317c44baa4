import { afterAll, beforeAll, expect, it } from "vitest";
import { type ScriptedSmtp, startScriptedSmtp } from "@/db/testing/scripted-smtp";
import { untilAllSealed } from "@/db/testing/sealed";
import { testDatabase } from "@/db/testing/test-database";
import { listBroken } from "@/scripts/testing/quarter-log";
import { approveSome, hearFromSome, workByHand } from "@/scripts/testing/quarter-people";
import { hour } from "@/scripts/testing/quarter-story";
import { type House, misbehave, openHouse, storyOf } from "@/scripts/testing/quarter-world";
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
    const house = await openHouse({ admin, seed, count: leadCount });
    const other = await openHouse({ admin, seed, count: Math.round(leadCount / 3), second: true });
    misbehave(server, house);
    for (let turn = 0; turn < days * turnsADay; turn++) {
      await playTurn(house, turn);
      await playTurn(other, turn);
      if (process.env.TOUCHLINE_TEST_SIZE) console.error(turn, new Date().toISOString(), house.arrived.length);
    }
    // Told together: after a long run the one must not hide the other.
    expect(await Promise.all([house, other].map(tell))).toEqual([sound, sound]);
    // What was to be tried was tried.
    const { byHand, items, approved } = house.people.counts;
    expect(house.arrived.length).toBeGreaterThan(leadCount / 3);
    // A week of a few leads may bring no suggestion that anybody approves; a quarter does.
    const least = Math.min(byHand, items, process.env.TOUCHLINE_TEST_SIZE ? approved : items);
    expect(least).toBeGreaterThan(0);
    if (process.env.TOUCHLINE_TEST_SIZE || process.env.TOUCHLINE_TEST_SEEDS)
      console.log({ seed, mails: house.arrived.length, kills: house.kills, ...house.people.counts });
  },
);

const sound = { problems: [], broken: [], lost: [] };
const tell = async (house: House) => ({
  problems: house.people.problems,
  broken: listBroken(storyOf(house)),
  lost: await listLost(house),
});

/** Twelve hours: what people do, then the workers, two at once, now and then one of them killed; in each third turn all at the same time. */
async function playTurn(house: House, turn: number): Promise<void> {
  const { people, start } = house;
  const { org, chance } = people;
  const now = new Date(start + (turn + 1) * (24 / turnsADay) * hour);
  const morning = turn % turnsADay === 0;
  const line = `${org.orgId} ${now.toISOString()} ${morning ? "suggest" : "-"}`;
  const kill = chance() < 0.25 ? { which: chance() < 0.5 ? 0 : 1, afterMs: 5 + chance() * 400 } : undefined;
  house.killing = kill !== undefined;
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

/** Writes down what the mail server heard and took since from this organization, by its own log, with the time of the story. */
async function hearServer({ people, heard, arrived }: House, at: number): Promise<void> {
  await server.quiet();
  for (const id of server.heard) if (!heard.has(id)) heard.set(id, at);
  const known = new Map(arrived.map((one) => [one.id, one]));
  for (const [id, mail] of server.texts) {
    const header = (name: string) => new RegExp(`^${name}: (.*)$`, "im").exec(mail)?.[1]?.trim() ?? "";
    if (!header("from").includes(`@${people.org.slug}.`)) continue;
    const times = server.received.get(id) ?? 0;
    const before = known.get(id);
    if (before) before.times = times;
    if (before) continue;
    const to = /[^\s<>"]+@[^\s<>"]+/.exec(header("to"))?.[0] ?? "";
    const by = /^\w+/.exec(header("from"))?.[0] ?? "";
    arrived.push({
      id,
      by,
      to,
      subject: header("subject"),
      text: firstWords(mail),
      heardAt: heard.get(id) ?? at,
      at,
      times,
    });
  }
}

/** The first paragraph of a mail, before what is said under each. */
const firstWords = (mail: string) => mail.split(/\r?\n\r?\n/)[1]?.replace(/=?\r?\n/g, " ") ?? "";

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
