import { beforeEach, describe, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { markResponded } from "@/lib/communications/mark-responded";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { completeItem } from "@/lib/daily-outreach/complete-item";
import { getDay } from "@/lib/daily-outreach/queries";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { erasePerson } from "@/lib/erasure/erase-person";
import { createLead } from "@/lib/leads/create-lead";
import { deleteLead } from "@/lib/leads/delete-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { assessLead } from "@/lib/outreach/assess-lead";
import { cancelMessage } from "@/lib/sending/cancel-message";
import { getMessage } from "@/lib/sending/queries";
import { findSuggestions } from "@/lib/suggestion-engine/find-suggestions";
import { approveSuggestion } from "@/lib/suggestions/approve-suggestion";
import { modifySuggestion } from "@/lib/suggestions/modify-suggestion";
import { getQuality } from "@/lib/suggestions/quality-queries";
import { getSuggestion, listOpen, listSuggestions } from "@/lib/suggestions/queries";
import { rejectSuggestion } from "@/lib/suggestions/reject-suggestion";
import { listSuggestionsInputSchema, QUALITY_FIGURES } from "@/lib/suggestions/schema";
import { snoozeSuggestion } from "@/lib/suggestions/snooze-suggestion";

const { admin } = await testDatabase();
const day = 86_400_000;

let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
});

const fresh = (ctx: Context) => at(ctx, new Date());
const daysAgo = (days: number) => new Date(Date.now() - days * day).toISOString();
/** The day, without a year: the first days of January name the year before. */
const dayWords = (days: number) => {
  const [then, today] = [new Date(daysAgo(days)), new Date()];
  const year = then.getUTCFullYear() === today.getUTCFullYear() ? undefined : "numeric";
  return new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short", year }).format(then);
};
let nth = 0;
const newLead = async (more: object = {}) => {
  nth += 1;
  return (
    await createLead(org.rep1, {
      first_name: "Ada",
      last_name: "Moss",
      email: `ada${nth}@${org.slug}.example`,
      ...more,
    })
  ).id;
};
const touch = (leadId: string, days: number, more: object = {}) =>
  logContact(fresh(org.rep1), {
    lead_id: leadId,
    method: "email",
    subject: "Dates",
    already_happened: true,
    occurred_at: daysAgo(days),
    ...more,
  });
const silent = async (days = 8) => {
  const lead = await newLead();
  await touch(lead, days);
  return lead;
};
const find = () => findSuggestions(fresh(org.admin), {});
const list = async (leadId?: string, ctx = org.rep1) =>
  (
    await read(ctx, "suggestions:read", (tx) =>
      listSuggestions(tx, listSuggestionsInputSchema.parse({ lead_id: leadId })),
    )
  ).data;
/** The one suggestion about a lead that was written to eight days ago. */
const suggested = async () => {
  const lead = await silent();
  await find();
  const [one] = await list(lead);
  if (!one) throw new Error("Nothing was suggested");
  return one;
};
const dayFor = (ctx: Context) => read(fresh(ctx), "communications:read", (tx) => getDay(tx, fresh(ctx)));
const messagesOf = async (leadId: string) =>
  admin`select id, subject, body, source, status from communications where lead_id = ${leadId} and source = 'suggestion'`;

describe("the engine", () => {
  it("proposes a second mail after five days without an answer, with its reasons, what it rests on and when it may go out", async () => {
    const one = await suggested();
    expect(one).toMatchObject({
      type: "SEND_EMAIL",
      status: "PENDING",
      cause: "no_answer",
      channel: "email",
      content: { subject: "Re: Dates", body: expect.stringContaining("Hi Ada,"), template_id: null },
      reasoning: `No answer since ${dayWords(8)}.`,
      evidence: [{ kind: "touch", words: "The last email: Dates" }, { kind: "lead" }],
      confidence: 0.6,
      not_before: null,
      version: 1,
      user: { name: "rep1" },
    });
    expect(one.proposed).toEqual(one.content);
    await find();
    expect(await list(one.lead_id)).toHaveLength(1);
  });

  it("proposes an answer to what nobody answered, before everything else", async () => {
    const lead = await newLead();
    await touch(lead, 9);
    await touch(lead, 1, { direction: "inbound", subject: "A question" });
    await find();
    expect(await list(lead)).toMatchObject([
      {
        type: "REPLY",
        cause: "unanswered",
        content: { subject: "Re: A question" },
        reasoning: `They wrote on ${dayWords(1)} and nobody has answered.`,
      },
    ]);
  });

  it("says of an answer what the guard says of answers: our own mail of this morning does not stand in its way", async () => {
    const lead = await newLead();
    await touch(lead, 0.4);
    await touch(lead, 0.3, { direction: "inbound", subject: "A question" });
    await find();
    const [one] = await list(lead);
    expect(one).toMatchObject({ type: "REPLY", not_before: null, reply_to_id: expect.any(String) });
    const verdictOf = async (replyToId?: string) =>
      (await read(org.rep1, "leads:read", (tx) => assessLead(tx, lead, fresh(org.rep1), { replyToId }))).channels.email;
    expect([(await verdictOf())?.verdict, (await verdictOf(one?.reply_to_id ?? ""))?.verdict]).toEqual([
      "blocked",
      "free",
    ]);
    await expect(verdictOf(newId())).rejects.toMatchObject({ code: "INVALID" });
    expect(await approveSuggestion(fresh(org.rep1), { id: one?.id ?? "", version: 1 })).toMatchObject({
      status: "EXECUTED",
    });
    // Who comes second to the same message finds it answered.
    expect((await verdictOf(one?.reply_to_id ?? ""))?.verdict).toBe("blocked");
  });

  it("says how they reached us: a call is no message, and a mark without one is an answer", async () => {
    const [called, marked] = [await newLead(), await newLead()];
    await touch(called, 9);
    await touch(called, 1, { method: "call", direction: "inbound", subject: null });
    const { id } = await touch(marked, 3);
    await markResponded(fresh(org.rep1), { contact_id: id, responded: true, response_at: daysAgo(2) });
    await find();
    expect((await list(called))[0]).toMatchObject({
      reasoning: `They called on ${dayWords(1)} and nobody has answered.`,
      content: { subject: "Your call", body: expect.stringContaining("thank you for your call") },
    });
    expect((await list(marked))[0]?.reasoning).toBe(
      `They answered on ${dayWords(2)} and nobody has come back to them.`,
    );
  });

  it("proposes a call where mail was in vain, words after a meeting, a proposal and a second person, each in its shape", async () => {
    const [vain, met, far] = [await newLead({ phone: "+14155550123" }), await newLead(), await newLead()];
    for (const days of [10, 7, 4]) await touch(vain, days, { method: "linkedin" });
    await touch(met, 2, { method: "meeting" });
    await touch(far, 1);
    await updateLead(org.rep1, { lead_id: far, status: "qualified" });
    await admin`update leads set status_changed_at = now() - interval '4 days' where id = ${far}`;
    await find();
    expect(await list(vain)).toMatchObject([
      {
        type: "SCHEDULE_CALL",
        content: { suggested_times: expect.any(Array), duration: 15, meeting_type: "discovery" },
      },
    ]);
    expect(await list(met)).toMatchObject([{ type: "SEND_EMAIL", cause: "meeting_passed" }]);
    expect((await list(far)).map((one) => one.type).sort()).toEqual(["SEND_PROPOSAL", "TASK"]);
  });

  it("leaves alone who is on the list, closed, deleted, or has no address", async () => {
    const [listed, closed, gone] = [await silent(), await silent(), await silent()];
    const nowhere = await newLead({ email: null, phone: "+14155550124" });
    await touch(nowhere, 6);
    await addDncEntry(org.rep1, { kind: "person", value: listed, reason: "asked" });
    await updateLead(org.rep1, { lead_id: closed, status: "unqualified" });
    await deleteLead(org.rep1, { lead_id: gone });
    expect(await find()).toMatchObject({ proposed: 0 });
  });

  it("says when the guard would not warn any more", async () => {
    const lead = await silent(6);
    await find();
    const [one] = await list(lead);
    const days = (Date.parse(one?.not_before ?? "") - Date.now()) / day;
    expect(days).toBeGreaterThan(0.9);
    expect(days).toBeLessThan(1.1);
    await expect(approveSuggestion(fresh(org.rep1), { id: one?.id ?? "" })).rejects.toMatchObject({
      code: "SAME_CHANNEL_RECENT",
    });
    const done = await approveSuggestion(fresh(org.rep1), { id: one?.id ?? "", send_at: one?.not_before ?? "" });
    expect(done.status).toBe("EXECUTED");
  });

  it("says when the guard would allow it at all", async () => {
    const lead = await newLead();
    await touch(lead, 0.1);
    await touch(lead, 0.3, { direction: "inbound" });
    await admin`update leads set last_response_at = now() - interval '5 hours', last_contacted_at = now() - interval '6 hours' where id = ${lead}`;
    await find();
    const [one] = await list(lead);
    expect(Date.parse(one?.not_before ?? "")).toBeGreaterThan(Date.now());
  });

  it("does nothing more by one whose time ran out, also before the worker has ended it", async () => {
    const one = await suggested();
    const later = at(org.rep1, new Date(Date.parse(one.expires_at)));
    const refused = expect.objectContaining({ code: "CONFLICT", detail: expect.stringContaining("its time ran out") });
    await expect(approveSuggestion(later, { id: one.id })).rejects.toEqual(refused);
    await expect(modifySuggestion(later, { id: one.id, content: { body: "Well?" } })).rejects.toEqual(refused);
    await expect(rejectSuggestion(later, { id: one.id })).rejects.toEqual(refused);
    expect(await list(one.lead_id)).toMatchObject([{ status: "PENDING" }]);
    expect(await admin`select id from communications where lead_id = ${one.lead_id} and source = 'suggestion'`).toEqual(
      [],
    );
    const justBefore = at(org.rep1, new Date(Date.parse(one.expires_at) - 1));
    expect(await approveSuggestion(justBefore, { id: one.id })).toMatchObject({ status: "EXECUTED" });
  });

  it("are counted up to a thousand, and beyond that as at least so many", async () => {
    const one = await suggested();
    const more = (count: number) => admin`
      insert into suggestions (org_id, id, lead_id, type, status, cause, fingerprint, content, proposed, reasoning, evidence, confidence, expires_at)
      select s.org_id, gen_random_uuid(), s.lead_id, s.type, 'PENDING', s.cause, gen_random_uuid()::text, s.content, s.proposed, s.reasoning, s.evidence,
        s.confidence, s.expires_at from suggestions s, generate_series(1, ${count}) where s.id = ${one.id}`;
    const count = async () => {
      const asked = listSuggestionsInputSchema.parse({ limit: "1" });
      const { total, total_at_least } = await read(org.rep1, "suggestions:read", (tx) => listSuggestions(tx, asked));
      return { total, total_at_least };
    };
    await more(999);
    expect(await count()).toEqual({ total: 1000 });
    await more(1);
    expect(await count()).toEqual({ total_at_least: 1000 });
  });

  it("ends what has lost its ground, and does not propose the same thing again", async () => {
    const one = await suggested();
    await touch(one.lead_id, 0);
    expect(await find()).toMatchObject({ expired: 1, proposed: 0 });
    expect(await list(one.lead_id)).toMatchObject([{ id: one.id, status: "EXPIRED" }]);
    await expect(approveSuggestion(fresh(org.rep1), { id: one.id })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("becomes surer of what people here approve, and less sure of what they reject", async () => {
    const [first, second] = [await suggested(), await suggested()];
    await approveSuggestion(fresh(org.rep1), { id: first.id });
    expect((await suggested()).confidence).toBeGreaterThan(second.confidence);
    for (const one of [await suggested(), await suggested()]) await rejectSuggestion(fresh(org.rep1), { id: one.id });
    expect((await suggested()).confidence).toBeLessThan(0.6);
  });
});

describe("approving", () => {
  it("sends the draft as it stands, through the gate, into the ledger", async () => {
    const one = await suggested();
    const done = await approveSuggestion(fresh(org.rep1), { id: one.id, version: 1 });
    expect(done).toMatchObject({
      status: "EXECUTED",
      decided_by: { name: "rep1" },
      communication_id: expect.any(String),
    });
    const message = await read(org.rep1, "communications:read", (tx) =>
      getMessage(tx, done.communication_id ?? "", org.rep1.actor.userId),
    );
    expect(message).toMatchObject({ status: "queued", subject: "Re: Dates", body_text: one.content.body });
    expect(await messagesOf(one.lead_id)).toMatchObject([{ source: "suggestion" }]);
  });

  it("has failed when its message did not get through, and says which that was and why", async () => {
    const one = await suggested();
    const done = await approveSuggestion(fresh(org.rep1), { id: one.id, version: 1 });
    await find();
    expect((await list(one.lead_id))[0]).toMatchObject({ status: "EXECUTED" });
    const byHand = () =>
      outcomeOf(org.orgId, ({ sql }) => sql`update suggestions set status = 'FAILED' where id = ${one.id}`);
    expect(await byHand()).toBe("TL151");
    await admin.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`update communications set status = 'rejected', error_code = 'ADDRESS_REFUSED' where id = ${done.communication_id}`;
    });
    await find();
    const failed = { status: "FAILED", error: "ADDRESS_REFUSED", communication_id: done.communication_id };
    expect((await list(one.lead_id)).find(({ id }) => id === one.id)).toMatchObject(failed);
    await expect(approveSuggestion(fresh(org.rep1), { id: one.id })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("waits again as it stood when its message is cancelled before it leaves, and can be approved once more", async () => {
    const [plain, changed] = [await suggested(), await suggested()];
    await modifySuggestion(fresh(org.rep1), { id: changed.id, version: 1, content: { body: "Hi, Tuesday?" } });
    const takeBack = async (id: string) => {
      const { communication_id } = await approveSuggestion(fresh(org.rep1), { id });
      await cancelMessage(fresh(org.rep1), { id: communication_id });
      await find();
      return read(org.rep1, "suggestions:read", (tx) => getSuggestion(tx, id));
    };
    const open = { communication_id: null, error: null, decided_by: null };
    expect(await takeBack(plain.id)).toMatchObject({ ...open, status: "PENDING", content: plain.content, version: 2 });
    expect(await takeBack(changed.id)).toMatchObject({ ...open, status: "MODIFIED", version: 3 });
    await expect(approveSuggestion(fresh(org.rep1), { id: plain.id, version: 1 })).rejects.toMatchObject({
      code: "STALE",
    });
    const again = await approveSuggestion(fresh(org.rep1), { id: plain.id, version: 2 });
    expect(again).toMatchObject({ status: "EXECUTED", communication_id: expect.any(String) });
    expect((await messagesOf(plain.lead_id)).map((one) => one.status).toSorted()).toEqual(["cancelled", "queued"]);
  });

  it("has failed when its message is stopped or comes back, and counts as neither carried out nor sent", async () => {
    const [taken, back] = [await suggested(), await suggested()];
    const [, second] = [
      await approveSuggestion(fresh(org.rep1), { id: taken.id }),
      await approveSuggestion(fresh(org.rep1), { id: back.id }),
    ];
    await addDncEntry(fresh(org.rep1), { kind: "person", value: taken.lead_id, reason: "They asked by phone" });
    await admin.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`update communications set status = 'bounced', error_code = 'BOUNCED' where id = ${second.communication_id}`;
    });
    await find();
    const ofIt = async (id: string) => read(org.rep1, "suggestions:read", (tx) => getSuggestion(tx, id));
    expect(await ofIt(taken.id)).toMatchObject({ status: "FAILED", error: "DNC_BLOCKED" });
    expect(await ofIt(back.id)).toMatchObject({ status: "FAILED", error: "BOUNCED" });
    const quality = (await read(org.rep1, "suggestions:read", getQuality)).data;
    expect(quality).toMatchObject([{ proposed: 2, executed: 0, failed: 2, sent: 0 }]);
  });

  it("is bound to the draft that was looked at, and keeps the difference", async () => {
    const one = await suggested();
    const changed = await modifySuggestion(fresh(org.rep2), {
      id: one.id,
      version: 1,
      content: { body: "Hi Ada, shall we say Tuesday?" },
    });
    expect(changed).toMatchObject({
      status: "MODIFIED",
      version: 2,
      content: { subject: "Re: Dates" },
      proposed: one.content,
    });
    expect(changed.edit_share).toBeGreaterThan(0.5);
    await expect(approveSuggestion(fresh(org.rep1), { id: one.id, version: 1 })).rejects.toMatchObject({
      code: "STALE",
    });
    expect(await messagesOf(one.lead_id)).toEqual([]);
    await approveSuggestion(fresh(org.rep1), { id: one.id, version: 2 });
    expect(await messagesOf(one.lead_id)).toMatchObject([{ body: "Hi Ada, shall we say Tuesday?" }]);
  });

  it("happens once, whoever presses at the same moment", async () => {
    const one = await suggested();
    const tries = await Promise.allSettled(
      [org.rep1, org.rep2, org.manager, org.admin].map((ctx) => approveSuggestion(fresh(ctx), { id: one.id })),
    );
    expect(tries.filter((each) => each.status === "fulfilled")).toHaveLength(1);
    for (const each of tries) if (each.status === "rejected") expect(each.reason).toMatchObject({ code: "CONFLICT" });
    expect(await messagesOf(one.lead_id)).toHaveLength(1);
  });

  it("and rejecting at the same moment: one of them holds", async () => {
    const one = await suggested();
    const tries = await Promise.allSettled([
      approveSuggestion(fresh(org.rep1), { id: one.id }),
      rejectSuggestion(fresh(org.rep2), { id: one.id, reason: "Not now" }),
    ]);
    expect(tries.filter((each) => each.status === "fulfilled")).toHaveLength(1);
    const { status } = await read(org.rep1, "suggestions:read", (tx) => getSuggestion(tx, one.id));
    expect(await messagesOf(one.lead_id)).toHaveLength(status === "EXECUTED" ? 1 : 0);
  });

  it("is refused by the guard like anybody, goes on waiting, and goes out with a reason or later", async () => {
    const lead = await newLead();
    await touch(lead, 0.2);
    await touch(lead, 0.1, { method: "call", direction: "inbound" });
    await admin`update leads set last_response_at = now() - interval '5 hours', last_contacted_at = now() - interval '7 hours' where id = ${lead}`;
    await find();
    const [one] = await list(lead);
    if (!one) throw new Error("Nothing was suggested");
    await expect(approveSuggestion(fresh(org.rep1), { id: one.id })).rejects.toMatchObject({
      code: "RECENTLY_CONTACTED",
    });
    expect(await read(org.rep1, "suggestions:read", (tx) => getSuggestion(tx, one.id))).toMatchObject({
      status: "PENDING",
    });
    expect((await messagesOf(lead)).filter((each) => each.status === "queued")).toEqual([]);
    const done = await approveSuggestion(fresh(org.manager), {
      id: one.id,
      override_reason: "She asked me to write today",
    });
    expect(done.status).toBe("EXECUTED");
  });

  it("becomes a note where there is nothing to send", async () => {
    const lead = await newLead();
    await touch(lead, 1);
    await updateLead(org.rep1, { lead_id: lead, status: "qualified" });
    await find();
    const [task] = await list(lead);
    const done = await approveSuggestion(fresh(org.rep1), { id: task?.id ?? "" });
    expect(done).toMatchObject({
      type: "TASK",
      status: "EXECUTED",
      communication_id: null,
      note_id: expect.any(String),
    });
    const [note] = await admin`select body from notes where id = ${done.note_id}`;
    expect(note?.body).toContain("To do: Find out who else decides");
  });

  it("stands in the owner's day until it is done there, once, whoever approved it", async () => {
    const lead = await newLead();
    await touch(lead, 1);
    await updateLead(org.rep1, { lead_id: lead, status: "qualified" });
    await find();
    const [task] = await list(lead);
    const tries = [org.manager, org.admin].map((ctx) => approveSuggestion(fresh(ctx), { id: task?.id ?? "" }));
    const [done] = (await Promise.allSettled(tries)).flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    expect(done?.item).toMatchObject({ status: "open", shown_from: null, user: { id: org.rep1.actor.userId } });
    expect((await dayFor(org.manager)).data).toEqual([]);
    const { data } = await dayFor(org.rep1);
    expect(data).toMatchObject([{ lead: { id: lead }, reason: "suggestion", channel: null, status: "open" }]);
    expect(data[0]?.why).toContain("Find out who else decides");
    await completeItem(fresh(org.rep1), { item_id: data[0]?.id, notes: "It is her brother, Cy." });
    const notes = await admin`select body from notes where lead_id = ${lead} order by id`;
    expect(notes.at(-1)).toEqual({ body: "It is her brother, Cy." });
    expect((await list(lead)).find((one) => one.id === task?.id)?.item).toMatchObject({ status: "done" });
  });

  it("stands in the day for which a call is suggested, and not before", async () => {
    const lead = await newLead({ phone: `+1415555${String(2000 + nth)}` });
    for (const days of [16, 12, 8]) await touch(lead, days);
    await find();
    await admin`update suggestions set type = 'SCHEDULE_CALL', channel = 'call', content = ${admin.json({
      suggested_times: [new Date(Date.now() + 3 * day).toISOString()],
      duration: 15,
      meeting_type: "discovery",
    })} where lead_id = ${lead}`;
    const [call] = await list(lead);
    const done = await approveSuggestion(fresh(org.rep1), { id: call?.id ?? "" });
    expect((await dayFor(org.rep1)).data).toEqual([]);
    expect(Date.parse(done.item?.shown_from ?? "")).toBeGreaterThan(Date.now() + day);
    const then = { ...org.rep1, now: new Date(Date.now() + 3 * day) };
    const shown = await read(then, "communications:read", (tx) => getDay(tx, then));
    expect(shown.data).toMatchObject([{ channel: "call", why: expect.stringContaining("A call of 15 minutes") }]);
  });

  it("waits for nothing that happened since: another contact makes the draft old", async () => {
    const one = await suggested();
    await touch(one.lead_id, 0, { method: "linkedin" });
    await expect(approveSuggestion(fresh(org.rep1), { id: one.id })).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await messagesOf(one.lead_id)).toEqual([]);
  });
});

describe("what waits", () => {
  it("ends with a do-not-contact entry, counted in its answer", async () => {
    const one = await suggested();
    const { cancelled } = await addDncEntry(fresh(org.rep1), {
      kind: "domain",
      value: `${org.slug}.example`,
      reason: "asked",
    });
    expect(cancelled.suggestions).toBe(1);
    expect(await list(one.lead_id)).toMatchObject([{ status: "EXPIRED" }]);
  });

  it("is not shown while it is put off, nor to strangers, nor with a deleted lead", async () => {
    const one = await suggested();
    const open = async (ctx: Context, now = new Date()) =>
      (await read(ctx, "suggestions:read", (tx) => listOpen(tx, { userId: ctx.actor.userId, now }))).map(
        (each) => each.id,
      );
    expect([await open(org.rep1), await open(org.rep2)]).toEqual([[one.id], []]);
    await expect(snoozeSuggestion(fresh(org.rep1), { id: one.id, until: daysAgo(1) })).rejects.toMatchObject({
      code: "INVALID",
    });
    await snoozeSuggestion(fresh(org.rep1), { id: one.id, until: daysAgo(-2) });
    expect([await open(org.rep1), await open(org.rep1, new Date(Date.now() + 3 * day))]).toEqual([[], [one.id]]);
    const other = await mintOrganization();
    expect(await list(undefined, other.rep1)).toEqual([]);
    for (const run of [approveSuggestion, rejectSuggestion])
      await expect(run(other.rep1, { id: one.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await deleteLead(org.rep1, { lead_id: one.lead_id });
    await expect(approveSuggestion(fresh(org.rep1), { id: one.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it.each([
    [{ subject: "x".repeat(501) }, "longer than 500"],
    [{ body: " " }, "no text"],
    [{ colour: "red" }, "no such part"],
    [{ body: 7 }, "."],
  ])("is not changed to %j", async (content, words) => {
    const one = await suggested();
    await expect(modifySuggestion(fresh(org.rep1), { id: one.id, content })).rejects.toMatchObject({
      code: "INVALID",
      detail: expect.stringContaining(words),
    });
  });

  it("is emptied when the person is erased", async () => {
    const one = await suggested();
    await erasePerson(fresh(org.admin), { lead_id: one.lead_id });
    const [row] =
      await admin`select content, proposed, reasoning, evidence, status from suggestions where id = ${one.id}`;
    expect(row).toEqual({ content: {}, proposed: {}, reasoning: "", evidence: [], status: "EXPIRED" });
  });

  it("is not decided twice nor rewritten by raw SQL", async () => {
    const one = await suggested();
    const raw = (set: string) =>
      inOrganization(org.orgId, ({ sql }) => sql.unsafe(`update suggestions set ${set} where id = '${one.id}'`));
    await expect(raw(`content = '{"body": "x"}'`)).rejects.toMatchObject({ code: "TL153" });
    await expect(raw("status = 'EXECUTED'")).rejects.toMatchObject({ code: "TL152" });
    await rejectSuggestion(fresh(org.rep1), { id: one.id, reason: "Wrong person" });
    await expect(raw("status = 'PENDING'")).rejects.toMatchObject({ code: "TL151" });
  });
});

it("what became of them is counted by ground", async () => {
  const [sent, no] = [await suggested(), await suggested()];
  await modifySuggestion(fresh(org.rep1), { id: sent.id, content: { body: "Shorter." } });
  const { communication_id } = await approveSuggestion(fresh(org.rep1), { id: sent.id });
  await rejectSuggestion(fresh(org.rep1), { id: no.id });
  const quality = async () => (await read(org.rep1, "suggestions:read", getQuality)).data;
  expect(await quality()).toMatchObject([
    {
      cause: "no_answer",
      proposed: 2,
      executed: 1,
      rejected: 1,
      changed: 1,
      edit_share: expect.any(Number),
      sent: 0,
      replied: 0,
    },
  ]);
  expect(communication_id).not.toBeNull();
  const [row] = await quality();
  const behind = async (figure: (typeof QUALITY_FIGURES)[number]) => {
    const input = listSuggestionsInputSchema.parse({ cause: "no_answer", figure });
    const page = await read(org.rep1, "suggestions:read", (tx) => listSuggestions(tx, input));
    expect(page.data, figure).toHaveLength(page.total ?? -1);
    return page.total;
  };
  for (const figure of QUALITY_FIGURES)
    expect(await behind(figure), figure).toBe(figure === "decided" ? 2 : row?.[figure]);
});
