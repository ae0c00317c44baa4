import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { currentTime } from "@/lib/core/time";
import { wakeSealer } from "@/lib/core/wake";
import { sealEvents } from "@/lib/events/seal-events";
import { createLead } from "@/lib/leads/create-lead";
import { deleteLead } from "@/lib/leads/delete-lead";
import { changeNotifications } from "@/lib/notifications/change-notifications";
import { listNotifications } from "@/lib/notifications/queries";
import { recordNotifications } from "@/lib/notifications/record-notifications";
import { listNotificationsInputSchema } from "@/lib/notifications/schema";
import { addNote } from "./add-note";
import { deleteNote } from "./delete-note";
import { editNote } from "./edit-note";
import { listNotes, listNotesOfLead } from "./queries";
import { restoreNote } from "./restore-note";

const { admin } = await testDatabase();
const stop = new AbortController();
let sealer: Promise<void>;
let org: MintedOrganization;
let lead: string;

beforeAll(() => {
  sealer = sealEvents({ signal: stop.signal, warn: () => {} });
});
afterAll(async () => {
  stop.abort();
  await sealer;
});
beforeEach(async () => {
  org = await mintOrganization();
  lead = (await createLead(now(org.rep1), { first_name: "Ines", email: `ines@${org.slug}.example` })).id;
});

const now = (ctx: Context) => at(ctx, currentTime());
const add = (body: string, ctx = org.rep1) => addNote(now(ctx), { lead_id: lead, body });
const notesFor = (ctx: Context, asked = {}) =>
  read(ctx, "notes:read", (tx) => listNotesOfLead(tx, { leadId: lead, limit: 50, ...asked }));

describe("a note", () => {
  it("stands on the lead with its author and whom it names, newest first", async () => {
    await add("First");
    await add("Second, for @rep2", org.manager);
    const { data } = await notesFor(org.rep2);
    expect(data.map(({ body, author, mentions }) => [body, author.name, mentions.map((one) => one.name)])).toEqual([
      ["Second, for @rep2", "manager", ["rep2"]],
      ["First", "rep1", []],
    ]);
  });

  it("never counts as contact: summary, status, verdict slots, ledger and the figures stay", async () => {
    await logContact(now(org.rep1), { lead_id: lead, method: "email", subject: "Hello" });
    const facts = async () => [
      await admin`select contact_count, reply_count, last_contacted_at, last_contacted_by, last_activity_at, status, version, awaiting_reply
        from leads where id = ${lead}`,
      await admin`select count(*)::int as n from communications where org_id = ${org.orgId}`,
      await admin`select count(*)::int as n from contact_guards where org_id = ${org.orgId}`,
    ];
    const before = await facts();
    const { id } = await add("We should call her @rep2");
    await editNote(now(org.rep1), { note_id: id, body: "We should call her soon" });
    await deleteNote(now(org.rep1), { note_id: id });
    await restoreNote(now(org.rep1), { note_id: id });
    expect(await facts()).toEqual(before);
  });

  it("is read page by page, without one lost or shown twice", async () => {
    const moment = currentTime();
    for (let nth = 0; nth < 7; nth++) await addNote(at(org.rep1, moment), { lead_id: lead, body: `note ${nth}` });
    const seen: string[] = [];
    for (let cursor: string | undefined, more = true; more; ) {
      const page = await notesFor(org.rep1, { limit: 3, cursor });
      seen.push(...page.data.map((one) => one.body));
      cursor = page.next_cursor ?? undefined;
      more = page.next_cursor !== null;
    }
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((nth) => `note ${nth}`));
  });

  it("is rewritten by its author alone, and every version stays in the events", async () => {
    const { id } = await add("Version one");
    for (const stranger of [org.rep2, org.manager, org.admin]) {
      await expect(editNote(now(stranger), { note_id: id, body: "Mine now" })).rejects.toMatchObject({
        code: "FORBIDDEN",
      });
    }
    const edited = await editNote(now(org.rep1), { note_id: id, body: "Version two" });
    expect([edited.body, edited.edited_at !== null]).toEqual(["Version two", true]);
    await editNote(now(org.rep1), { note_id: id, body: "Version two" });
    const events =
      await admin`select e.kind, p.payload::jsonb as payload from events e join event_payloads p using (org_id, id)
      where e.org_id = ${org.orgId} and e.kind like 'note.%' order by e.at, e.id`;
    expect(events.map((one) => one.kind)).toEqual(["note.added", "note.edited"]);
    expect([events[0]?.payload.body, events[1]?.payload.changes]).toEqual([
      "Version one",
      { body: { old: "Version one", new: "Version two" } },
    ]);
  });

  it("is deleted by its author or a manager, and put back as it was", async () => {
    const { id } = await add("Keep me @rep2");
    await expect(deleteNote(now(org.rep2), { note_id: id })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await deleteNote(now(org.manager), { note_id: id });
    expect((await notesFor(org.rep1)).data).toEqual([]);
    await expect(editNote(now(org.rep1), { note_id: id, body: "x" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(restoreNote(now(org.rep2), { note_id: id })).rejects.toMatchObject({ code: "FORBIDDEN" });
    const back = await restoreNote(now(org.rep1), { note_id: id });
    expect([back.body, back.mentions.map((one) => one.name)]).toEqual(["Keep me @rep2", ["rep2"]]);
    await expect(restoreNote(now(org.rep1), { note_id: id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("needs a text that can be kept, and says so at the field", async () => {
    for (const body of ["", "  \n ", "x".repeat(20_001), "a\u0000b", 7, undefined]) {
      await expect(addNote(org.rep1, { lead_id: lead, body })).rejects.toMatchObject({
        code: "INVALID",
        errors: [{ path: "body" }],
      });
    }
  });

  it("on a deleted lead, or on one out of sight, is not there", async () => {
    const { id } = await add("Secret");
    const blind = { ...org.rep2, actor: { ...org.rep2.actor, sees: [org.rep2.actor.userId] } };
    await expect(notesFor(blind)).rejects.toMatchObject({ code: "NOT_FOUND" });
    for (const attempt of [
      () => addNote(now(blind), { lead_id: lead, body: "x" }),
      () => editNote(now(blind), { note_id: id, body: "x" }),
      () => deleteNote(now(blind), { note_id: id }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await read(blind, "notes:read", (tx) => listNotes(tx, { leadId: lead, limit: 5 }))).data).toEqual([]);
    await deleteLead(now(org.rep1), { lead_id: lead });
    await expect(editNote(now(org.rep1), { note_id: id, body: "x" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("keeps its author and its lead, whatever SQL tries", async () => {
    const { id } = await add("Mine");
    for (const column of ["author_id", "lead_id", "created_at"]) {
      const tried = outcomeOf(org.orgId, ({ sql }) => sql`update notes set ${sql(column)} = null where id = ${id}`);
      expect([column, await tried]).toEqual([column, "42501"]);
    }
    expect(await outcomeOf(org.orgId, ({ sql }) => sql`delete from notes where id = ${id}`)).toBe("42501");
    expect(await outcomeOf(org.orgId, ({ sql }) => sql`update notes set body = ' ' where id = ${id}`)).toBe("23514");
  });
});

describe("who is named", () => {
  const told = async (ctx: Context) => {
    const { data } = await read(ctx, "notifications:read", (tx) =>
      listNotifications(tx, ctx, listNotificationsInputSchema.parse({})),
    );
    return data.filter((one) => one.kind === "note_mentioned");
  };

  it("is told once, with who wrote it; who wrote it is not, and neither is who is named again", async () => {
    const { id } = await add("@rep2 and @rep1: look");
    await editNote(now(org.rep1), { note_id: id, body: "@rep2, @manager and @rep1: look again" });
    await dispatch();
    expect((await told(org.rep2)).map(({ actor, lead: about }) => [actor?.name, about?.name])).toEqual([
      ["rep1", "Ines"],
    ]);
    expect([(await told(org.manager)).length, (await told(org.rep1)).length]).toEqual([1, 0]);
  });

  it("hears nothing when they switched it off", async () => {
    await changeNotifications(now(org.rep2), { kind: "note_mentioned", on: false });
    await add("@rep2 look");
    await dispatch();
    expect(await told(org.rep2)).toEqual([]);
  });

  it("must see the lead: else the note is refused and says whom it names in vain", async () => {
    await admin`update memberships set visibility = 'own' where org_id = ${org.orgId} and name = 'rep2'`;
    await expect(add("@rep2 look")).rejects.toMatchObject({ code: "INVALID", detail: /rep2 does not see this lead/ });
    expect((await notesFor(org.rep1)).data).toEqual([]);
  });

  async function dispatch(): Promise<void> {
    wakeSealer();
    for (let tries = 0; tries < 500; tries++) {
      const [open] = await admin`select from events where org_id = ${org.orgId} and position is null limit 1`;
      if (!open) break;
      await sleep(20);
    }
    const job: Context = {
      ...now(org.admin),
      requestId: newId(),
      actor: { userId: "", name: "Touchline", role: "admin", via: "job", scopes: [] },
    };
    await recordNotifications(job, {});
  }
});
