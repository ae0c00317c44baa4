import { beforeEach, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { insertRawTouch } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { addDncEntry } from "./add-dnc-entry";
import { checkDnc, checkManyDnc } from "./check-queries";
import { listDncEntries } from "./list-queries";
import type { DncKind } from "./schema";

const { admin } = await testDatabase();

let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization();
});

const entry = (given: Record<string, unknown>, now = new Date()) =>
  addDncEntry(at(org.rep1, now), { kind: "email", value: "jane@acme.com", reason: "asked to stop", ...given });
const check = (kind: DncKind, value: string, channel?: string, now = new Date()) =>
  read(org.rep1, "dnc:read", (tx) => checkDnc(tx, { kind, value, channel }, "US", now));
const later = (days: number) => new Date(Date.now() + days * 86_400_000);

it.each([
  ["a moment that has passed", { expires_at: "2020-01-01T00:00:00Z" }, "expires_at"],
  ["a provider at which anybody can have an address", { kind: "domain", value: "gmail.com" }, "value"],
  ["half a character", { reason: "a\ud800b" }, "reason"],
])("refuses %s, and says where", async (_, given, path) => {
  await expect(entry(given)).rejects.toMatchObject({ code: "INVALID", errors: [expect.objectContaining({ path })] });
});

describe("adding to the do-not-contact list", () => {
  it("keeps the normal form, who and why, and tells the audit log once", async () => {
    const added = await entry({ value: " Jane+x@ACME.com ", source: "unsubscribe", evidence: "List-Unsubscribe" });
    expect(added).toMatchObject({
      kind: "email",
      value_norm: "jane@acme.com",
      channel: null,
      created: true,
      cancelled: { messages: 0, enrollments: 0, suggestions: 0 },
    });
    const [row] =
      await admin`select reason, source, evidence, added_by, expires_at from dnc_entries where id = ${added.id}`;
    expect(row).toEqual({
      reason: "asked to stop",
      source: "unsubscribe",
      evidence: "List-Unsubscribe",
      added_by: org.rep1.actor.userId,
      expires_at: null,
    });
    await entry({});
    expect(await admin`select 1 from events where kind = 'dnc.added' and org_id = ${org.orgId}`).toHaveLength(1);
  });

  it("the same again answers with the entry that stands, also when twelve add it at once", async () => {
    const first = await entry({});
    expect(await entry({ value: "JANE@acme.com", reason: "again" })).toMatchObject({ id: first.id, created: false });
    const many = await Promise.all(Array.from({ length: 12 }, () => entry({ value: "joe@acme.com" })));
    expect(new Set(many.map((one) => one.id)).size).toBe(1);
    expect(many.filter((one) => one.created)).toHaveLength(1);
  });

  it("for one channel and for all are two entries", async () => {
    const [all, email] = [await entry({}), await entry({ channel: "email" })];
    expect([email.created, email.id !== all.id]).toEqual([true, true]);
  });

  it("after the time of an entry has passed adds a new one", async () => {
    const short = await entry({ expires_at: later(1).toISOString() });
    const again = await entry({}, later(2));
    expect([again.created, again.id !== short.id]).toEqual([true, true]);
  });

  it("for good takes the place of an entry that would run out: a legal opt-out is never hidden behind it", async () => {
    const pause = await entry({ expires_at: later(7).toISOString() });
    const legal = await entry({ source: "unsubscribe" });
    expect([legal.created, legal.id !== pause.id]).toEqual([true, true]);
    expect(await check("email", "jane@acme.com", undefined, later(8))).toMatchObject({
      blocked: true,
      entries: [{ id: legal.id, source: "unsubscribe", expires_at: null }],
    });
    expect(await entry({ expires_at: later(3).toISOString() })).toMatchObject({ id: legal.id, created: false });
    const [old] = await admin`select revoked_reason from dnc_entries where id = ${pause.id}`;
    expect(old?.revoked_reason).toMatch(/lasts longer/);
  });

  it("a person covers the addresses they have now, by address, so that a new lead of theirs is covered too", async () => {
    const lead = await createLead(org.rep1, {
      last_name: "Doe",
      email: "jane@acme.com",
      phone: "+14155550123",
      linkedin: "jane-doe",
    });
    const added = await entry({ kind: "person", value: lead.id.toUpperCase() });
    expect(added).toMatchObject({ kind: "person", value_norm: lead.id });
    const rows = await admin`select kind, value_norm from dnc_entries where org_id = ${org.orgId} order by kind`;
    expect(rows.map((row) => `${row.kind} ${row.value_norm}`)).toEqual([
      "email jane@acme.com",
      "linkedin jane-doe",
      `person ${lead.id}`,
      "phone +14155550123",
    ]);
    const twin = await createLead(org.rep2, { last_name: "Doe", email: "jane@acme.com" });
    expect(twin.do_not_contact).toBe(true);
    await expect(
      logContact(org.rep2, { lead_id: twin.id, method: "email", override_reason: "she asked for it again" }),
    ).rejects.toMatchObject({ code: "DNC_BLOCKED", extra: { overridable: false } });
  });

  it("cancels what is queued for it, and says how many", async () => {
    const [jane, joe, other] = [
      await createLead(org.rep1, { email: "jane@acme.com" }),
      await createLead(org.rep1, { email: "joe@mail.acme.com" }),
      await createLead(org.rep1, { email: "x@other.org" }),
    ];
    for (const [lead, status] of [
      [jane, "queued"],
      [joe, "queued"],
      [joe, "sent"],
      [other, "queued"],
    ] as const) {
      await admin.begin(async (sql) => {
        await sql`set local session_replication_role = replica`;
        await insertRawTouch(sql, {
          org_id: org.orgId,
          lead_id: lead.id,
          to_address: lead.email,
          to_norm: lead.email,
          status,
        });
      });
    }
    expect(await entry({ kind: "domain", value: "www.acme.com" })).toMatchObject({
      value_norm: "acme.com",
      cancelled: { messages: 2 },
    });
    const states =
      await admin`select status, count(*)::int as n from communications where org_id = ${org.orgId} group by 1 order by 1`;
    expect([...states]).toEqual([
      { status: "cancelled", n: 2 },
      { status: "queued", n: 1 },
      { status: "sent", n: 1 },
    ]);
  });

  it("tells the author of every message it cancels, also when the person's own entry stood already", async () => {
    const jane = await createLead(org.rep1, { email: "jane@acme.com" });
    await entry({ kind: "person", value: jane.id });
    const twin = await createLead(org.rep2, { last_name: "Doe", email: "jane@work.org" });
    await updateLead(org.rep1, { lead_id: jane.id, email: "jane@work.org" });
    await admin.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await insertRawTouch(sql, { org_id: org.orgId, lead_id: twin.id, to_address: twin.email, to_norm: twin.email });
    });
    const again = await entry({ kind: "person", value: jane.id });
    expect(again).toMatchObject({ created: false, cancelled: { messages: 1 } });
    const told = await admin`select lead_id from events where org_id = ${org.orgId} and kind = 'message.cancelled'`;
    expect([...told]).toEqual([{ lead_id: twin.id }]);
  });

  it("for one channel leaves what is queued on the others", async () => {
    const lead = await createLead(org.rep1, { email: "jane@acme.com", phone: "+14155550123" });
    for (const [channel, to_norm] of [
      ["email", "jane@acme.com"],
      ["sms", "+14155550123"],
    ] as const) {
      await admin.begin(async (sql) => {
        await sql`set local session_replication_role = replica`;
        await insertRawTouch(sql, { org_id: org.orgId, lead_id: lead.id, channel, to_address: to_norm, to_norm });
      });
    }
    expect(await entry({ channel: "email" })).toMatchObject({ cancelled: { messages: 1 } });
  });

  it.each([
    [{ source: "unsubscribe", expires_at: "2030-01-01T00:00:00Z" }, "INVALID", "expires_at"],
    [{ value: "no at" }, "INVALID", "value"],
    [{ kind: "domain", value: "com" }, "INVALID", "value"],
    [{ kind: "person", value: "jane" }, "INVALID", "value"],
    [{ channel: "pigeon" }, "INVALID", "channel"],
    [{ reason: " " }, "INVALID", "reason"],
    [{ kind: "fax" }, "INVALID", "kind"],
    [{ kind: "person", value: newId() }, "NOT_FOUND", undefined],
  ])("refuses %j", async (given, code, path) => {
    await expect(entry(given)).rejects.toMatchObject({
      code,
      ...(path ? { errors: [expect.objectContaining({ path })] } : {}),
    });
  });
});

describe("checking", () => {
  it("one value says by which entries, on which channels, until when", async () => {
    const domain = await entry({
      kind: "domain",
      value: "acme.com",
      channel: "email",
      expires_at: later(9).toISOString(),
    });
    const email = await entry({});
    const answer = await check("email", "Jane@acme.com");
    expect(answer).toMatchObject({
      blocked: true,
      normalized: "jane@acme.com",
      channels: { email: true, call: true, sms: true },
    });
    expect(answer.entries.map((one) => one.id).sort()).toEqual([domain.id, email.id].sort());
    expect(await check("email", "joe@eu.acme.com")).toMatchObject({
      blocked: true,
      channels: { email: true, call: false },
    });
    expect(await check("email", "joe@eu.acme.com", "call")).toMatchObject({ blocked: false, entries: [] });
    expect(await check("email", "joe@eu.acme.com", undefined, later(10))).toMatchObject({ blocked: false });
    expect(await check("domain", "acme.com")).toMatchObject({ blocked: true });
    expect(await check("phone", "(415) 555-0199")).toMatchObject({ blocked: false, normalized: "+14155550199" });
  });

  it("10,000 values answers in order, in one go, with errors beside answers", async () => {
    const asked: { kind: DncKind; value: string; channel?: string }[] = Array.from({ length: 10_000 }, (_, nth) => ({
      kind: "email",
      value: `p${nth}@d${nth % 100}.com`,
    }));
    asked[5000] = { kind: "email", value: "no at" };
    asked[5001] = { kind: "phone", value: "+1 415 555 0123" };
    asked[5002] = { kind: "email", value: "p3@d3.com", channel: "sms" };
    const ids = [
      await entry({ value: "p0@d0.com" }),
      await entry({ kind: "domain", value: "d3.com", channel: "email" }),
      await entry({ kind: "phone", value: "+14155550123" }),
    ].map((one) => one.id);
    const results = await read(org.rep1, "dnc:read", (tx) => checkManyDnc(tx, asked, "US", new Date()));
    expect(results.map((one) => one.value)).toEqual(asked.map((one) => one.value));
    expect(results[0]).toEqual({ kind: "email", value: "p0@d0.com", blocked: true, entry_ids: [ids[0]] });
    expect(results[5000]).toMatchObject({ blocked: false, error: expect.any(String) });
    expect(results[5001]).toMatchObject({ blocked: true, entry_ids: [ids[2]] });
    expect(results[5002]).toMatchObject({ blocked: false });
    expect(results.filter((one) => one.blocked)).toHaveLength(1 + 100 + 1);
  });

  it("shows another organization nothing", async () => {
    const { id } = await entry({});
    const other = await mintOrganization();
    expect(
      await read(other.rep1, "dnc:read", (tx) =>
        checkDnc(tx, { kind: "email", value: "jane@acme.com" }, "US", new Date()),
      ),
    ).toMatchObject({ blocked: false });
    expect((await read(other.rep1, "dnc:read", (tx) => listDncEntries(tx, { limit: 50 }, new Date()))).data).toEqual(
      [],
    );
    expect(
      (await read(org.rep1, "dnc:read", (tx) => listDncEntries(tx, { limit: 50 }, new Date()))).data.map(
        (one) => one.id,
      ),
    ).toEqual([id]);
  });
});

describe("the list page", () => {
  it("is newest first, in pages that hold each entry once, and finds part of a value or a reason", async () => {
    for (let nth = 0; nth < 12; nth++)
      await entry(
        { value: `p${nth}@acme.com`, reason: nth % 2 ? "100% sure" : "asked" },
        new Date(Date.parse("2026-03-02") + Math.floor(nth / 4) * 1000),
      );
    const page = (limit: number, more: Record<string, string> = {}) =>
      read(org.rep1, "dnc:read", (tx) => listDncEntries(tx, { limit, ...more }, new Date()));
    const whole = await page(50);
    expect([whole.data.length, whole.total]).toEqual([12, 12]);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const next = await page(5, cursor ? { cursor } : {});
      seen.push(...next.data.map((one) => one.id));
      cursor = next.next_cursor ?? undefined;
    } while (cursor && seen.length < 20);
    expect(seen).toEqual(whole.data.map((one) => one.id));
    expect((await page(50, { q: "P11@" })).data.map((one) => one.value_norm)).toEqual(["p11@acme.com"]);
    expect((await page(50, { q: "100%" })).total).toBe(6);
    expect((await page(50, { q: "_" })).total).toBe(0);
    await expect(page(5, { cursor: "x" })).rejects.toMatchObject({ code: "INVALID" });
  });
});
