import { beforeEach, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { listTouches } from "@/lib/communications/queries";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { read } from "@/lib/core/read";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { checkOrganization } from "@/lib/integrity/queries";
import { createLead } from "@/lib/leads/create-lead";
import { deleteLead } from "@/lib/leads/delete-lead";
import { getLead } from "@/lib/leads/queries";
import { restoreLead } from "@/lib/leads/restore-lead";
import { assessLead } from "@/lib/outreach/assess-lead";
import { cancelMessage } from "./cancel-message";
import { getMessage } from "./queries";
import { queueMessage } from "./queue-message";

const { admin } = await testDatabase();

let org: MintedOrganization;
let lead: string;
let email: string;
beforeEach(async () => {
  org = await mintOrganization();
  email = `jane@${org.slug}.example`;
  lead = (await createLead(org.rep1, { last_name: "Doe", email, linkedin: "in/jane-doe" })).id;
});

const hours = (count: number) => new Date(org.rep1.now.getTime() + count * 3_600_000);
const write = (ctx: Context, given: Record<string, unknown> = {}) =>
  queueMessage(ctx, {
    lead_id: lead,
    channel: "email",
    subject: "Dates",
    body_text: "Shall we say Tuesday?",
    ...given,
  });
const schedule = (ctx: Context, when: Date, given = {}) => write(ctx, { scheduled_for: when.toISOString(), ...given });
const refusalOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw new Error(`Expected a refusal, got ${String(error)}`);
  return error;
};
const message = (id: string, ctx = org.rep1) =>
  read(ctx, "communications:read", (tx) => getMessage(tx, id, ctx.actor.userId));
const eventsOf = (kind: string) =>
  admin`select e.subjects, p.payload::jsonb as payload from events e join event_payloads p using (org_id, id) where e.org_id = ${org.orgId} and e.kind = ${kind}`;
const soundness = async () =>
  (await read(org.admin, "audit:read", checkOrganization)).filter((one) => !one.ok).map((one) => one.name);

describe("a message that is queued", () => {
  it("waits with its name and its moment, and everybody who looks at the lead learns of it", async () => {
    const queued = await write({ ...org.rep1, actor: { ...org.rep1.actor, via: "api" } });
    expect(queued).toEqual({
      id: expect.any(String),
      status: "queued",
      message_id: `<${queued.id}@${org.orgId}.touchline.invalid>`,
      send_at: org.rep1.now.toISOString(),
    });
    expect(await message(queued.id)).toMatchObject({
      status: "queued",
      to: email,
      subject: "Dates",
      body_text: "Shall we say Tuesday?",
      user: { id: org.rep1.actor.userId, name: "rep1" },
    });
    expect(await eventsOf("message.queued")).toMatchObject([
      { subjects: { lead_id: lead, communication_id: queued.id }, payload: { owner_id: org.rep1.actor.userId } },
    ]);
    expect(await eventsOf("lead.contacted")).toEqual([]);
  });

  it("leaves ten seconds later when a person wrote it, so that they may take it back", async () => {
    expect((await write(org.rep1)).send_at).toBe(new Date(org.rep1.now.getTime() + 10_000).toISOString());
  });

  it("is no touch: the lead's summary and status stay, and the timeline shows it as waiting", async () => {
    const queued = await schedule(org.rep1, hours(30));
    expect(await read(org.rep1, "leads:read", (tx) => getLead(tx, lead))).toMatchObject({
      status: "new",
      contact_count: 0,
      last_contacted_at: null,
    });
    const page = await read(org.rep1, "communications:read", (tx) => listTouches(tx, { leadId: lead, limit: 50 }));
    expect(page.data).toMatchObject([{ id: queued.id, status: "queued", scheduled_for: hours(30).toISOString() }]);
    expect(await admin`select count(*)::int as n from contact_attempts where company_id = ${org.orgId}`).toEqual([
      { n: 0 },
    ]);
    expect(await soundness()).toEqual([]);
  });

  it("goes to the address of the lead that was asked for, however it is spelled", async () => {
    const second = `second@${org.slug}.example`;
    await admin`insert into contact_points (org_id, lead_id, kind, raw, norm) values (${org.orgId}, ${lead}, 'email', ${second}, ${second})`;
    const { id } = await write(org.rep1, { to: ` ${second.toUpperCase()} ` });
    expect((await message(id)).to).toBe(second);
    const first = `jane@${org.slug}.example`;
    expect(await slotKeys(id)).toEqual([`lead ${lead}`, `point email:${first}`, `point email:${second}`]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["a moment that has passed", { scheduled_for: "2020-01-01T09:00:00Z" }, "scheduled_for"],
    ["a moment two years ahead", { scheduled_for: "2028-12-01T09:00:00Z" }, "scheduled_for"],
    ["an address that is not the lead's", { to: "somebody@else.example" }, "to"],
    ["an address that is none", { to: "not an address" }, "to"],
    ["a line break in the subject", { subject: "Hi\r\nBcc: all@example.org" }, "subject"],
    ["a NUL in the subject", { subject: "Hi\u0000" }, "subject"],
    ["a NUL in the text", { body_text: "Hi\u0000" }, "body_text"],
    ["a subject of 501 characters", { subject: "x".repeat(501) }, "subject"],
    ["a text of 100,001 characters", { body_text: "x".repeat(100_001) }, "body_text"],
    ["no text", { body_text: "  " }, "body_text"],
    ["HTML that says nothing", { body_text: undefined, body_html: "<p> </p><script>x</script>" }, "body_text"],
    ["HTML on a channel without it", { channel: "linkedin", body_html: "<p>Hi</p>" }, "body_html"],
    ["variables without a template", { variables: {} }, "variables"],
    ["a channel nobody writes on", { channel: "call" }, "channel"],
    ["a channel without an address on file", { channel: "sms" }, "to"],
    ["a conversation that is not here", { thread_id: "00000000-0000-7000-8000-000000000000" }, "thread_id"],
    ["priority 11", { priority: 11 }, "priority"],
    ["a reason that is too short", { override_reason: "because" }, "override_reason"],
    ["a field nobody knows", { bcc: "all@example.org" }, "bcc"],
  ])("is refused with %s, which names the field", async (_, given, path) => {
    expect(await refusalOf(write(org.rep1, given))).toMatchObject({ code: "INVALID", status: 400, errors: [{ path }] });
    expect(await admin`select 1 from communications where org_id = ${org.orgId}`).toEqual([]);
  });

  it("is not seen from another organization", async () => {
    const { id } = await write(org.rep1);
    const other = await mintOrganization();
    expect(await refusalOf(message(id, other.rep1))).toMatchObject({ code: "NOT_FOUND" });
    expect(await refusalOf(cancelMessage(other.admin, { id }))).toMatchObject({ code: "NOT_FOUND" });
    expect(await refusalOf(write(other.rep1))).toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("the slot of a message for Thursday", () => {
  it("stands from now on: a touch that overlaps its day is refused with who scheduled what", async () => {
    await schedule(org.rep1, hours(12));
    const refused = await refusalOf(logContact(org.rep2, { lead_id: lead, method: "email" }));
    expect(refused).toMatchObject({
      code: "RECENTLY_CONTACTED",
      extra: { holder: { user: { name: "rep1" }, at: hours(12).toISOString(), scheduled: true, subject: "Dates" } },
    });
    expect(refused.detail).toContain("rep1 has scheduled an email for");
    expect(await refusalOf(schedule(org.rep2, hours(35)))).toMatchObject({ code: "RECENTLY_CONTACTED" });
  });

  it("leaves a touch that ends before it alone, but for a warning", async () => {
    await schedule(org.rep1, hours(30));
    expect(await refusalOf(logContact(org.rep2, { lead_id: lead, method: "email" }))).toMatchObject({
      code: "SAME_CHANNEL_RECENT",
      extra: { overridable: true, holder: { scheduled: true } },
    });
    await logContact(org.rep2, { lead_id: lead, method: "email", override_reason: "she asked me to call back" });
    expect(await soundness()).toEqual([]);
  });

  it("is shown by contactability", async () => {
    await schedule(org.rep1, hours(3));
    const { channels } = await read(org.rep2, "leads:read", (tx) => assessLead(tx, lead, org.rep2));
    expect(channels.email).toMatchObject({ verdict: "blocked", next_allowed_at: hours(27).toISOString() });
    expect(channels.linkedin).toMatchObject({ verdict: "free" });
  });

  it("is judged as of its moment: what is too early now is free then", async () => {
    await logContact(org.rep1, { lead_id: lead, method: "email" });
    expect(await refusalOf(write(org.rep2))).toMatchObject({ code: "RECENTLY_CONTACTED" });
    expect(await refusalOf(schedule(org.rep2, hours(23)))).toMatchObject({ code: "RECENTLY_CONTACTED" });
    expect(await refusalOf(schedule(org.rep2, hours(25)))).toMatchObject({ code: "SAME_CHANNEL_RECENT" });
    expect(await schedule(org.rep2, hours(24 * 8))).toMatchObject({ status: "queued" });
  });

  it("still stands when its moment has passed and nothing has left", async () => {
    await schedule(org.rep1, hours(1));
    const later = at(org.rep2, hours(5));
    expect(await refusalOf(logContact(later, { lead_id: lead, method: "email" }))).toMatchObject({
      code: "RECENTLY_CONTACTED",
      extra: { holder: { scheduled: true } },
    });
  });
});

describe("cancelling", () => {
  it("frees the slot at once, and says who cancelled it", async () => {
    const { id } = await schedule(org.rep1, hours(12));
    expect(await cancelMessage(org.rep1, { id })).toMatchObject({
      status: "cancelled",
      ended_reason: "rep1 cancelled it.",
    });
    expect(await logContact(org.rep2, { lead_id: lead, method: "email" })).toMatchObject({ collisions: [] });
    expect(await eventsOf("message.cancelled")).toMatchObject([{ subjects: { communication_id: id } }]);
    expect(await soundness()).toEqual([]);
  });

  it("is refused a second time, for a colleague's message, and never for a manager", async () => {
    const { id } = await schedule(org.rep1, hours(12));
    expect(await refusalOf(cancelMessage(org.rep2, { id }))).toMatchObject({ code: "FORBIDDEN" });
    expect(await cancelMessage(org.manager, { id })).toMatchObject({ ended_reason: "manager cancelled it." });
    expect(await refusalOf(cancelMessage(org.rep1, { id }))).toMatchObject({
      code: "CONFLICT",
      status: 409,
      extra: { status: "cancelled" },
    });
  });

  it("is not for touches that were never messages", async () => {
    const logged = await logContact(org.rep1, { lead_id: lead, method: "email" });
    expect(await refusalOf(cancelMessage(org.rep1, { id: logged.id }))).toMatchObject({ code: "NOT_FOUND" });
  });

  it("happens by itself when the lead goes: a restored lead gets nothing that was stopped", async () => {
    const { id } = await schedule(org.rep1, hours(12));
    await deleteLead(org.rep2, { lead_id: lead });
    await restoreLead(org.rep2, { lead_id: lead });
    expect(await message(id)).toMatchObject({ status: "cancelled", ended_reason: "rep2 deleted the lead." });
    expect(await write(org.rep2)).toMatchObject({ status: "queued" });
  });

  it("happens by itself when somebody opts out, and the slots are free", async () => {
    const { id } = await schedule(org.rep1, hours(12));
    const added = await addDncEntry(org.rep2, { kind: "email", value: email, reason: "asked to stop" });
    expect(added.cancelled.messages).toBe(1);
    expect(await message(id)).toMatchObject({
      status: "cancelled",
      ended_reason: "They are on the do-not-contact list now.",
    });
    expect(await admin`select 1 from contact_guards where communication_id = ${id} and not isempty(span)`).toEqual([]);
    expect(await refusalOf(schedule(org.rep1, hours(50)))).toMatchObject({ code: "DNC_BLOCKED" });
    expect(await soundness()).toEqual([]);
  });

  it("an entry that will have run out by then still stops the promise today", async () => {
    const expires_at = hours(24).toISOString();
    await addDncEntry(org.rep2, { kind: "email", value: email, reason: "on holiday", expires_at });
    expect(await refusalOf(schedule(org.rep1, hours(48)))).toMatchObject({
      code: "DNC_BLOCKED",
      extra: { overridable: false },
    });
  });
});

describe("an override", () => {
  const reason = "the board asked for it today";

  it("by a manager blocks the message that waits, keeps the reason, and names its owner", async () => {
    const { id } = await schedule(org.rep1, hours(12));
    const taken = await logContact(org.manager, { lead_id: lead, method: "email", override_reason: reason });
    expect(await message(id)).toMatchObject({ status: "blocked", ended_reason: `manager took the slot: ${reason}` });
    expect(await eventsOf("message.blocked")).toMatchObject([
      {
        subjects: { lead_id: lead, communication_id: id, user_id: org.rep1.actor.userId },
        payload: { by: "manager", subject: "Dates" },
      },
    ]);
    expect(await refusalOf(cancelMessage(org.rep1, { id }))).toMatchObject({ code: "CONFLICT" });
    expect(taken.collisions).toMatchObject([
      { kind: "overridden", code: "RECENTLY_CONTACTED", other_id: id },
      { kind: "overridden", code: "SAME_CHANNEL_RECENT", other_id: id },
    ]);
    expect(await soundness()).toEqual([]);
  });

  it("through a twin with the same address frees the other lead's slot too", async () => {
    const twin = (await createLead(org.rep1, { last_name: "Doe", email })).id;
    const { id } = await schedule(org.rep1, hours(12));
    await queueMessage(org.manager, { lead_id: twin, channel: "email", body_text: "Now", override_reason: reason });
    expect(await message(id)).toMatchObject({ status: "blocked" });
    expect(await admin`select 1 from contact_guards where communication_id = ${id} and not isempty(span)`).toEqual([]);
    expect(await soundness()).toEqual([]);
  });

  it("is warned of at every lead of the person, with its text, before it goes", async () => {
    const twin = (await createLead(org.rep2, { last_name: "Doe", email })).id;
    const long = "We can have the first depot live before the holiday peak, with two weeks of parallel running.";
    await schedule(org.rep1, hours(48), { body_text: long });
    const { extra } = await refusalOf(
      queueMessage(org.rep2, { lead_id: twin, channel: "email", subject: "Dates", body_text: long }),
    );
    expect(extra).toMatchObject({
      overridable: true,
      warnings: [{ code: "SAME_CHANNEL_RECENT" }, { code: "SIMILAR_MESSAGE", similarity: 1 }],
    });
  });

  it("by a rep is refused, and the message waits on", async () => {
    const { id } = await schedule(org.rep1, hours(12));
    expect(await refusalOf(write(org.rep2, { override_reason: reason }))).toMatchObject({
      extra: { overridable: false },
    });
    expect(await message(id)).toMatchObject({ status: "queued" });
  });
});

const slotKeys = async (id: string) =>
  (
    await admin`select scope || ' ' || scope_key as key from contact_guards where communication_id = ${id} order by 1`
  ).map((row) => row.key);
