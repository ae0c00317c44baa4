import { beforeEach, describe, expect, it } from "vitest";
import { at as asAt, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { createCampaign } from "@/lib/campaigns/create-campaign";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { enrollLead } from "@/lib/enrolling/enroll-lead";
import { createLead } from "@/lib/leads/create-lead";
import { createSegment } from "@/lib/segments/create-segment";
import { saveDraft } from "@/lib/sending/save-draft";
import { runEnrollments } from "@/lib/sequence-engine/run-enrollments";
import { createSequence } from "@/lib/sequences/create-sequence";
import { changeSettings } from "@/lib/settings/change-settings";
import { createTemplate } from "@/lib/templates/create-template";
import { contextOf } from "@/lib/worker/organization-context";
import { completeItem } from "./complete-item";
import { createDay } from "./create-day";
import { getDay } from "./queries";
import { sendItem } from "./send-item";
import { skipItem } from "./skip-item";
import { undoItem } from "./undo-item";
import { updateItem } from "./update-item";

const { admin } = await testDatabase();
let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
});

let nth = 0;
const makeLead = async (given: object = {}) =>
  (
    await createLead(org.rep1, {
      last_name: `Doe ${nth}`,
      email: `l${nth++}@${org.slug}.example`,
      phone: `+1415555${1000 + nth}`,
      owner_id: org.rep1.actor.userId,
      ...given,
    })
  ).id;
const ago = (hours: number) => new Date(org.rep1.now.getTime() - hours * 3_600_000);
const touch = (ctx: Context, lead_id: string, hours: number, given: object = {}) =>
  logContact(ctx, {
    lead_id,
    method: "email",
    direction: "outbound",
    occurred_at: ago(hours).toISOString(),
    already_happened: true,
    ...given,
  });
const day = (ctx = org.rep1) => read(ctx, "communications:read", (tx) => getDay(tx, ctx));

describe("a rep's day", () => {
  it("holds as many emails as may still leave today, and calls beside them", async () => {
    await changeSettings(org.admin, { "sending.rep_day_limit": 2 });
    const leads = [];
    for (let one = 0; one < 4; one++) leads.push(await makeLead());
    for (const lead of leads) await touch(org.rep1, lead, 200);
    const callable = await makeLead();
    await touch(org.rep1, callable, 200, { method: "call" });
    const channels = async () => {
      const filled = await createDay(org.rep1, {});
      expect(filled.emails_left).toBe(0);
      return filled.data.map((one) => one.channel).toSorted();
    };
    expect(await channels()).toEqual(["call", "email", "email"]);
    // What stands in the day takes its room, and so does what left it.
    expect(await channels()).toEqual(["call", "email", "email"]);
    const [item] = (await day()).data.filter((one) => one.channel === "email");
    await sendItem(org.rep1, {
      item_id: item?.id,
      subject: "Dates",
      body: "Shall we say Tuesday?",
      override_reason: "They asked me to",
    });
    expect(await channels()).toEqual(["call", "email", "email"]);
  });

  it("is built of who waits for an answer, who did not answer, and a segment, once, and not of whom the guard refuses", async () => {
    const [wrote, silent, fresh, blocked] = [
      await makeLead(),
      await makeLead(),
      await makeLead({ tags: ["fair"] }),
      await makeLead({ tags: ["fair"] }),
    ];
    await touch(org.rep1, wrote, 1, { direction: "inbound", already_happened: undefined });
    await touch(org.rep1, silent, 24 * 9);
    await addDncEntry(org.rep1, { kind: "person", value: blocked, reason: "asked" });
    const segment = await createSegment(org.rep1, {
      name: "Fair",
      filter: { field: "tags", op: "any_of", value: ["fair"] },
    });
    const template = await createTemplate(org.rep1, {
      name: "First",
      subject: "Dates",
      body_text: "Hello {{last_name}}",
    });
    const made = await createDay(org.rep1, { segment_id: segment.id, template_id: template.id });
    expect(made.data.map((one) => [one.lead.id, one.reason])).toEqual([
      [wrote, "reply"],
      [silent, "follow_up"],
      [fresh, "segment"],
    ]);
    expect(made.data[2]).toMatchObject({
      subject: "Dates",
      tone: "neutral",
      body: expect.stringMatching(/^Hello Doe/),
      contactability: { channels: { email: { verdict: "free" } } },
    });
    expect((await createDay(org.rep1, { segment_id: segment.id })).total).toBe(3);
    expect((await day(org.rep2)).total).toBe(0);
  });

  it("has room for who is promising and left alone, the best first, with the score as the reason", async () => {
    const [warm, hot, cold, lately] = [await makeLead(), await makeLead(), await makeLead(), await makeLead()];
    const scores: [string, number, string][] = [
      [warm, 61, "warm"],
      [hot, 88, "hot"],
      [cold, 12, "cold"],
      [lately, 93, "hot"],
    ];
    for (const [id, score, tier] of scores)
      await admin`update leads set score = ${score}, score_given = true, priority_tier = ${tier} where id = ${id}`;
    await touch(org.rep1, lately, 50, { method: "linkedin" });
    const { data } = await createDay(org.rep1, {});
    expect(data.map((one) => [one.lead.id, one.reason, one.why, one.channel])).toEqual([
      [hot, "score", "Hot, 88 points, never contacted", "email"],
      [warm, "score", "Warm, 61 points, never contacted", "email"],
    ]);
  });

  it("does not offer an address again whose server turned the mail away, and offers another way where there is one", async () => {
    const [written, hot, other] = [await makeLead(), await makeLead(), await makeLead({ phone: null })];
    await touch(org.rep1, written, 24 * 8);
    for (const id of [hot, other])
      await admin`update leads set score = 88, score_given = true, priority_tier = 'hot' where id = ${id}`;
    const first = await createDay(org.rep1, {});
    expect(first.data).toHaveLength(3);
    for (const { id } of first.data)
      await sendItem(org.rep1, { item_id: id, subject: "Dates", body: `Tuesday? ${id}` });
    await admin.begin(async (sql) => {
      // In place of a mail server: the protocol of delivery has tests of its own.
      await sql`set local session_replication_role = replica`;
      await sql`update communications set status = 'rejected' where org_id = ${org.orgId} and status = 'queued'`;
      await sql`delete from contact_guards where org_id = ${org.orgId}`;
    });
    const next = await createDay(asAt(org.rep1, ago(-24 * 2)), {});
    expect(next.data.map((one) => [one.lead.id, one.channel])).toEqual([[hot, "call"]]);
  });

  it("counts an item to the day's campaign, to another that is chosen for it, or to none; a sequence's to its own", async () => {
    const [spring, autumn] = [
      await createCampaign(org.manager, { name: "Spring" }),
      await createCampaign(org.manager, { name: "Autumn" }),
    ];
    for (let count = 0; count < 3; count++) await makeLead({ tags: ["fair"] });
    const segment = await createSegment(org.rep1, {
      name: "Fair",
      filter: { field: "tags", op: "any_of", value: ["fair"] },
    });
    const filled = await createDay(org.rep1, { segment_id: segment.id, campaign_id: spring.id });
    expect([filled.campaign?.name, filled.data[0]?.campaign?.name]).toEqual(["Spring", "Spring"]);
    const [first, second, third] = filled.data.map((one) => one.id);
    const text = { subject: "Dates", body: "Shall we say Tuesday?" };
    await sendItem(org.rep1, { item_id: first, ...text });
    await sendItem(org.rep1, { item_id: second, ...text, campaign_id: autumn.id });
    const done = await sendItem(org.rep1, { item_id: third, ...text, campaign_id: null });
    const names = new Map("data" in done ? done.data.map((one) => [one.id, one.campaign?.name ?? null]) : []);
    expect([first, second, third].map((id) => names.get(id ?? ""))).toEqual(["Spring", "Autumn", null]);

    const steps = [{ kind: "call", subject: "Ask about dates" }];
    const sequence = await createSequence(org.admin, { name: "Calls", steps, campaign_id: spring.id, publish: true });
    await enrollLead(org.rep1, { lead_id: await makeLead(), sequence_id: sequence.id });
    const later = new Date(org.rep1.now.getTime() + 60_000);
    await runEnrollments(asAt(contextOf(org.orgId), later), {});
    const asked = (await day(asAt(org.rep1, later))).data.find((one) => one.reason === "sequence");
    expect(asked?.campaign?.name).toBe("Spring");
    await expect(
      completeItem(asAt(org.rep1, later), { item_id: asked?.id, campaign_id: autumn.id }),
    ).rejects.toMatchObject({ code: "INVALID" });
  });

  it("leaves out who stands open in a colleague's day", async () => {
    const lead = await makeLead({ tags: ["fair"], owner_id: null });
    const filter = { field: "tags", op: "any_of", value: ["fair"] };
    const { id } = await createSegment(org.rep1, { name: "Fair", filter, visibility: "public" });
    const made = await createDay(org.rep2, { segment_id: id, at_most: 3 });
    expect(made.data.map((one) => one.lead.id)).toEqual([lead]);
    expect((await createDay(org.rep1, { segment_id: id })).data).toHaveLength(0);
    await skipItem(org.rep2, { item_id: made.data[0]?.id, reason: "Not mine" });
    expect((await createDay(org.rep1, { segment_id: id })).data.map((one) => one.lead.id)).toEqual([lead]);
  });

  it("holds no more than the rep has room for", async () => {
    await admin`update memberships set capacity = 2 where org_id = ${org.orgId} and user_id = ${org.rep1.actor.userId}`;
    for (let one = 0; one < 4; one++) await touch(org.rep1, await makeLead(), 24 * 9);
    expect((await createDay(org.rep1, {})).total).toBe(2);
  });

  it("sends an item through the gate as it is then, and item and message are one", async () => {
    const lead = await makeLead();
    await touch(org.rep1, lead, 24 * 9);
    const [item] = (await createDay(org.rep1, {})).data;
    const item_id = item?.id ?? "";
    await updateItem(org.rep1, { item_id, subject: "Again", body: "Shall we say Wednesday?" });
    await expect(sendItem(org.rep2, { item_id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await touch(org.rep2, lead, 0.5);
    await expect(sendItem(org.rep1, { item_id })).rejects.toMatchObject({
      code: "RECENTLY_CONTACTED",
      extra: { holder: { user: { name: "rep2" } } },
    });
    expect((await day()).data[0]).toMatchObject({ status: "open", body: "Shall we say Wednesday?" });
    const sent = await sendItem(asAt(org.rep1, ago(-24 * 8)), { item_id });
    expect(sent.data.find((one) => one.id === item_id)).toMatchObject({
      status: "sent",
      communication_id: sent.sent.id,
    });
    const [row] = await admin`select source, subject, status from communications where id = ${sent.sent.id}`;
    expect(row).toEqual({ source: "batch", subject: "Again", status: "queued" });
    await expect(sendItem(org.rep1, { item_id })).rejects.toMatchObject({ code: "CONFLICT" });
    const hand = outcomeOf(
      org.orgId,
      (tx) =>
        tx.sql`update daily_outreach_items set status = 'open', sent_at = null, done_at = null where id = ${item_id}`,
    );
    expect(await hand).toBe("TL142");
  });

  it("is open again when the message is taken back before it leaves, and goes out as a new one", async () => {
    await touch(org.rep1, await makeLead(), 24 * 9);
    const [item] = (await createDay(org.rep1, {})).data;
    const text = { item_id: item?.id, subject: "Dates", body: "Shall we say Tuesday?" };
    const web = { ...org.rep1, actor: { ...org.rep1.actor, via: "web" as const } };
    const { sent } = await sendItem(web, text);
    const back = await undoItem(web, { item_id: item?.id });
    expect(back.data).toMatchObject([{ id: item?.id, status: "open", communication_id: null }]);
    const again = await sendItem(web, text);
    const rows =
      await admin`select id, status from communications where id in (${sent.id}, ${again.sent.id}) order by id`;
    expect(rows.map((row) => row.status)).toEqual(["cancelled", "queued"]);
  });

  it("stays done when it has left, was done by hand, or is somebody else's; a skipped one comes back", async () => {
    const [one, other] = [await makeLead(), await makeLead()];
    for (const id of [one, other]) await touch(org.rep1, id, 24 * 9);
    const [first, second] = (await createDay(org.rep1, {})).data;
    await skipItem(org.rep1, { item_id: first?.id, reason: "Nothing to say" });
    await expect(undoItem(org.rep2, { item_id: first?.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await undoItem(org.rep1, { item_id: first?.id })).data.map((row) => row.status)).toEqual(["open", "open"]);
    const { sent } = await sendItem(org.rep1, { item_id: second?.id, subject: "Dates", body: "Tuesday?" });
    await admin.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`update communications set status = 'sent', sent_at = now() where id = ${sent.id}`;
    });
    await expect(undoItem(org.rep1, { item_id: second?.id })).rejects.toMatchObject({
      code: "CONFLICT",
      detail: "This message has left, or is leaving at this moment. Nothing can call it back.",
    });
    const hand = outcomeOf(
      org.orgId,
      (tx) =>
        tx.sql`update daily_outreach_items set status = 'open', communication_id = null, sent_at = null, done_at = null where id = ${second?.id ?? null}`,
    );
    expect(await hand).toBe("TL142");
  });

  it("is not done by a text that somebody is still writing, but by a touch", async () => {
    const lead = await makeLead();
    await touch(org.rep1, lead, 24 * 9);
    const [item] = (await createDay(org.rep1, {})).data;
    const { draft_id } = await saveDraft(org.rep2, { lead_id: lead, channel: "email", body_text: "Dear" });
    await expect(completeItem(org.rep1, { item_id: item?.id, communication_id: draft_id })).rejects.toMatchObject({
      code: "INVALID",
      errors: [{ path: "communication_id" }],
    });
    const { id } = await logContact(org.rep1, { lead_id: lead, method: "call", already_happened: true });
    const done = await completeItem(org.rep1, { item_id: item?.id, communication_id: id });
    expect(done.data).toMatchObject([{ id: item?.id, status: "done", communication_id: id }]);
  });

  it("sent by two windows at one moment goes out once", async () => {
    await touch(org.rep1, await makeLead(), 24 * 9);
    const [item] = (await createDay(org.rep1, {})).data;
    const tries = await Promise.allSettled(
      [1, 2, 3, 4].map(() => sendItem(org.rep1, { item_id: item?.id, body: "Hello", subject: "Again" })),
    );
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(await admin`select id from communications where org_id = ${org.orgId} and source = 'batch'`).toHaveLength(1);
  });

  it("skips with a reason, puts off, and comes back to what was not done yesterday", async () => {
    const [one, two] = [await makeLead(), await makeLead()];
    await touch(org.rep1, one, 24 * 9);
    await touch(org.rep1, two, 24 * 8);
    const made = await createDay(org.rep1, {});
    const [first, second] = made.data.map((item) => item.id);
    await expect(skipItem(org.rep1, { item_id: first, reason: " " })).rejects.toMatchObject({ code: "INVALID" });
    expect(
      (await skipItem(org.rep1, { item_id: first, reason: "On holiday" })).data.find((item) => item.id === first),
    ).toMatchObject({ status: "skipped", skip_reason: "On holiday" });
    const tomorrow = ago(-24);
    expect(
      (await updateItem(org.rep1, { item_id: second, snoozed_until: tomorrow.toISOString() })).data.map(
        (item) => item.id,
      ),
    ).toEqual([first]);
    expect((await day(asAt(org.rep1, ago(-25)))).data.map((item) => [item.id, item.status])).toEqual([
      [second, "open"],
    ]);
  });

  it("does what a sequence asks for: the call is logged through the gate, and the sequence goes on", async () => {
    const lead = await makeLead();
    const steps = [
      { kind: "call", subject: "Ask about dates" },
      { kind: "task", subject: "Send the plan", delay_hours: 24 },
    ];
    const sequence = await createSequence(org.admin, { name: "Calls", steps, publish: true });
    const enrollment = await enrollLead(org.rep1, { lead_id: lead, sequence_id: sequence.id });
    await runEnrollments(contextOf(org.orgId), {});
    const [item] = (await day()).data;
    expect(item).toMatchObject({ reason: "sequence", channel: "call", subject: "Ask about dates" });
    const done = await completeItem(asAt(org.rep1, new Date()), { item_id: item?.id, notes: "She likes it" });
    expect(done.data[0]).toMatchObject({ status: "done", communication_id: expect.any(String) });
    const [row] =
      await admin`select step_id, next_run_at, awaits from lead_sequence_enrollments where id = ${enrollment.id}`;
    expect([row?.awaits, row?.next_run_at > new Date()]).toEqual([null, true]);
    await runEnrollments(asAt(contextOf(org.orgId), ago(-30)), {});
    const later = asAt(org.rep1, ago(-30));
    const open = (await day(later)).data.find((one) => one.status === "open");
    expect(open).toMatchObject({ channel: null, subject: "Send the plan" });
    await completeItem(later, { item_id: open?.id });
    const [after] = await admin`select status from lead_sequence_enrollments where id = ${enrollment.id}`;
    expect(after?.status).toBe("finished");
  });
});
