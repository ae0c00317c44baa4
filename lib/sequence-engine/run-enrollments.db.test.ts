import { beforeEach, describe, expect, it } from "vitest";
import { at as asAt, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { insertRawTouch } from "@/db/testing/raw";
import { untilAllSealed } from "@/db/testing/sealed";
import { testDatabase } from "@/db/testing/test-database";
import { convertLead } from "@/lib/clients/convert-lead";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { enrollLead } from "@/lib/enrolling/enroll-lead";
import { pauseEnrollment } from "@/lib/enrollments/pause-enrollment";
import { getEnrollment } from "@/lib/enrollments/queries";
import { resumeEnrollment } from "@/lib/enrollments/resume-enrollment";
import { createLead } from "@/lib/leads/create-lead";
import { deleteLead } from "@/lib/leads/delete-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { mergeLeads } from "@/lib/merges/merge-leads";
import { pauseSequence } from "@/lib/sequence-pauses/pause-sequence";
import { createSequence } from "@/lib/sequences/create-sequence";
import { createTemplate } from "@/lib/templates/create-template";
import { updateTemplate } from "@/lib/templates/update-template";
import { contextOf } from "@/lib/worker/organization-context";
import { checkEnrollments } from "./check-enrollments";
import { runEnrollments } from "./run-enrollments";

const { admin } = await testDatabase();
let org: MintedOrganization;
let lead: string;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
  lead = await makeLead();
});

const email = { kind: "email", subject: "Dates", body: "Hello {{last_name}}, shall we say Tuesday?" };
const hours = (count: number) => new Date(org.rep1.now.getTime() + count * 3_600_000);
const later = (ctx: Context, count: number) => asAt(ctx, hours(count));
let nth = 0;
const makeLead = async (given: object = {}) =>
  (await createLead(org.rep1, { last_name: "Doe", email: `l${nth++}@${org.slug}.example`, ...given })).id;
const sequenceOf = async (...steps: object[]) =>
  (await createSequence(org.admin, { name: `S${nth++}`, steps, publish: true })).id;
const enroll = async (sequence_id: string, lead_id = lead) => (await enrollLead(org.rep1, { lead_id, sequence_id })).id;
const run = (count = 0) => runEnrollments(asAt(contextOf(org.orgId), hours(count)), {});
const see = (id: string) => read(org.rep1, "leads:read", (tx) => getEnrollment(tx, id, org.rep1.now));
const messages = () =>
  admin<{ id: string; status: string; subject: string; body: string; source: string }[]>`
    select id, status, subject, body, source from communications where org_id = ${org.orgId} and source = 'sequence' order by created_at, id`;
const check = async (count = 0) => {
  await untilAllSealed(admin, org.orgId);
  return checkEnrollments(asAt(contextOf(org.orgId), hours(count)), {});
};

describe("a step that is due", () => {
  it("goes out once through the gate, in the owner's name, and the next one waits for its time", async () => {
    const id = await enroll(
      await sequenceOf(email, {
        ...email,
        delay_hours: 200,
        body: "Something else altogether, about the route to Linz.",
      }),
    );
    expect(await run()).toMatchObject({ taken: 1 });
    expect(await messages()).toMatchObject([
      { status: "queued", subject: "Dates", body: "Hello Doe, shall we say Tuesday?" },
    ]);
    expect(await run()).toMatchObject({ taken: 0 });
    expect(await see(id)).toMatchObject({
      status: "active",
      step: { position: 2 },
      next_run_at: hours(200).toISOString(),
    });
    await run(201);
    expect(await messages()).toHaveLength(2);
    expect(await see(id)).toMatchObject({
      status: "finished",
      events: [{ kind: "enrolled" }, { kind: "sent" }, { kind: "sent" }, { kind: "finished" }],
    });
  });

  it("of two sequences that may run beside each other stops neither: each goes out, the second when the guard lets it", async () => {
    const first = await enroll(await sequenceOf(email, { kind: "wait", delay_hours: 900 }));
    const words = { ...email, body: "Something else altogether, about the route to Linz." };
    const beside = { name: `S${nth++}`, steps: [words], alongside: true, publish: true };
    const second = await enroll((await createSequence(org.admin, beside)).id);
    await run();
    expect(await messages()).toHaveLength(1);
    await run(25);
    await run(24 * 8);
    expect(await messages()).toHaveLength(2);
    expect([(await see(first)).status, (await see(second)).status]).toEqual(["active", "finished"]);
  });

  it("is taken by one of many workers at the same moment", async () => {
    const sequence = await sequenceOf(email);
    const leads = await Promise.all(Array.from({ length: 12 }, () => makeLead()));
    for (const one of leads) await enroll(sequence, one);
    const turns = await Promise.all(
      Array.from({ length: 5 }, () => runEnrollments(contextOf(org.orgId), { limit: 5 })),
    );
    for (let more = true; more; ) more = (await run()).taken > 0;
    expect(turns.some((turn) => turn.taken > 0)).toBe(true);
    const sent =
      await admin`select enrollment_id, count(*)::int as n from communications where org_id = ${org.orgId} and source = 'sequence' group by 1`;
    expect(sent.map((row) => row.n)).toEqual(leads.map(() => 1));
  });

  it("cannot be written a second time by SQL either", async () => {
    await enroll(await sequenceOf(email));
    await run();
    const [one] =
      await admin`select enrollment_id, step_id, lead_id from communications where org_id = ${org.orgId} and source = 'sequence'`;
    await expect(
      insertRawTouch(admin, {
        org_id: org.orgId,
        lead_id: one?.lead_id,
        enrollment_id: one?.enrollment_id,
        step_id: one?.step_id,
        status: "failed",
      }),
    ).rejects.toMatchObject({ code: "23505" });
  });

  it("waits for the sequence's own last message, and never overrides", async () => {
    const id = await enroll(
      await sequenceOf(email, {
        ...email,
        delay_hours: 24,
        body: "Something else altogether, about the route to Linz.",
      }),
    );
    await run();
    await run(25);
    const enrollment = await see(id);
    expect([enrollment.status, enrollment.next_run_at]).toEqual(["active", hours(168).toISOString()]);
    expect(enrollment.events.at(-1)).toMatchObject({ kind: "deferred", next_at: hours(168).toISOString() });
    await run(169);
    expect(await messages()).toHaveLength(2);
  });

  it("takes its text from a template as it stood when the sequence was published", async () => {
    const template = await createTemplate(org.admin, {
      name: "First",
      subject: "Dates",
      body_text: "Hello {{last_name}}",
      shared: true,
    });
    const sequence = await sequenceOf({ kind: "email", template_id: template.id });
    await updateTemplate(org.admin, { template_id: template.id, body_text: "Changed since" });
    await enroll(sequence);
    await run();
    expect(await messages()).toMatchObject([{ subject: "Dates", body: "Hello Doe" }]);
  });

  it("is left out for who lacks what it says, and by its condition; a branch goes the other way", async () => {
    const isNew = { field: "status", op: "is", value: "lost" };
    const id = await enroll(
      await sequenceOf(
        { ...email, body: "As {{title}}" },
        { ...email, condition: isNew },
        { kind: "condition", condition: isNew, otherwise: 5 },
        { kind: "task", subject: "never" },
        { kind: "wait", delay_hours: 5 },
        email,
      ),
    );
    await run();
    expect(await messages()).toEqual([]);
    expect((await see(id)).events.map((one) => `${one.kind} ${one.step?.position}`)).toEqual([
      "enrolled 1",
      "skipped 1",
      "skipped 2",
      "branched 3",
    ]);
    await run(6);
    expect(await messages()).toHaveLength(1);
  });

  it("of a call is asked of the rep, goes on when anybody calls, and is withdrawn with the sequence", async () => {
    const call = { kind: "call", subject: "Ask {{last_name}} about dates" };
    const id = await enroll(await sequenceOf(call, { ...email, delay_hours: 24 }));
    await run();
    const items = () =>
      admin`select reason, subject, status, communication_id is not null as touched from daily_outreach_items where org_id = ${org.orgId}`;
    expect(await items()).toMatchObject([{ reason: "sequence", subject: "Ask Doe about dates", status: "open" }]);
    expect(await see(id)).toMatchObject({ awaits: "call" });
    await logContact(later(org.rep2, 1), { lead_id: lead, method: "call", direction: "outbound" });
    await check(1);
    expect(await see(id)).toMatchObject({
      status: "active",
      awaits: null,
      step: { position: 2 },
      next_run_at: hours(25).toISOString(),
    });
    expect(await items()).toMatchObject([{ status: "done", touched: true }]);
    await run(26);
    expect(await messages()).toHaveLength(1);
  });

  it("of a paused person or sequence waits", async () => {
    const sequence = await sequenceOf(email);
    const id = await enroll(sequence);
    await pauseEnrollment(org.rep1, { enrollment_id: id });
    expect(await run()).toMatchObject({ taken: 0 });
    await resumeEnrollment(org.rep1, { enrollment_id: id });
    await pauseSequence(org.admin, { sequence_id: sequence });
    expect(await run()).toMatchObject({ taken: 0 });
    expect(await messages()).toEqual([]);
  });
});

describe("an enrollment stops within seconds, and its message that waits does not go out,", () => {
  const inbound = { method: "email", direction: "inbound", body: "Gladly" };
  const cases: [string, string, (ctx: Context) => Promise<unknown>][] = [
    ["when they answer", "replied", (ctx) => logContact(ctx, { lead_id: lead, ...inbound })],
    [
      "when they answer on another channel",
      "replied",
      (ctx) => logContact(ctx, { lead_id: lead, ...inbound, method: "linkedin" }),
    ],
    [
      "when the same person answers under another lead",
      "replied",
      async (ctx) => {
        const [own] = await admin`select email from leads where id = ${lead}`;
        const twin = (await createLead(org.rep2, { last_name: "Doe", email: own?.email })).id;
        return logContact(ctx, { lead_id: twin, ...inbound });
      },
    ],
    [
      "when somebody contacts them by hand",
      "manual_touch",
      (ctx) => logContact(ctx, { lead_id: lead, method: "call", direction: "outbound", already_happened: true }),
    ],
    [
      "when there is a meeting",
      "meeting",
      (ctx) => logContact(ctx, { lead_id: lead, method: "meeting", direction: "outbound", already_happened: true }),
    ],
    ["when their status is changed", "status_changed", (ctx) => updateLead(ctx, { lead_id: lead, status: "on_ice" })],
    ["when the lead is deleted", "lead_deleted", (ctx) => deleteLead(ctx, { lead_id: lead })],
    [
      "when a message comes back",
      "bounced",
      () =>
        admin.begin(async (sql) => {
          // In place of a mail server: the protocol of delivery has tests of its own.
          await sql`set local session_replication_role = replica`;
          await sql`update communications set status = 'bounced' where org_id = ${org.orgId} and source = 'sequence'`;
        }),
    ],
  ];
  it.each(cases)("%s", async (_, reason, happen) => {
    const id = await enroll(await sequenceOf(email, { ...email, delay_hours: 300 }));
    await run();
    await happen(later(org.rep2, 1));
    if (reason === "bounced") await logContact(later(org.rep2, 1), { lead_id: await makeLead(), ...inbound });
    await check(1);
    // A deleted lead's enrollment is not shown any more; the row is.
    const [row] = await admin`select status, stop_reason from lead_sequence_enrollments where id = ${id}`;
    if (reason === "bounced") {
      await run(301);
      const [after] = await admin`select status, stop_reason from lead_sequence_enrollments where id = ${id}`;
      expect(after).toEqual({ status: "stopped", stop_reason: "bounced" });
      return;
    }
    expect(row).toEqual({ status: "stopped", stop_reason: reason });
    expect((await messages()).map((one) => one.status)).toEqual(["cancelled"]);
    await run(400);
    expect(await messages()).toHaveLength(1);
  });

  it("when they become a client, or are merged into another lead", async () => {
    const sequence = await sequenceOf({ kind: "wait", delay_hours: 500 }, email);
    const [one, other, third] = [await makeLead(), await makeLead(), await makeLead()];
    const merged = await enroll(sequence, other);
    await logContact(asAt(org.rep1, hours(-1)), { lead_id: one, method: "other", direction: "outbound" });
    const client = await enroll(sequence, one);
    await updateLead(later(org.rep1, 1), { lead_id: one, status: "qualified" });
    await convertLead(later(org.rep1, 1), { lead_id: one, name: "One Ltd" });
    await mergeLeads(later(org.rep1, 1), { lead_id: third, other_id: other });
    await check(1);
    const rows = await admin`select id, stop_reason from lead_sequence_enrollments where id in (${client}, ${merged})`;
    expect(Object.fromEntries(rows.map((row) => [row.id, row.stop_reason]))).toEqual({
      [client]: "converted",
      [merged]: "lead_merged",
    });
  });

  it("at the next decision, even when nobody has looked at the events yet", async () => {
    const id = await enroll(await sequenceOf({ kind: "wait", delay_hours: 10 }, email));
    await run();
    await logContact(later(org.rep2, 1), { lead_id: lead, ...inbound });
    await run(11);
    expect(await see(id)).toMatchObject({ status: "stopped", stop_reason: "replied" });
    expect(await messages()).toEqual([]);
  });

  it("with a do-not-contact entry in its own transaction, message and all", async () => {
    const id = await enroll(await sequenceOf(email, { ...email, delay_hours: 300 }));
    await run();
    const added = await addDncEntry(later(org.rep1, 1), { kind: "person", value: lead, reason: "asked" });
    expect(added.cancelled).toMatchObject({ messages: 1, enrollments: 1 });
    expect(await see(id)).toMatchObject({ status: "stopped", stop_reason: "do_not_contact" });
  });

  it("but not for who is away: it is parked until they are back", async () => {
    const id = await enroll(await sequenceOf({ kind: "wait", delay_hours: 10 }, email));
    const back = hours(24 * 9)
      .toISOString()
      .slice(0, 10);
    const [event] = await admin`select org_id from events where org_id = ${org.orgId} limit 1`;
    expect(event).toBeDefined();
    const { emit } = await import("@/lib/events/emit");
    const { inOrganization } = await import("@/db/tenant");
    await inOrganization(org.orgId, (tx) =>
      emit(tx, later(org.rep1, 1), [
        { kind: "lead.away", leadId: lead, subjects: { lead_id: lead }, payload: { return_date: back } },
      ]),
    );
    await check(1);
    expect(await see(id)).toMatchObject({ status: "parked", resume_at: `${back}T00:00:00.000Z` });
    expect(await run(11)).toMatchObject({ taken: 0 });
    await run(24 * 9 + 1);
    expect(await messages()).toHaveLength(1);
  });
});
