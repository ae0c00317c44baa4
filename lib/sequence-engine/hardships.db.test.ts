import { beforeEach, expect, it } from "vitest";
import { at as asAt, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { read } from "@/lib/core/read";
import { enrollLead } from "@/lib/enrolling/enroll-lead";
import { enrollLeads } from "@/lib/enrolling/enroll-leads";
import { pauseEnrollment } from "@/lib/enrollments/pause-enrollment";
import { getEnrollment } from "@/lib/enrollments/queries";
import { resumeEnrollment } from "@/lib/enrollments/resume-enrollment";
import { createLead } from "@/lib/leads/create-lead";
import { deleteLead } from "@/lib/leads/delete-lead";
import { mergeLeads } from "@/lib/merges/merge-leads";
import { createSequence } from "@/lib/sequences/create-sequence";
import { publishSequence } from "@/lib/sequences/publish-sequence";
import { updateSequence } from "@/lib/sequences/update-sequence";
import { archiveTemplate } from "@/lib/templates/archive-template";
import { createTemplate } from "@/lib/templates/create-template";
import { updateTemplate } from "@/lib/templates/update-template";
import { contextOf } from "@/lib/worker/organization-context";
import { runEnrollments } from "./run-enrollments";

const { admin } = await testDatabase();
const size = Number(process.env.TOUCHLINE_TEST_SIZE ?? 0.03);

let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
});

const hours = (count: number) => new Date(org.rep1.now.getTime() + count * 3_600_000);
const lines = [
  "The evening shift plans its rounds by hand.",
  "A customer in Linz halved the empty miles with one change.",
];
const email = (subject: string, delay_hours = 0) => ({
  kind: "email",
  subject,
  body: `${subject}. ${lines[delay_hours ? 1 : 0]}`,
  delay_hours,
});
let nth = 0;
const makeLead = async () =>
  (await createLead(org.rep1, { last_name: "Doe", email: `h${nth++}@h${nth}-${org.slug}.example` })).id;
const sequenceOf = async (...steps: object[]) =>
  (await createSequence(org.admin, { name: `S${nth++}`, steps, publish: true })).id;
const enroll = async (sequence_id: string, lead_id: string) =>
  (await enrollLead(org.rep1, { lead_id, sequence_id })).id;
const run = (count = 0) => runEnrollments(asAt(contextOf(org.orgId), hours(count)), {});
const runAll = async (count = 0) => {
  while ((await run(count)).more);
};
const see = (id: string, count = 0) => read(org.rep1, "leads:read", (tx) => getEnrollment(tx, id, hours(count)));
const messages = () => admin<{ subject: string; status: string }[]>`
  select subject, status from communications where org_id = ${org.orgId} and source = 'sequence' order by created_at, id`;
const subjects = async () => (await messages()).map((one) => one.subject);
/** Those that leave or have left. */
const promised = async () => (await messages()).filter((one) => one.status !== "cancelled").map((one) => one.subject);

it("a template that was changed, kept to its owner or deleted while in use goes out as it was published", async () => {
  const text = { name: "First", subject: "Dates", body_text: "Hello {{last_name}}", shared: true };
  const template_id = (await createTemplate(org.admin, text)).id;
  const step = { kind: "email", template_id };
  const sequence = await sequenceOf(step);
  const [one, other] = [await enroll(sequence, await makeLead()), await enroll(sequence, await makeLead())];
  await admin`update lead_sequence_enrollments set next_run_at = ${hours(5)} where id = ${other}`;
  await updateTemplate(org.admin, { template_id, body_text: "Changed", shared: false });
  await run();
  await archiveTemplate(org.admin, { template_id });
  await run(6);
  expect(await subjects()).toEqual(["Dates", "Dates"]);
  expect([(await see(one)).status, (await see(other)).status]).toEqual(["finished", "finished"]);
  const again = createSequence(org.admin, { name: "Again", steps: [step], publish: true });
  await expect(again).rejects.toMatchObject({ detail: expect.stringContaining("template was put away") });
});

it("a sequence that is published again and again while it runs takes everybody along the version they began with", async () => {
  const sequence = await sequenceOf(email("One 1"), email("One 2", 240));
  const leads = await Promise.all(Array.from({ length: 12 }, makeLead));
  for (const lead of leads) await enroll(sequence, lead);
  const change = async (name: string) => {
    const steps = [email(`${name} 1`), email(`${name} 2`, 240)];
    await updateSequence(org.admin, { sequence_id: sequence, steps });
    await publishSequence(org.admin, { sequence_id: sequence });
  };
  await Promise.all([runAll(), change("Two"), runAll()]);
  await change("Three");
  const late = await enroll(sequence, await makeLead());
  await runAll();
  await Promise.all([runAll(241), runAll(241)]);
  await runAll(241);
  const told = await subjects();
  const count = (subject: string) => told.filter((one) => one === subject).length;
  expect(["One 1", "One 2", "Three 1", "Three 2"].map(count)).toEqual([12, 12, 1, 1]);
  expect(told).toHaveLength(26);
  expect((await see(late)).version).toBe(3);
});

it("steps that are long past are not made up for at once: one goes, the next waits its time from then", async () => {
  const id = await enroll(await sequenceOf(email("First"), email("Second", 48), email("Third", 48)), await makeLead());
  await run(24 * 60);
  await runAll(24 * 60 + 1);
  expect(await subjects()).toEqual(["First"]);
  expect(await see(id, 24 * 60)).toMatchObject({
    step: { position: 2 },
    next_run_at: hours(24 * 60 + 48).toISOString(),
  });
});

it("a clock that jumps a year ahead and back sends no step twice, and what it moved is told as stuck and mended", async () => {
  const id = await enroll(await sequenceOf(email("First"), email("Second", 48)), await makeLead());
  await run(24 * 365);
  expect((await see(id, 1)).stuck?.cause).toContain("clock that ran ahead");
  await runAll(1);
  await runAll(72);
  expect(await subjects()).toEqual(["First"]);
  await pauseEnrollment(asAt(org.rep1, hours(73)), { enrollment_id: id });
  await resumeEnrollment(asAt(org.rep1, hours(73)), { enrollment_id: id });
  expect((await see(id, 73)).stuck).toBeNull();
  // What was promised for next year had not left: the pause took it back, and it is promised anew, once.
  await runAll(74);
  expect(await promised()).toEqual(["First"]);
  await runAll(74 + 49);
  await runAll(24 * 365 + 100);
  expect(await promised()).toEqual(["First", "Second"]);
});

it("one that breaks holds up no other, and is tried again later", async () => {
  const lead = await makeLead();
  const sequence = await sequenceOf(email("First"));
  const broken = await enroll(sequence, lead);
  for (let count = 0; count < 5; count++) await enroll(sequence, await makeLead());
  // Something that nobody foresaw: a row that cannot be written.
  await admin.unsafe(`create function break_one() returns trigger language plpgsql as $$ begin
    if new.lead_id = '${lead}' then raise exception 'broken on purpose'; end if; return new; end $$;
    create trigger break_one before insert on communications for each row execute function break_one()`);
  try {
    await run();
  } finally {
    await admin.unsafe("drop function break_one cascade");
  }
  expect(await subjects()).toHaveLength(5);
  expect(await see(broken)).toMatchObject({
    status: "active",
    last_reason: expect.stringContaining("tried again"),
  });
  await run(1);
  expect(await subjects()).toHaveLength(6);
});

it("of two who share a company or an address in one turn, the second sees what the first was sent", async () => {
  const shared = `both@twins-${org.slug}.example`;
  const twins = [];
  for (const last_name of ["Doe", "Roe"]) twins.push((await createLead(org.rep1, { last_name, email: shared })).id);
  const steps = [email("First"), email("Second", 400)];
  const sequence = (await createSequence(org.admin, { name: "Beside", steps, alongside: true, publish: true })).id;
  for (const lead of twins) await enroll(sequence, lead);
  await runAll();
  expect(await subjects()).toEqual(["First"]);
});

it("leads that are merged or deleted while workers run get nothing after it", async () => {
  const sequence = await sequenceOf(email("First", 24));
  const leads = await Promise.all(Array.from({ length: 8 }, makeLead));
  const target = await makeLead();
  for (const lead of leads) await enroll(sequence, lead);
  const [merged = "", deleted = ""] = leads;
  const at = asAt(org.rep1, hours(25));
  await Promise.all([
    mergeLeads(at, { lead_id: target, other_id: merged }),
    deleteLead(at, { lead_id: deleted }),
    runAll(25),
    runAll(25),
  ]);
  await runAll(26);
  const left = await admin<{ lead_id: string }[]>`
    select lead_id from communications where org_id = ${org.orgId} and source = 'sequence' and status = 'queued'`;
  // What stood before the merge waits with the lead that both are now; nobody's waits twice.
  const reached = left.map((row) => row.lead_id).sort();
  expect(reached.filter((one) => one !== target)).toEqual(leads.slice(2).sort());
  expect(new Set(reached).size).toBe(reached.length);
});

it(`${10_000 * size} leads that two people enroll at once are in it once each, and each gets its step once`, {
  timeout: 1_200_000,
}, async () => {
  const count = 10_000 * size;
  const made = await admin<{ id: string }[]>`
    insert into leads (org_id, id, last_name, email, owner_id)
    select ${org.orgId}, new_id(), 'Many ' || i, 'm' || i || '@m' || i || '.example', ${org.rep1.actor.userId} from generate_series(1, ${count}) i returning id`;
  await admin`insert into contact_points (org_id, lead_id, kind, raw, norm, is_primary)
    select org_id, id, 'email', email, email, true from leads where org_id = ${org.orgId}`;
  const sequence = await sequenceOf(email("First"));
  const ids = made.map((row) => row.id);
  const parts = Array.from({ length: Math.ceil(count / 500) }, (_, part) => ids.slice(part * 500, part * 500 + 500));
  const enrollAll = async (who: typeof org.rep1, list: string[][]) => {
    let enrolled = 0;
    for (const lead_ids of list) enrolled += (await enrollLeads(who, { sequence_id: sequence, lead_ids })).enrolled;
    return enrolled;
  };
  const both = await Promise.all([enrollAll(org.rep1, parts), enrollAll(org.rep2, parts.toReversed())]);
  expect(both[0] + both[1]).toBe(count);
  await Promise.all([runAll(), runAll()]);
  await runAll();
  const [row] =
    await admin`select count(*)::int as sent, count(distinct lead_id)::int as leads from communications where org_id = ${org.orgId}`;
  expect(row).toEqual({ sent: count, leads: count });
});
