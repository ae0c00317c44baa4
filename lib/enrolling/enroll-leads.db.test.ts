import { beforeEach, describe, expect, it } from "vitest";
import type { inOrganization } from "@/db/tenant";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { skipItem } from "@/lib/daily-outreach/skip-item";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { getEnrollment, listEnrollments } from "@/lib/enrollments/queries";
import { listEnrollmentsInputSchema } from "@/lib/enrollments/schema";
import { stopEnrollment } from "@/lib/enrollments/stop-enrollment";
import { createLead } from "@/lib/leads/create-lead";
import { deleteLead } from "@/lib/leads/delete-lead";
import { assessLead } from "@/lib/outreach/assess-lead";
import { runEnrollments } from "@/lib/sequence-engine/run-enrollments";
import { pauseSequence } from "@/lib/sequence-pauses/pause-sequence";
import { createSequence } from "@/lib/sequences/create-sequence";
import { publishSequence } from "@/lib/sequences/publish-sequence";
import { listVersions } from "@/lib/sequences/queries";
import { updateSequence } from "@/lib/sequences/update-sequence";
import { changeSettings } from "@/lib/settings/change-settings";
import { contextOf } from "@/lib/worker/organization-context";
import { enrollLead } from "./enroll-lead";
import { enrollLeads } from "./enroll-leads";
import { moveEnrollments } from "./move-enrollments";
import { previewEnrollment, previewMove } from "./queries";

const { admin } = await testDatabase();
let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
});

const email = { kind: "email", subject: "Dates", body: "Shall we say Tuesday?" };
const wait = { kind: "wait", delay_hours: 24 };
const makeSequence = async (given: object = {}) =>
  (
    await createSequence(org.admin, {
      name: `S ${Math.random()}`,
      steps: [email, wait, email],
      publish: true,
      ...given,
    })
  ).id;
let nth = 0;
const makeLead = async (given: object = {}, ctx: Context = org.rep1) =>
  (await createLead(ctx, { last_name: "Doe", email: `l${nth++}@${org.slug}.example`, ...given })).id;
const enroll = (lead_id: string, sequence_id: string, given: object = {}) =>
  enrollLead(org.rep1, { lead_id, sequence_id, ...given });

describe("a sequence", () => {
  it("is published, frozen, and goes on in a new version while people stay on theirs until they are moved", async () => {
    const id = await makeSequence();
    const lead = await makeLead();
    const enrollment = await enroll(lead, id);
    const changed = await updateSequence(org.admin, { sequence_id: id, steps: [email] });
    expect(changed).toMatchObject({ live_version: 1, draft_version: 2, state: "active" });
    await publishSequence(org.admin, { sequence_id: id });
    const versions = await read(org.admin, "sequences:read", (tx) => listVersions(tx, id));
    expect(versions.map((one) => [one.number, one.running, one.steps.length])).toEqual([
      [2, 0, 1],
      [1, 1, 3],
    ]);
    const preview = await read(org.admin, "sequences:read", (tx) => previewMove(tx, id));
    expect(preview).toMatchObject({
      to_version: 2,
      data: [{ enrollment_id: enrollment.id, from_version: 1, from_step: 1, to_step: 1 }],
    });
    // What was shown is what is done: not into a version that was published since.
    const shown = { sequence_id: id, enrollment_ids: preview.data.map((one) => one.enrollment_id) };
    await expect(moveEnrollments(org.admin, { ...shown, to_version: 1 })).rejects.toMatchObject({ code: "STALE" });
    expect(await moveEnrollments(org.admin, { ...shown, to_version: 2 })).toEqual({ moved: 1, finished: 0 });
    const after = await read(org.rep1, "sequences:read", (tx) => getEnrollment(tx, enrollment.id, org.rep1.now));
    expect(after.version).toBe(2);
    await expect(publishSequence(org.admin, { sequence_id: id })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("accounts for every lead that is asked for, also those that are not here", async () => {
    const id = await makeSequence();
    const [lead, gone] = [await makeLead(), await makeLead()];
    await deleteLead(org.rep1, { lead_id: gone });
    const lead_ids = [lead, gone, id, lead];
    const preview = await read(org.rep1, "leads:read", (tx) =>
      previewEnrollment(tx, { sequence_id: id, lead_ids }, org.rep1),
    );
    expect(preview).toMatchObject({ ok: 1, skipped: 2, decide: 0 });
    expect(preview.data.map((one) => [one.lead.id, one.code])).toEqual([
      [lead, null],
      [gone, "NOT_FOUND"],
      [id, "NOT_FOUND"],
    ]);
    const entered = await enrollLeads(org.rep1, { sequence_id: id, lead_ids });
    expect(entered).toMatchObject({ enrolled: 1, left_out: [{ lead: { id: gone } }, { lead: { id } }] });
  });

  it("tells of those on an older version who wait for a rep, and moves them when that is done", async () => {
    const steps = [{ kind: "call" as const, subject: "Ask" }, email];
    const id = (await createSequence(org.admin, { name: "Calls", steps, publish: true })).id;
    const { id: enrollment } = await enroll(await makeLead(), id);
    await runEnrollments(contextOf(org.orgId), {});
    await updateSequence(org.admin, { sequence_id: id, steps: [...steps, email] });
    await publishSequence(org.admin, { sequence_id: id });
    const preview = () => read(org.admin, "sequences:read", (tx) => previewMove(tx, id));
    expect(await preview()).toEqual({ to_version: 2, data: [], total: 0, asked: 1 });
    const [item] = await admin`select id from daily_outreach_items where enrollment_id = ${enrollment}`;
    await skipItem(org.rep1, { item_id: item?.id, reason: "No number" });
    expect(await preview()).toMatchObject({ data: [{ from_step: 2, to_step: 2 }], total: 1, asked: 0 });
  });

  it("that was published is not changed by SQL either", async () => {
    const id = await makeSequence();
    const versions = await read(org.admin, "sequences:read", (tx) => listVersions(tx, id));
    const version = versions[0]?.id ?? "";
    const hand = (work: Parameters<typeof inOrganization>[1]) => outcomeOf(org.orgId, work);
    expect(await hand((tx) => tx.sql`delete from sequence_steps where version_id = ${version}`)).toBe("TL140");
    expect(
      await hand(
        (tx) => tx.sql`insert into sequence_steps (version_id, position, kind) values (${version}, 9, 'wait')`,
      ),
    ).toBe("TL140");
    expect(
      await hand(
        (tx) => tx.sql`update sequence_versions set frozen_at = null, published_by = null where id = ${version}`,
      ),
    ).toBe("TL140");
    await expect(admin`update sequence_steps set body = 'x' where version_id = ${version}`).resolves.toBeDefined();
  });

  it("with something wrong in it is not published, and says what", async () => {
    const steps = [{ ...email, body: "Hello {{nickname}}" }];
    await expect(makeSequence({ steps })).rejects.toMatchObject({
      code: "CONFLICT",
      extra: { problems: [{ position: 1, code: "UNKNOWN_FIELD" }] },
    });
    const draft = await createSequence(org.admin, { name: "Draft", steps });
    await expect(enroll(await makeLead(), draft.id)).rejects.toMatchObject({ code: "SEQUENCE_NOT_ACTIVE" });
  });

  it("is an admin's to write", async () => {
    await expect(createSequence(org.rep1, { name: "Mine" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("enrolling a lead", () => {
  it("takes them in once, and says so to whoever would contact them", async () => {
    const [id, other] = [await makeSequence(), await makeSequence({ name: "Other" })];
    const lead = await makeLead();
    const enrollment = await enroll(lead, id);
    expect(enrollment).toMatchObject({
      status: "active",
      step: { position: 1, kind: "email" },
      events: [{ kind: "enrolled" }],
    });
    await expect(enroll(lead, id)).rejects.toMatchObject({ code: "IN_SEQUENCE" });
    await expect(enroll(lead, other)).rejects.toMatchObject({ code: "IN_SEQUENCE" });
    const { channels } = await read(org.rep2, "leads:read", (tx) => assessLead(tx, lead, org.rep2));
    expect(channels.call?.rules.at(-1)).toMatchObject({ code: "IN_SEQUENCE", result: "warn", overridable: true });
    await expect(
      logContact(org.rep2, { lead_id: lead, method: "linkedin", direction: "outbound" }),
    ).rejects.toMatchObject({ code: "IN_SEQUENCE" });
    await stopEnrollment(org.rep1, { enrollment_id: enrollment.id });
    await expect(stopEnrollment(org.rep1, { enrollment_id: enrollment.id })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    expect(await enroll(lead, other)).toMatchObject({ status: "active" });
  });

  it("is possible beside another sequence only where that is allowed", async () => {
    const [id, beside] = [await makeSequence(), await makeSequence({ name: "Beside", alongside: true })];
    const lead = await makeLead();
    await enroll(lead, id);
    expect(await enroll(lead, beside)).toMatchObject({ status: "active" });
  });

  it("by many at one moment makes one enrollment", async () => {
    const ids = [await makeSequence(), await makeSequence({ name: "Other" })];
    const lead = await makeLead();
    const tries = Array.from({ length: 8 }, (_, one) => enroll(lead, ids[one % 2] ?? ""));
    const settled = await Promise.allSettled(tries);
    expect(settled.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    for (const one of settled) if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "IN_SEQUENCE" });
  });

  it("is refused with a typed reason", async () => {
    const id = await makeSequence();
    const blocked = await makeLead({ email: `stop@${org.slug}.example` });
    await addDncEntry(org.rep1, { kind: "email", value: `stop@${org.slug}.example`, reason: "asked" });
    await expect(enroll(blocked, id)).rejects.toMatchObject({ code: "DNC_BLOCKED" });
    await expect(enroll(await makeLead({ email: null }), id)).rejects.toMatchObject({ code: "ADDRESS_INVALID" });
    await pauseSequence(org.admin, { sequence_id: id });
    await expect(enroll(await makeLead(), id)).rejects.toMatchObject({ code: "SEQUENCE_NOT_ACTIVE" });
  });

  it("that a colleague is in contact with begins when the guard allows it, if somebody decides so", async () => {
    const id = await makeSequence();
    const lead = await makeLead();
    await logContact(org.rep2, { lead_id: lead, method: "email", direction: "outbound" });
    await expect(enroll(lead, id)).rejects.toMatchObject({ code: "RECENTLY_CONTACTED", extra: { decide: true } });
    const afterwards = at(org.rep1, new Date(org.rep1.now.getTime() + 60_000));
    const enrollment = await enrollLead(afterwards, { lead_id: lead, sequence_id: id, when_allowed: true });
    const days = (Date.parse(enrollment.next_run_at ?? "") - org.rep1.now.getTime()) / 86_400_000;
    // Not when the slot alone is free: automation stops at a warning as well.
    expect(days).toBeGreaterThan(6.9);
    const begun = at(contextOf(org.orgId), new Date(Date.parse(enrollment.next_run_at ?? "") + 60_000));
    expect(await runEnrollments(begun, {})).toMatchObject({ taken: 1 });
    const after = await read(org.rep1, "leads:read", (tx) => getEnrollment(tx, enrollment.id, begun.now));
    expect([after.last_reason, after.status]).toEqual(["It passed the guard and waits to go out.", "active"]);
  });

  it("is asked about in the owner's name, in which it goes, whoever enrolls", async () => {
    const id = await makeSequence();
    const company = `Acme ${org.slug}`;
    await changeSettings(org.admin, { "guard.company.window_days": 14 });
    const [first, second] = [await makeLead({ company }), await makeLead({ company })];
    const preview = async (ctx: Context, lead: string) =>
      (await read(ctx, "leads:read", (tx) => previewEnrollment(tx, { sequence_id: id, lead_ids: [lead] }, ctx)))
        .data[0];
    await logContact(org.manager, { lead_id: first, method: "email", direction: "outbound" });
    expect(await preview(org.manager, second)).toMatchObject({ outcome: "decide", code: "COMPANY_RECENT" });
    // Also where there is another reason to decide: it begins when the guard has nothing against it.
    await logContact(org.rep1, { lead_id: second, method: "email", direction: "inbound" });
    const asked = await preview(org.manager, second);
    expect(asked).toMatchObject({ outcome: "decide", code: "NOT_ENROLLABLE" });
    expect(Date.parse(asked?.begins_at ?? "") - org.rep1.now.getTime()).toBeGreaterThan(13 * 86_400_000);
    const there = (name: string) => makeLead({ company: "Moss", email: `${name}@moss-${org.slug}.example` });
    const own = [await there("ada"), await there("ben")];
    await logContact(org.rep1, { lead_id: own[0] ?? "", method: "email", direction: "outbound" });
    expect(await preview(org.manager, own[1] ?? "")).toMatchObject({ outcome: "ok" });
  });

  it("lets one of two colleagues at a company go first, and says of the other whom it waits for, and until when", async () => {
    await changeSettings(org.admin, { "guard.company.window_days": 14 });
    const id = await makeSequence();
    const there = (name: string, ctx: Context) =>
      makeLead({ last_name: name, company: "Fern", email: `${name}@fern-${org.slug}.example` }, ctx);
    const [ada, ben, cleo] = [
      await there("Ada", org.rep1),
      await there("Ben", org.rep2),
      await there("Cleo", org.rep1),
    ];
    const asked = { sequence_id: id, lead_ids: [ada, ben, cleo] };
    const preview = await read(org.manager, "leads:read", (tx) => previewEnrollment(tx, asked, org.manager));
    expect(preview.data.map((one) => [one.lead.name, one.outcome, one.code])).toEqual([
      ["Ada", "ok", null],
      ["Ben", "decide", "COMPANY_RECENT"],
      ["Cleo", "ok", null],
    ]);
    expect(preview.data[1]?.reason).toBe(
      `${org.rep1.actor.name} is to contact Ada at the same company by this sequence. Two colleagues at once would stop each other.`,
    );
    // The second email comes a day after the first, and their company rests for two weeks after that.
    const days = (Date.parse(preview.data[1]?.begins_at ?? "") - org.manager.now.getTime()) / 86_400_000;
    expect(days).toBeCloseTo(15, 1);
    expect(await enrollLeads(org.manager, { ...asked, when_allowed: [ben] })).toMatchObject({ enrolled: 3 });
    const begun = at(contextOf(org.orgId), new Date(org.manager.now.getTime() + 60_000));
    await runEnrollments(begun, {});
    const running = await admin`select status from lead_sequence_enrollments where sequence_id = ${id}`;
    expect(running.map((row) => row.status)).toEqual(["active", "active", "active"]);
  });

  it("is out of the reach of another organization", async () => {
    const stranger = await mintOrganization();
    const [id, lead] = [await makeSequence(), await makeLead()];
    const enrollment = await enroll(lead, id);
    await expect(enrollLead(stranger.rep1, { lead_id: lead, sequence_id: id })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(stopEnrollment(stranger.admin, { enrollment_id: enrollment.id })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(updateSequence(stranger.admin, { sequence_id: id, name: "Mine" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("enrolling many", () => {
  it("splits them before into fine, left out and to decide, and then does as it said", async () => {
    const id = await makeSequence();
    const [fine, none, touched, taken] = [
      await makeLead(),
      await makeLead({ email: null }),
      await makeLead(),
      await makeLead(),
    ];
    await logContact(org.rep2, { lead_id: touched, method: "email", direction: "outbound" });
    await enroll(taken, id);
    const lead_ids = [fine, none, touched, taken];
    const preview = await read(org.rep1, "leads:read", (tx) =>
      previewEnrollment(tx, { sequence_id: id, lead_ids }, org.rep1),
    );
    expect(preview).toMatchObject({ ok: 1, skipped: 2, decide: 1 });
    expect(preview.data.map((one) => [one.lead.id, one.outcome, one.code])).toEqual([
      [fine, "ok", null],
      [none, "skipped", "ADDRESS_INVALID"],
      [touched, "decide", "RECENTLY_CONTACTED"],
      [taken, "skipped", "IN_SEQUENCE"],
    ]);
    const done = await enrollLeads(org.rep1, { sequence_id: id, lead_ids, when_allowed: [touched] });
    expect([done.enrolled, done.left_out.map((one) => one.lead.id)]).toEqual([2, [none, taken]]);
    const page = await read(org.rep1, "leads:read", (tx) =>
      listEnrollments(tx, listEnrollmentsInputSchema.parse({ sequence_id: id, limit: 2 }), org.rep1.now),
    );
    expect([page.data.length, page.next_cursor]).toEqual([2, expect.any(String)]);
    const rest = await read(org.rep1, "leads:read", (tx) =>
      listEnrollments(
        tx,
        listEnrollmentsInputSchema.parse({ sequence_id: id, limit: 2, cursor: page.next_cursor }),
        org.rep1.now,
      ),
    );
    expect([rest.data.length, rest.next_cursor]).toEqual([1, null]);
  });
});

describe("a do-not-contact entry", () => {
  it("stops the enrollments it reaches in its own transaction, and counts them", async () => {
    const id = await makeSequence();
    const [lead, other] = [await makeLead({ email: `a@stop-${org.slug}.example` }), await makeLead()];
    const [mine, theirs] = [await enroll(lead, id), await enroll(other, id)];
    const added = await addDncEntry(org.rep2, { kind: "domain", value: `stop-${org.slug}.example`, reason: "asked" });
    expect(added.cancelled).toEqual({ messages: 0, enrollments: 1, suggestions: 0 });
    const see = (one: string) => read(org.rep1, "leads:read", (tx) => getEnrollment(tx, one, org.rep1.now));
    expect(await see(mine.id)).toMatchObject({ status: "stopped", stop_reason: "do_not_contact" });
    expect(await see(theirs.id)).toMatchObject({ status: "active" });
  });

  it("for a channel that the sequence does not use leaves it alone", async () => {
    const id = await makeSequence();
    const lead = await makeLead({ phone: "+14155550123" });
    await enroll(lead, id);
    const added = await addDncEntry(org.rep2, {
      kind: "phone",
      value: "+14155550123",
      channel: "sms",
      reason: "asked",
    });
    expect(added.cancelled.enrollments).toBe(0);
  });
});
