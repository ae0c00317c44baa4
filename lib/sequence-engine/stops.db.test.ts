import { beforeEach, describe, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { at as asAt, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { untilAllSealed } from "@/db/testing/sealed";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { markBounced } from "@/lib/contact-points/bounce-store";
import { correctTouchClass } from "@/lib/conversations/correct-touch-class";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { enrollLead } from "@/lib/enrolling/enroll-lead";
import { erasePerson } from "@/lib/erasure/erase-person";
import { emit } from "@/lib/events/emit";
import { sendMessages } from "@/lib/lanes/send-messages";
import { createLead } from "@/lib/leads/create-lead";
import type { Outcome } from "@/lib/mail/rules";
import { changeMember } from "@/lib/organizations/change-member";
import { recordProviderEvent } from "@/lib/provider-events/record-provider-event";
import { pauseSequence } from "@/lib/sequence-pauses/pause-sequence";
import { pauseSequences } from "@/lib/sequence-pauses/pause-sequences";
import { resumeSequences } from "@/lib/sequence-pauses/resume-sequences";
import { archiveSequence } from "@/lib/sequences/archive-sequence";
import { createSequence } from "@/lib/sequences/create-sequence";
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
const second = { ...email, delay_hours: 300, body: "Something else altogether, about the route to Linz." };
const hours = (count: number) => new Date(org.rep1.now.getTime() + count * 3_600_000);
const later = (ctx: Context, count: number) => asAt(ctx, hours(count));
let nth = 0;
const makeLead = async (given: object = {}) =>
  (await createLead(org.rep1, { last_name: "Doe", email: `s${nth++}@${org.slug}.example`, ...given })).id;
const sequenceOf = async (steps: object[], more: object = {}) =>
  (await createSequence(org.admin, { name: `S${nth++}`, steps, publish: true, ...more })).id;
const enroll = async (sequence_id: string, lead_id = lead) => (await enrollLead(org.rep1, { lead_id, sequence_id })).id;
const run = (count = 0) => runEnrollments(asAt(contextOf(org.orgId), hours(count)), {});
const check = async (count = 0) => {
  await untilAllSealed(admin, org.orgId);
  return checkEnrollments(asAt(contextOf(org.orgId), hours(count)), {});
};
/** What waits leaves, and the other side says this of it. */
const leave = (outcome: Outcome) =>
  sendMessages({
    context: () => asAt(contextOf(org.orgId), hours(1)),
    worker: newId(),
    ways: {
      fallback: "captured",
      line: async () => ({
        send: async (_, begin) => ((await begin()) ? outcome : { kind: "stopped", response: "" }),
        close: () => {},
      }),
      journal: async () => null,
    },
  });
const wayOf = async (id: string) => {
  const [row] = await admin`select status, stop_reason from lead_sequence_enrollments where id = ${id}`;
  return row;
};
const messages = async () =>
  (await admin`select status from communications where org_id = ${org.orgId} and source = 'sequence' order by id`).map(
    (row) => row.status,
  );

describe("a sequence stops with the next look at what happened", () => {
  it("when a message of it comes back, and not only when the next step is due", async () => {
    const id = await enroll(await sequenceOf([email, second]));
    await run();
    await leave({ kind: "sent", response: "250 ok", providerMessageId: `p-${id}` });
    const [message] = await admin`select id from communications where org_id = ${org.orgId} and source = 'sequence'`;
    await recordProviderEvent(later(contextOf(org.orgId), 2), {
      provider: "resend",
      provider_event_id: `e-${id}`,
      kind: "bounced",
      at: hours(2),
      communication_id: message?.id,
      provider_message_id: null,
      url: null,
      visitor: null,
      raw: "{}",
    });
    await check(2);
    expect(await wayOf(id)).toEqual({ status: "stopped", stop_reason: "bounced" });
  });

  it.each([
    ["a colleague's mail to the same address comes back", "other lead", "bounced"],
    ["our mail of before they were enrolled comes back", "same lead", "bounced"],
    ["mail to an address comes back that it does not write to", "second address", null],
  ])("when %s: %s", async (_, to, reason) => {
    const address = `doe${nth++}@${org.slug}.example`;
    const mine = await makeLead({ email: address });
    const colleagues = to === "other lead" ? await makeLead({ email: address }) : mine;
    const second = `second-${address}`;
    await admin`insert into contact_points (org_id, lead_id, kind, raw, norm, is_primary) values (${org.orgId}, ${mine}, 'email', ${second}, ${second}, false)`;
    const norm = to === "second address" ? second : address;
    const way = await enroll(await sequenceOf([{ kind: "wait", delay_hours: 500 }, email]), mine);
    const calls = await enroll(await sequenceOf([{ kind: "call", subject: "Ring" }], { alongside: true }), mine);
    await inOrganization(org.orgId, async (tx) => {
      const ctx = later(contextOf(org.orgId), 1);
      await emit(tx, { ...ctx, actor: { ...ctx.actor, userId: null } }, [
        { kind: "message.bounced", leadId: colleagues, subjects: { lead_id: colleagues }, payload: {} },
      ]);
      await markBounced(tx, { norm, state: "hard", since: hours(-30) }, hours(1));
    });
    await check(2);
    expect(await wayOf(way)).toEqual({ status: reason ? "stopped" : "active", stop_reason: reason });
    expect(await wayOf(calls)).toMatchObject({ status: "active" });
  });

  it("when the server refuses a message of it", async () => {
    const id = await enroll(await sequenceOf([email, second]));
    await run();
    await leave({ kind: "rejected", response: "550 no such user" });
    await check(2);
    expect(await wayOf(id)).toEqual({ status: "stopped", stop_reason: "not_sent" });
  });

  it("when the server says that nobody has this address", async () => {
    const id = await enroll(await sequenceOf([email, second]));
    await run();
    await leave({ kind: "rejected", response: "550 no such user", address: "hard" });
    await check(2);
    expect(await wayOf(id)).toEqual({ status: "stopped", stop_reason: "bounced" });
  });

  it("when a colleague at the same company answers, where the sequence says so, and only there", async () => {
    const company = { name: "Acme", domain: `acme-${org.slug}.example` };
    const [one, other, colleague] = [
      await makeLead({ company }),
      await makeLead({ company }),
      await makeLead({ company }),
    ];
    const wait = { kind: "wait", delay_hours: 500 };
    const careful = await enroll(await sequenceOf([wait, email], { exit_rules: { colleague_replied: true } }), one);
    const plain = await enroll(await sequenceOf([wait, email]), other);
    const answer = { lead_id: colleague, method: "email", direction: "inbound", body: "Gladly" };
    await logContact(later(org.rep1, 1), answer);
    await check(2);
    expect(await wayOf(careful)).toEqual({ status: "stopped", stop_reason: "colleague_replied" });
    expect(await wayOf(plain)).toEqual({ status: "active", stop_reason: null });
  });
});

it("stops before it writes in the name of somebody who has left", async () => {
  const id = await enroll(await sequenceOf([email, second]));
  await changeMember(org.admin, { user_id: org.rep1.actor.userId, active: false });
  await run();
  expect(await wayOf(id)).toEqual({ status: "stopped", stop_reason: "sender_left" });
  expect(await messages()).toEqual([]);
});

describe("a condition on what they answered before", () => {
  it("goes on where the class is the one asked for, and the other way where it is not", async () => {
    const [neutral, positive] = [await makeLead(), await makeLead()];
    for (const [id, reply] of [
      [neutral, "neutral"],
      [positive, "positive"],
    ] as const)
      await admin`insert into threads (org_id, lead_id, channel, subject, reply_class) values (${org.orgId}, ${id}, 'email', 'Dates', ${reply})`;
    const task = { kind: "task", subject: "Look", delay_hours: 0 };
    const sequence = await sequenceOf([
      { kind: "condition", condition: { reply_class: "neutral" }, otherwise: 3 },
      task,
      { kind: "wait", delay_hours: 90 },
    ]);
    const [first, other] = [await enroll(sequence, neutral), await enroll(sequence, positive)];
    await run();
    const rows =
      await admin`select e.id, p.position from lead_sequence_enrollments e join sequence_steps p on p.id = e.step_id where e.sequence_id = ${sequence}`;
    expect(Object.fromEntries(rows.map((row) => [row.id, row.position]))).toEqual({ [first]: 2, [other]: 3 });
  });
});

describe("a condition on what they answered", () => {
  it("asks for the class of the newest answer, whatever they said in an older conversation", async () => {
    for (const [reply, days] of [
      ["negative", 40],
      ["positive", 10],
    ])
      await admin`insert into threads (org_id, lead_id, channel, subject, reply_class, last_inbound_at)
        values (${org.orgId}, ${lead}, 'email', 'Dates', ${reply ?? ""}, now() - make_interval(days => ${Number(days)}))`;
    const asked = (reply_class: string) => ({ kind: "condition", condition: { reply_class }, otherwise: 3 });
    const rest = [
      { kind: "wait", delay_hours: 90 },
      { kind: "task", subject: "Look", delay_hours: 90 },
    ];
    const placeIn = async (reply: string) => {
      const id = await enroll(await sequenceOf([asked(reply), ...rest], { alongside: true }));
      await run();
      const [row] = await admin`
        select p.position from lead_sequence_enrollments e join sequence_steps p on p.id = e.step_id where e.id = ${id}`;
      return row?.position;
    };
    expect([await placeIn("positive"), await placeIn("negative")]).toEqual([2, 3]);
    const call = { lead_id: lead, method: "call", already_happened: true } as const;
    const said = { ...call, direction: "inbound", occurred_at: hours(-120).toISOString() } as const;
    const { id } = await logContact(org.rep1, said);
    await logContact(org.rep1, { ...call, direction: "outbound", occurred_at: hours(-119).toISOString() });
    await correctTouchClass(org.rep1, { contact_id: id, reply_class: "urgent" });
    expect([await placeIn("urgent"), await placeIn("positive")]).toEqual([2, 3]);
  });
});

describe("a last message that still waits to leave", () => {
  const done = async () => {
    const sequence = await sequenceOf([email]);
    const id = await enroll(sequence);
    await run();
    expect([await wayOf(id), await messages()]).toEqual([{ status: "finished", stop_reason: null }, ["queued"]]);
    return { id, sequence };
  };

  it("is withdrawn when somebody meets them, with the reason in the log", async () => {
    const { id } = await done();
    await logContact(later(org.rep2, 1), { lead_id: lead, method: "meeting", direction: "outbound" });
    expect(await messages()).toEqual(["queued"]);
    await check(1);
    expect(await messages()).toEqual(["cancelled"]);
    const [told] =
      await admin`select reason from enrollment_events where enrollment_id = ${id} order by at desc, id desc limit 1`;
    expect(told?.reason).toBe("There is a meeting with them. Its last message had not left and was withdrawn.");
    expect(await wayOf(id)).toMatchObject({ status: "finished" });
    await check(2);
    expect(await admin`select id from enrollment_events where enrollment_id = ${id} and kind = 'stopped'`).toHaveLength(
      1,
    );
  });

  it("is held back by whoever pauses the sequence or puts it away", async () => {
    await pauseSequence(later(org.admin, 1), { sequence_id: (await done()).sequence });
    expect(await messages()).toEqual(["cancelled"]);
    lead = await makeLead();
    const sequence = await sequenceOf([{ ...email, body: "Something else altogether, about the route to Linz." }]);
    await enroll(sequence);
    await run();
    await archiveSequence(later(org.admin, 1), { sequence_id: sequence });
    expect(await messages()).toEqual(["cancelled", "cancelled"]);
  });
});

describe("one press", () => {
  it("holds every sequence with what waits to go out, and the other lets those go on and no other", async () => {
    const [one, other] = [await sequenceOf([email, second]), await sequenceOf([email, second])];
    await pauseSequence(org.admin, { sequence_id: other });
    const id = await enroll(one);
    await run();
    const held = await pauseSequences(later(org.admin, 1), {});
    expect(held.data.map((row) => [row.state, row.paused_with_all])).toEqual([
      ["paused", true],
      ["paused", false],
    ]);
    expect(await messages()).toEqual(["cancelled"]);
    expect(await run(400)).toMatchObject({ taken: 0 });
    await expect(pauseSequences(later(org.admin, 1), {})).rejects.toMatchObject({ code: "CONFLICT" });
    const going = await resumeSequences(later(org.admin, 2), {});
    expect(going.data.map((row) => [row.state, row.paused_with_all])).toEqual([
      ["active", false],
      ["paused", false],
    ]);
    // What had not left is promised anew, and the next step comes behind it.
    await run(400);
    expect(await messages()).toEqual(["cancelled", "queued"]);
    expect(await wayOf(id)).toMatchObject({ status: "active" });
    await run(701);
    expect(await messages()).toEqual(["cancelled", "queued", "queued"]);
    expect(await wayOf(id)).toMatchObject({ status: "finished" });
  });

  it("puts a sequence away: who is in it leaves it, what waits does not go out, and nobody comes in", async () => {
    const sequence = await sequenceOf([email, second]);
    const id = await enroll(sequence);
    await run();
    expect(await archiveSequence(later(org.admin, 1), { sequence_id: sequence })).toMatchObject({ state: "archived" });
    expect(await wayOf(id)).toEqual({ status: "stopped", stop_reason: "put_away" });
    expect(await messages()).toEqual(["cancelled"]);
    await expect(enroll(sequence, await makeLead())).rejects.toMatchObject({ code: "SEQUENCE_NOT_ACTIVE" });
    await expect(archiveSequence(org.admin, { sequence_id: sequence })).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(archiveSequence(org.rep1, { sequence_id: sequence })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

it("leaves no word of a decision behind when the person is erased", async () => {
  const id = await enroll(await sequenceOf([email, second]));
  await run();
  await erasePerson(later(org.admin, 1), { lead_id: lead });
  await check(2);
  await run(2);
  const rows = await admin`select reason from enrollment_events where enrollment_id = ${id}
    union select last_reason from lead_sequence_enrollments where id = ${id}`;
  expect(
    rows.map((row) => row.reason).filter((words) => words !== "erased" && words !== "The lead was deleted."),
  ).toEqual([]);
});
