import { beforeEach, describe, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { listTouches } from "@/lib/communications/queries";
import { recordConsent } from "@/lib/consents/record-consent";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { erasePerson } from "@/lib/erasure/erase-person";
import { exportPerson } from "@/lib/erasure/export-person";
import { checkOrganization } from "@/lib/integrity/queries";
import { createLead } from "@/lib/leads/create-lead";
import { deleteLead } from "@/lib/leads/delete-lead";
import { getLead } from "@/lib/leads/queries";
import { restoreLead } from "@/lib/leads/restore-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { assessLead } from "@/lib/outreach/assess-lead";
import { queueMessage } from "@/lib/sending/queue-message";
import { mergeLeads } from "./merge-leads";
import { previewMerge } from "./queries";
import { undoMerge } from "./undo-merge";

const { admin } = await testDatabase();

const day = 86_400_000;
let org: MintedOrganization;
let jane: string;
let twin: string;

beforeEach(async () => {
  org = await mintOrganization({ calm: true });
  jane = (
    await createLead(org.rep1, {
      first_name: "Jane",
      last_name: "Doe",
      email: "jane@acme.example",
      company: "Acme",
      tags: ["fair"],
    })
  ).id;
  twin = (
    await createLead(org.rep2, {
      first_name: "J.",
      last_name: "Doe",
      email: "j.doe@acme.example",
      phone: "+14155550101",
      title: "Head of Logistics",
      company: { name: "Acme Inc.", domain: "acme-inc.example" },
      tags: ["fair", "spring"],
    })
  ).id;
});

const later = (ctx: Context, ms: number) => at(ctx, new Date(ctx.now.getTime() + ms));
const merge = (more: object = {}, ctx = org.rep1) => mergeLeads(ctx, { lead_id: jane, other_id: twin, ...more });
const undo = (ctx = org.rep1) => undoMerge(later(ctx, 1000), { lead_id: jane });
const email = (ctx: Context, lead_id: string, more: object = {}) =>
  logContact(ctx, { lead_id, method: "email", ...more });
const broken = async () =>
  (await inOrganization(org.orgId, checkOrganization)).filter((check) => !check.ok).map((check) => check.name);
const lead = (id: string, ctx = org.rep1) => read(ctx, "leads:read", (tx) => getLead(tx, id));

describe("two leads that are merged", () => {
  it("are one with both histories, addresses and tags, and the figures say so", async () => {
    await email(org.rep1, jane);
    await email(org.rep2, twin);
    await logContact(org.rep2, { lead_id: twin, method: "email", direction: "inbound", body: "Yes, call me" });
    const { lead: merged } = await merge();
    expect(merged).toMatchObject({
      id: jane,
      first_name: "Jane",
      email: "jane@acme.example",
      phone: "+14155550101",
      title: "Head of Logistics",
      status: "conversing",
      tags: ["fair", "spring"],
      contact_count: 2,
      reply_count: 1,
    });
    const { data } = await read(org.rep1, "leads:read", (tx) => listTouches(tx, { leadId: jane, limit: 50 }));
    expect(data.map((touch) => touch.user?.name)).toEqual(expect.arrayContaining(["rep1", "rep2"]));
    expect(data).toHaveLength(3);
    await expect(lead(twin)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await broken()).toEqual([]);
  });

  it("take what was chosen of each, and give it back with the rest", async () => {
    const before = [await lead(jane), await lead(twin)];
    const fields = { first_name: "other", email: "other", owner: "other", company: "other" };
    const { lead: merged } = await merge({ fields });
    expect(merged).toMatchObject({ first_name: "J.", email: "j.doe@acme.example", owner: { name: "rep2" } });
    expect(merged.company?.name).toBe("Acme Inc.");
    expect(await broken()).toEqual([]);
    const { lead: own, restored } = await undo();
    expect([bare(own), bare(restored)]).toEqual(before.map(bare));
    expect(await broken()).toEqual([]);
  });

  it("keep the deal that was chosen: an amount with its currency, also when it is edited before they are parted", async () => {
    await updateLead(org.rep1, { lead_id: jane, estimated_value_minor: 1_200_000, currency: "EUR" });
    await updateLead(org.rep2, {
      lead_id: twin,
      estimated_value_minor: 50_000,
      currency: "JPY",
      expected_close_date: "2026-12-24",
      probability_override: 0.9,
    });
    const before = [await lead(jane), await lead(twin)];
    const preview = await read(org.rep1, "leads:read", (tx) => previewMerge(tx, jane, twin, org.rep1.now));
    const deal = preview.fields.filter(({ name }) => /value|close|probability/.test(name));
    expect(deal.map(({ name, lead: own, other, choice }) => [name, own, other, choice])).toEqual([
      ["estimated_value", "12,000 EUR", "50,000 JPY", "lead"],
      ["expected_close_date", null, "2026-12-24", "other"],
      ["probability_override", null, "0.9", "other"],
    ]);
    const taken = {
      estimated_value_minor: 50_000,
      currency: "JPY",
      expected_close_date: "2026-12-24",
      probability_override: 0.9,
    };
    expect((await merge({ fields: { estimated_value: "other" } })).lead).toMatchObject(taken);
    const { lead: own, restored } = await undo();
    expect([bare(own), bare(restored)]).toEqual(before.map(bare));

    await updateLead(later(org.rep1, 2000), { lead_id: jane, estimated_value_minor: null, currency: null });
    await merge({}, later(org.rep1, 3000));
    await updateLead(later(org.rep1, 4000), { lead_id: jane, estimated_value_minor: 60_000 });
    const parted = await undo(later(org.rep1, 5000));
    expect(parted.lead).toMatchObject({ estimated_value_minor: 60_000, currency: "JPY", expected_close_date: null });
    expect(parted.kept.toSorted()).toEqual(["currency", "estimated_value_minor"]);
  });

  it("keep one slot without a gap where both were contacted, and part it again", async () => {
    const second = later(org.rep2, 3_600_000);
    await email(org.rep1, jane);
    await email(second, twin);
    const slots = () => admin`
      select scope, scope_key, span::text from contact_guards where org_id = ${org.orgId} and channel_group = 'email' order by id`;
    const before = await slots();
    await merge({}, later(org.rep1, 7_200_000));
    const joined = await admin`
      select range_agg(span)::text as whole, count(*)::int as n from contact_guards where org_id = ${org.orgId} and scope = 'lead' and scope_key = ${jane}`;
    const [whole] = await admin`
      select ('{' || tstzrange(${org.rep1.now}::timestamptz, ${second.now}::timestamptz + interval '1 day', '[)')::text || '}') as range`;
    expect(joined).toEqual([{ whole: whole?.range, n: 2 }]);
    await expect(email(later(org.rep2, day + 1_800_000), jane)).rejects.toMatchObject({ code: "RECENTLY_CONTACTED" });
    expect(await broken()).toEqual([]);
    await undo(later(org.rep1, 7_200_000));
    expect(await slots()).toEqual(before);
    await expect(email(later(org.rep2, day + 1_800_000), twin)).rejects.toMatchObject({ code: "RECENTLY_CONTACTED" });
    const reason = { override_reason: "They asked for the paper today" };
    expect((await email(later(org.rep1, day + 1_800_000), jane, reason)).id).toBeTruthy();
  });

  it.each([
    ["an address of the other", { kind: "email", value: "j.doe@acme.example" }],
    ["the other as a person", { kind: "person", value: "twin" }],
    ["the one that stays", { kind: "email", value: "jane@acme.example" }],
  ])(
    "are left alone when %s is on the do-not-contact list, and only who is on it once they are parted",
    async (_, entry) => {
      await addDncEntry(org.rep1, {
        ...entry,
        value: entry.value === "twin" ? twin : entry.value,
        reason: "asked to stop",
      });
      await merge();
      await expect(email(org.manager, jane, { override_reason: "asked me to write" })).rejects.toMatchObject({
        code: "DNC_BLOCKED",
      });
      expect(await outcomeOf(org.orgId, (tx) => rawSend(tx, jane))).toBe("TL040");
      expect((await lead(jane)).do_not_contact).toBe(true);
      await undo();
      const left = [(await lead(jane)).do_not_contact, (await lead(twin)).do_not_contact];
      expect(left.toSorted()).toEqual([false, true]);
    },
  );

  // A person's entry covers the addresses known at that moment by themselves; here it has nothing but the person.
  it("are left alone when the other is on the do-not-contact list as a person of whom no address was known", async () => {
    const nameless = (await createLead(org.rep2, { first_name: "J.", last_name: "Doe" })).id;
    await addDncEntry(org.rep1, { kind: "person", value: nameless, reason: "asked to stop" });
    await merge({ other_id: nameless });
    await expect(email(org.manager, jane, { override_reason: "asked me to write" })).rejects.toMatchObject({
      code: "DNC_BLOCKED",
    });
    expect(await outcomeOf(org.orgId, (tx) => rawSend(tx, jane))).toBe("TL040");
    await undo();
    expect((await email(org.rep1, jane)).id).toBeTruthy();
  });

  it("are not written to at any address when one of them said no, by the page's word and by the database's", async () => {
    await recordConsent(org.rep1, { lead_id: twin, kind: "email", status: "withdrawn", source: "phone" });
    await merge();
    const facts = await read(org.rep1, "leads:read", (tx) => assessLead(tx, jane, org.rep1));
    expect(facts.channels.email?.verdict).toBe("blocked");
    await expect(email(org.manager, jane, { override_reason: "asked me to write" })).rejects.toMatchObject({
      code: "NO_CONSENT",
    });
    expect(await outcomeOf(org.orgId, (tx) => rawSend(tx, jane))).toBe("TL044");
    await undo();
    expect((await email(org.rep1, jane)).id).toBeTruthy();
  });

  it("stand in each other's way while a message waits that may not go out then; it is cancelled when that is asked for", async () => {
    await email(org.rep2, twin);
    const queued = await queueMessage(org.rep1, waitingFor(jane, 3_600_000));
    await expect(merge()).rejects.toMatchObject({
      code: "CONFLICT",
      extra: { waiting: [{ communication_id: queued.id, why: "RECENTLY_CONTACTED" }] },
    });
    expect((await lead(twin)).contact_count).toBe(1);
    expect(await merge({ cancel_waiting: true })).toMatchObject({ cancelled: 1 });
    const [row] = await admin`select status, lead_id from communications where id = ${queued.id}`;
    expect(row).toEqual({ status: "cancelled", lead_id: jane });
    expect(await broken()).toEqual([]);
  });

  it("stand in each other's way for a do-not-contact entry or a no of the other, too", async () => {
    await queueMessage(org.rep1, waitingFor(jane, 3_600_000));
    await recordConsent(org.rep2, { lead_id: twin, kind: "email", status: "denied", source: "phone" });
    const conflicts = async () =>
      (await read(org.rep1, "leads:read", (tx) => previewMerge(tx, jane, twin, org.rep1.now))).waiting.map(
        (one) => one.why,
      );
    expect(await conflicts()).toEqual(["NO_CONSENT"]);
    await addDncEntry(org.rep1, { kind: "phone", value: "+14155550101", reason: "asked to stop" });
    expect(await conflicts()).toEqual(["DNC_BLOCKED"]);
  });

  it("go on under both ids: what is asked of the old one is about the lead that stayed, but deleting it", async () => {
    await merge();
    const touch = await email(org.rep2, twin);
    expect(touch.lead_id).toBe(jane);
    expect((await updateLead(org.rep1, { lead_id: twin, title: "CFO" })).id).toBe(jane);
    await expect(deleteLead(org.rep1, { lead_id: twin })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(restoreLead(org.rep1, { lead_id: twin })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(merge()).rejects.toMatchObject({ code: "CONFLICT" });
    expect((await lead(jane)).title).toBe("CFO");
  });

  it("are parted with what was said since: in a conversation of the other it goes back, the rest stays", async () => {
    const asked = await logContact(org.rep2, { lead_id: twin, method: "email", direction: "inbound", body: "When?" });
    await merge();
    const answer = await email(later(org.rep1, 60_000), jane, { reply_to_id: asked.id, body: "Tomorrow" });
    const own = await logContact(later(org.rep1, 61_000), { lead_id: jane, method: "linkedin", body: "Hello" });
    await updateLead(later(org.rep1, 62_000), { lead_id: jane, title: "CFO" });
    const parted = await undoMerge(later(org.rep1, 120_000), { lead_id: twin });
    expect(parted).toMatchObject({
      lead: { id: jane, title: "CFO" },
      restored: { id: twin },
      kept: ["title"],
      stayed: 1,
    });
    const at =
      await admin`select id, lead_id from communications where id in (${answer.id}, ${own.id}) order by occurred_at`;
    expect(at).toEqual([
      { id: answer.id, lead_id: twin },
      { id: own.id, lead_id: jane },
    ]);
    expect(await broken()).toEqual([]);
  });

  it("may hold the same message twice and the same conversation, and lose neither", async () => {
    await admin`select set_config('app.org_id', ${org.orgId}, false)`;
    await admin`insert into threads (org_id, lead_id, channel, root_key) select org_id, id, 'email', 'root@mail' from leads where org_id = ${org.orgId}`;
    await admin`
      insert into communications (org_id, lead_id, source, intent, channel, direction, status, occurred_at, message_id, thread_id)
      select t.org_id, t.lead_id, 'inbox_sync', 'happened', 'email', 'inbound', 'received', now(), 'one@mail', t.id from threads t where t.org_id = ${org.orgId}`;
    const rows = () => admin`
      select c.lead_id, c.twin, t.root_key, t.lead_id as thread_lead from communications c join threads t on t.id = c.thread_id where c.org_id = ${org.orgId} order by c.id`;
    await admin`select recompute_thread_summary(array(select id from threads where org_id = ${org.orgId}))`;
    const before = await rows();
    await merge();
    expect((await lead(jane)).reply_count).toBe(2);
    expect((await rows()).map((row) => [row.lead_id, row.thread_lead])).toEqual([
      [jane, jane],
      [jane, jane],
    ]);
    await undo();
    expect(await rows()).toEqual(before);
    expect(await broken()).toEqual([]);
  });

  it("are parted in the order in which they came, the last first", async () => {
    const third = (await createLead(org.rep1, { first_name: "Janet", last_name: "Doe", title: "CFO" })).id;
    await merge();
    await mergeLeads(later(org.rep1, 1000), { lead_id: third, other_id: jane });
    expect((await email(org.rep2, twin)).lead_id).toBe(third);
    await expect(undoMerge(org.rep1, { lead_id: twin })).rejects.toMatchObject({ code: "CONFLICT" });
    await undoMerge(later(org.rep1, 2000), { lead_id: third });
    expect((await email(later(org.rep2, 8 * day), twin)).lead_id).toBe(jane);
    await undoMerge(later(org.rep1, 9 * day), { lead_id: jane });
    expect((await lead(twin)).id).toBe(twin);
    expect(await broken()).toEqual([]);
  });
});

describe("a merge", () => {
  it("is not for who does not see both, not across organizations, and not with a deleted lead", async () => {
    const own = { ...org.rep1, actor: { ...org.rep1.actor, sees: [org.rep1.actor.userId] } };
    await expect(merge({}, own)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const raw = outcomeOf(org.orgId, async ({ sql }) => {
      await sql`select set_config('app.sees', ${org.rep1.actor.userId}, true)`;
      await sql`select merge_leads(${twin}, ${jane}, '{}', ${org.rep1.actor.userId}, now())`;
    });
    expect(await raw).toBe("TL101");
    const stranger = await mintOrganization();
    await expect(merge({}, stranger.admin)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const scoped = { ...org.rep1, actor: { ...org.rep1.actor, scopes: ["leads:write"] } };
    await expect(merge({}, scoped)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await deleteLead(org.rep2, { lead_id: twin });
    await expect(merge()).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(mergeLeads(org.rep1, { lead_id: jane, other_id: jane })).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(merge({ fields: { shoe_size: "other" } })).rejects.toMatchObject({ code: "INVALID" });
  });

  it("is the only thing that moves a touch, a slot or a lead's forwarding: SQL by hand does not", async () => {
    const touch = await email(org.rep2, twin);
    const tries = {
      touch: (sql: Sql) => sql`update communications set lead_id = ${jane} where id = ${touch.id}`,
      twin: (sql: Sql) => sql`update communications set twin = true where id = ${touch.id}`,
      "new twin": (sql: Sql) =>
        sql`insert into communications (lead_id, source, intent, channel, direction, status, occurred_at, twin) values (${jane}, 'api', 'happened', 'email', 'inbound', 'received', now(), true)`,
      forwarding: (sql: Sql) => sql`update leads set merged_into_id = ${jane} where id = ${twin}`,
      record: (sql: Sql) =>
        sql`insert into lead_merges (from_id, into_id, root_id, at, moving_xid) values (${twin}, ${jane}, ${jane}, now(), pg_current_xact_id())`,
      slot: async (sql: Sql) => {
        await sql`select merge_leads(${twin}, ${jane}, '{}', ${org.rep1.actor.userId}, now())`;
        await sql`update contact_guards set span = tstzrange(lower(span), null) where scope_key = ${jane}`;
      },
    };
    const said: Record<string, string> = {};
    for (const [name, attempt] of Object.entries(tries))
      said[name] = await outcomeOf(org.orgId, ({ sql }) => attempt(sql));
    expect(said).toEqual({
      touch: "42501",
      twin: "42501",
      "new twin": "TL010",
      forwarding: "42501",
      record: "42501",
      slot: "TL030",
    });
    const owner = admin.begin(async (sql) => {
      await sql`set local role touchline_owner`;
      await sql`select set_config('app.org_id', ${org.orgId}, true)`;
      await sql`update communications set lead_id = ${jane} where id = ${touch.id}`;
    });
    await expect(owner).rejects.toMatchObject({ code: "TL010" });
  });

  it("is taken back before one that stands on it: a later merge, also for SQL by hand", async () => {
    const third = (await createLead(org.rep1, { last_name: "Third" })).id;
    const by = org.rep1.actor.userId;
    const first = await merge();
    const second = await mergeLeads(later(org.rep1, 1000), { lead_id: jane, other_id: third });
    const back = (id: string) => outcomeOf(org.orgId, ({ sql }) => sql`select unmerge_lead(${id}, ${by}, now())`);
    expect([await back(first.merge_id), await back(second.merge_id), await back(first.merge_id)]).toEqual([
      "TL104",
      "ok",
      "ok",
    ]);
    expect(await back(first.merge_id)).toBe("TL102");
  });

  it("takes a lead away once, also for SQL by hand", async () => {
    const third = (await createLead(org.rep1, { last_name: "Third" })).id;
    const into = (id: string) =>
      outcomeOf(org.orgId, ({ sql }) => sql`select merge_leads(${twin}, ${id}, '{}', ${org.rep1.actor.userId}, now())`);
    expect([await into(jane), await into(third)]).toEqual(["ok", "TL101"]);
  });

  it("refuses to swallow a client, and to make one of two", async () => {
    const client = async (id: string) => {
      await admin.begin(async (sql) => {
        await sql`set local session_replication_role = replica`;
        await sql`update leads set status = 'converted' where id = ${id}`;
      });
    };
    await client(twin);
    await expect(merge()).rejects.toMatchObject({ code: "CONFLICT", detail: expect.stringContaining("is a client") });
    await client(jane);
    await expect(merge()).rejects.toMatchObject({ code: "CONFLICT", detail: expect.stringContaining("Both") });
  });

  it("is erased with the person: nothing of either stays, and there is no way back", async () => {
    await email(org.rep2, twin, { body: "zebra" });
    await merge({ fields: { first_name: "other" } });
    expect(JSON.stringify(await exportPerson(org.admin, { lead_id: twin }))).toContain("j.doe@acme.example");
    expect(await erasePerson(org.admin, { lead_id: twin })).toMatchObject({ lead_id: jane, communications: 1 });
    const words = /jane|doe|j\.doe|zebra|logistics/i;
    const kept: string[] = [];
    for (const table of [
      "leads",
      "contact_points",
      "lead_merges",
      "lead_merge_rows",
      "communications",
      "event_payloads",
      "contact_guards",
    ]) {
      const rows = await admin`select to_jsonb(t)::text as row from ${admin(table)} t where org_id = ${org.orgId}`;
      kept.push(...rows.filter(({ row }) => words.test(row)).map(({ row }) => `${table}: ${row}`));
    }
    expect(kept).toEqual([]);
    await expect(undo()).rejects.toMatchObject({ code: "CONFLICT", detail: expect.stringContaining("erased") });
  });
});

type Sql = Parameters<Parameters<typeof inOrganization>[1]>[0]["sql"];

const rawSend = ({ sql }: { sql: Sql }, id: string) => sql`
  insert into communications (lead_id, source, intent, channel, direction, status, occurred_at, to_address, to_norm, counts_as_contact, guard_kind)
  values (${id}, 'api', 'planned', 'email', 'outbound', 'queued', now() + interval '9 days', 'jane@acme.example', 'jane@acme.example', true, 'slot')`;

const waitingFor = (lead_id: string, inMs: number) => ({
  lead_id,
  channel: "email",
  subject: "Hello",
  body_text: "Shall we talk?",
  scheduled_for: new Date(org.rep1.now.getTime() + inMs).toISOString(),
});

/** Everything of a lead but when and how often it was written. */
const bare = ({ version, updated_at, ...rest }: Awaited<ReturnType<typeof getLead>>) => rest;
