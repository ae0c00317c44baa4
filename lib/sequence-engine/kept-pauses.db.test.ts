import { beforeEach, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { at as asAt, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { untilAllSealed } from "@/db/testing/sealed";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { read } from "@/lib/core/read";
import { skipItem } from "@/lib/daily-outreach/skip-item";
import { enrollLead } from "@/lib/enrolling/enroll-lead";
import { pauseEnrollment } from "@/lib/enrollments/pause-enrollment";
import { getEnrollment } from "@/lib/enrollments/queries";
import { resumeEnrollment } from "@/lib/enrollments/resume-enrollment";
import { emit } from "@/lib/events/emit";
import { createLead } from "@/lib/leads/create-lead";
import { createSequence } from "@/lib/sequences/create-sequence";
import { contextOf } from "@/lib/worker/organization-context";
import { checkEnrollments } from "./check-enrollments";
import { runEnrollments } from "./run-enrollments";

const { admin } = await testDatabase();
let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
});

const call = { kind: "call", subject: "Ask about dates" };
const email = { kind: "email", subject: "Dates", body: "Hello {{last_name}}, shall we say Tuesday?" };
const hours = (count: number) => new Date(org.rep1.now.getTime() + count * 3_600_000);
const run = (count: number) => runEnrollments(asAt(contextOf(org.orgId), hours(count)), {});
const check = async (count: number) => {
  await untilAllSealed(admin, org.orgId);
  return checkEnrollments(asAt(contextOf(org.orgId), hours(count)), {});
};
const see = (id: string) => read(org.rep1, "leads:read", (tx) => getEnrollment(tx, id, org.rep1.now));
const messages = () => admin`select id from communications where org_id = ${org.orgId} and source = 'sequence'`;
const enrolled = async (steps: object[], given: object = {}) => {
  const lead = (await createLead(org.rep1, { last_name: "Doe", email: `k@${org.slug}.example`, ...given })).id;
  const sequence_id = (await createSequence(org.admin, { name: "S", steps, publish: true })).id;
  return { lead, id: (await enrollLead(org.rep1, { lead_id: lead, sequence_id })).id };
};
const away = (lead: string, return_date: string | null, count: number) =>
  inOrganization(org.orgId, (tx) =>
    emit(tx, asAt(org.rep1, hours(count)), [
      { kind: "lead.away", leadId: lead, subjects: { lead_id: lead }, payload: { return_date } },
    ]),
  );

const done = {
  "is done by a call": (lead: string) =>
    logContact(asAt(org.rep2, hours(2)), { lead_id: lead, method: "call", direction: "outbound" }),
  "is skipped": async () => {
    const [item] = await admin`select id from daily_outreach_items where org_id = ${org.orgId}`;
    return skipItem(asAt(org.rep1, hours(2)), { item_id: item?.id, reason: "No number" });
  },
};
it.each(Object.entries(done))(
  "stays paused when the step that was asked for %s, and goes on when it is resumed",
  async (_, end) => {
    const { lead, id } = await enrolled([call, email]);
    await run(0);
    await pauseEnrollment(asAt(org.rep1, hours(1)), { enrollment_id: id });
    await end(lead);
    await check(3);
    expect(await see(id)).toMatchObject({ status: "paused", awaits: null, step: { position: 2 } });
    await run(200);
    expect(await messages()).toHaveLength(0);
    await resumeEnrollment(asAt(org.rep1, hours(201)), { enrollment_id: id });
    await run(201);
    expect(await messages()).toHaveLength(1);
  },
);

it("stays put off until its day when the step that was asked for is done", async () => {
  const { lead, id } = await enrolled([call, email]);
  await run(0);
  await pauseEnrollment(asAt(org.rep1, hours(1)), { enrollment_id: id, until: hours(240).toISOString() });
  await done["is done by a call"](lead);
  await check(3);
  expect(await see(id)).toMatchObject({ status: "parked", resume_at: hours(240).toISOString(), step: { position: 2 } });
  await run(239);
  expect(await messages()).toHaveLength(0);
  await run(241);
  expect(await messages()).toHaveLength(1);
});

it("is put off no shorter than a colleague said, whatever an absence says", async () => {
  const { lead, id } = await enrolled([{ kind: "wait", delay_hours: 10 }, email]);
  await pauseEnrollment(org.rep1, { enrollment_id: id, until: hours(480).toISOString() });
  await away(lead, hours(48).toISOString().slice(0, 10), 1);
  await check(1);
  expect(await see(id)).toMatchObject({ status: "parked", resume_at: hours(480).toISOString() });
});

it("waits for who is away also where the absence came for another lead that is the same person", async () => {
  const { lead, id } = await enrolled([{ kind: "wait", delay_hours: 1 }, email]);
  const [own] = await admin`select email from leads where id = ${lead}`;
  const twin = (await createLead(org.rep2, { last_name: "Roe", email: own?.email })).id;
  await away(twin, "2099-07-17", 1);
  await check(1);
  expect(await see(id)).toMatchObject({ status: "parked", resume_at: "2099-07-17T00:00:00.000Z" });
});

it("waits for who is away until that day has begun where they are", async () => {
  const { lead, id } = await enrolled([{ kind: "wait", delay_hours: 1 }, email], { timezone: "America/Los_Angeles" });
  await away(lead, "2099-07-17", 1);
  await check(1);
  expect(await see(id)).toMatchObject({ status: "parked", resume_at: "2099-07-17T07:00:00.000Z" });
});

it("loses no step to a pause: a message that had not left is promised anew, once, and one that left is not", async () => {
  const later = { ...email, delay_hours: 300, body: "Something else altogether, about the route to Linz." };
  const { id } = await enrolled([email, later]);
  await run(0);
  const pause = (count: number) => pauseEnrollment(asAt(org.rep1, hours(count)), { enrollment_id: id });
  const resume = (count: number) => resumeEnrollment(asAt(org.rep1, hours(count)), { enrollment_id: id });
  await pause(1);
  expect(await see(id)).toMatchObject({ status: "paused", step: { position: 1 } });
  const told = (await see(id)).events.map((one) => `${one.kind} ${one.step?.position}: ${one.reason}`).slice(-2);
  expect(told).toEqual([
    `paused 2: ${org.rep1.actor.name} paused it.`,
    `deferred 1: ${org.rep1.actor.name} paused it. The message had not left, so its step comes again.`,
  ]);
  await resume(2);
  await run(2);
  await run(3);
  const statuses = async () =>
    (
      await admin`select status from communications where org_id = ${org.orgId} and source = 'sequence' order by id`
    ).map((row) => row.status);
  expect(await statuses()).toEqual(["cancelled", "queued"]);
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`update communications set status = 'sent', sent_at = now() where org_id = ${org.orgId} and status = 'queued'`;
  });
  await pause(4);
  expect(await see(id)).toMatchObject({ step: { position: 2 } });
  await resume(5);
  await run(5);
  expect(await statuses()).toEqual(["cancelled", "sent"]);
});
