import { beforeEach, describe, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { insertRawTouch } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { createLead } from "@/lib/leads/create-lead";
import { assessDncList, importDncList } from "./import-dnc-list";

const { admin } = await testDatabase();

let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization();
});

const reason = "Export of the old tool";
const stored = async () =>
  (
    await admin`select kind || ' ' || value_norm || ' ' || coalesce(channel, 'all') as line from dnc_entries
    where org_id = ${org.orgId} and revoked_at is null order by 1`
  ).map((row) => row.line);
const queued = (lead: string, address: string) =>
  admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await insertRawTouch(sql, { org_id: org.orgId, lead_id: lead, to_address: address, to_norm: address });
  });

describe("a pasted list", () => {
  it("says in a dry run what it would come to, and stores nothing", async () => {
    const jane = await createLead(org.rep1, { email: "jane@acme.com", company: { name: "Acme", domain: "acme.com" } });
    await createLead(org.rep1, { email: "joe@other.org" });
    await queued(jane.id, "jane@acme.com");
    await addDncEntry(org.rep1, { kind: "email", value: "old@x.org", reason });
    await addDncEntry(org.rep1, { kind: "phone", value: "+14155550101", reason, channel: "sms" });
    const text = "jane@acme.com\nOLD@x.org\n@acme.com\n+1 415 555 0101\nBracken Field Ltd\nJane <jane@acme.com>";
    const before = await stored();
    const run = await assessDncList(org.rep1, { text });
    expect(run).toMatchObject({
      lines: 6,
      counts: { new: 2, wider: 1, present: 1, duplicate: 1, unreadable: 1 },
      leads: 1,
      cancels: { messages: 1, enrollments: 0, suggestions: 0 },
      unreadable: [{ line: 5, given: "Bracken Field Ltd" }],
    });
    expect(run.shown.map((one) => [one.line, one.result, one.leads])).toEqual([
      [1, "new", 1],
      [2, "present", 0],
      [3, "new", 1],
      [4, "wider", 0],
      [5, "unreadable", 0],
      [6, "duplicate", 1],
    ]);
    expect(await stored()).toEqual(before);
  });

  it("counts whom a domain stops: addresses there and below it, with a company or without, and no one who only works there", async () => {
    const [jane] = await Promise.all([
      createLead(org.rep1, { email: "jane@acme.com" }),
      createLead(org.rep1, { email: "joan@mail.acme.com", company: { name: "Acme", domain: "acme.com" } }),
      createLead(org.rep1, { email: "joe@gmail.com", company: { name: "Acme", domain: "acme.com" } }),
      createLead(org.rep1, { email: "jim@notacme.com" }),
    ]);
    await admin`insert into suggestions ${admin({
      ...{
        org_id: org.orgId,
        lead_id: jane.id,
        type: "SEND_EMAIL",
        status: "PENDING",
        cause: "test",
        fingerprint: "1",
      },
      ...{
        content: admin.json({}),
        proposed: admin.json({}),
        reasoning: "r",
        evidence: admin.json([]),
        confidence: 0.5,
      },
      ...{ expires_at: new Date(Date.now() + 86_400_000) },
    })}`;
    const run = await assessDncList(org.rep1, { text: "@acme.com" });
    expect(run).toMatchObject({ leads: 2, cancels: { messages: 0, enrollments: 0, suggestions: 1 } });
    const done = await importDncList(org.rep1, { text: "@acme.com", reason });
    expect(done.cancelled).toEqual(run.cancels);
    const [row] = await admin`select count(*)::int as n from leads l where l.org_id = ${org.orgId}
      and exists (select from contact_points p join dnc_entries e on e.org_id = p.org_id and e.kind = 'domain' and e.value_norm = p.corporate_domain where p.lead_id = l.id)`;
    expect(row?.n).toBe(run.leads);
  });

  it("stores what the dry run said, cancels what waits, and adds nothing when it comes again", async () => {
    const jane = await createLead(org.rep1, { email: "jane@acme.com" });
    await queued(jane.id, "jane@acme.com");
    const text = "jane@acme.com\n@oldmill.example\n+1 415 555 0101\nnot one\nlinkedin.com/in/joe-roe";
    const run = await assessDncList(org.rep1, { text });
    const done = await importDncList(org.rep1, { text, reason });
    expect(done).toMatchObject({ added: run.counts.new, cancelled: run.cancels, counts: run.counts });
    expect(await stored()).toEqual([
      "domain oldmill.example all",
      "email jane@acme.com all",
      "linkedin joe-roe all",
      "phone +14155550101 all",
    ]);
    const again = await importDncList(org.rep1, { text, reason });
    expect(again).toMatchObject({
      added: 0,
      counts: { new: 0, present: 4, unreadable: 1 },
      cancelled: { messages: 0 },
    });
    await expect(
      logContact(org.rep2, { lead_id: jane.id, method: "email", override_reason: "she called me back" }),
    ).rejects.toMatchObject({ code: "DNC_BLOCKED" });
    const kinds =
      await admin`select kind, count(*)::int as n from events where org_id = ${org.orgId} and kind in ('dnc.imported', 'message.cancelled') group by 1 order by 1`;
    expect([...kinds]).toEqual([
      { kind: "dnc.imported", n: 1 },
      { kind: "message.cancelled", n: 1 },
    ]);
  });

  it("can add, never remove: what lasts longer or blocks more stays", async () => {
    await addDncEntry(org.rep1, { kind: "email", value: "jane@acme.com", reason, source: "unsubscribe" });
    const ends = new Date(Date.now() + 86_400_000).toISOString();
    const done = await importDncList(org.rep1, { text: "jane@acme.com", reason, channel: "sms", expires_at: ends });
    expect(done).toMatchObject({ added: 0, counts: { present: 1 } });
    expect(await stored()).toEqual(["email jane@acme.com all"]);
  });

  it("of 10,000 lines is stored whole, also when three paste it at once, and 10,001 are refused", {
    timeout: 120_000,
  }, async () => {
    const text = Array.from({ length: 10_000 }, (_, nth) => `p${nth}@d${nth % 90}.example`).join("\n");
    const began = performance.now();
    const all = await Promise.all([org.rep1, org.rep2, org.manager].map((ctx) => importDncList(ctx, { text, reason })));
    process.stderr.write(`three pastes of 10,000 lines at once: ${Math.round(performance.now() - began)} ms\n`);
    expect(all.reduce((sum, one) => sum + one.added, 0)).toBe(10_000);
    const [row] =
      await admin`select count(*)::int as n from dnc_entries where org_id = ${org.orgId} and revoked_at is null`;
    expect(row?.n).toBe(10_000);
    await expect(importDncList(org.rep1, { text: `${text}\nmore@x.org`, reason })).rejects.toMatchObject({
      code: "INVALID",
      errors: [{ path: "text", message: expect.stringContaining("10,001") }],
    });
  });

  it.each([
    [{ text: "a@b.org", reason: " " }, "reason"],
    [{ text: "a@b.org", reason, channel: "pigeon" }, "channel"],
    [{ text: "a@b.org", reason, kind: "person" }, "kind"],
    [{ text: "a@b.org", reason, expires_at: "2020-01-01T00:00:00Z" }, "expires_at"],
    [{ text: "a@b.org", reason, dry_run: true, expires_at: "2020-01-01T00:00:00Z" }, "expires_at"],
    [{ text: "a@b.org", reason, source: "unsubscribe", expires_at: "2030-01-01T00:00:00Z" }, "expires_at"],
  ])("refuses %j", async (given, path) => {
    await expect(importDncList(org.rep1, given)).rejects.toMatchObject({
      code: "INVALID",
      errors: [expect.objectContaining({ path })],
    });
  });

  it("of another organization is not seen here", async () => {
    await importDncList((await mintOrganization()).rep1, { text: "jane@acme.com", reason });
    expect((await assessDncList(org.rep1, { text: "jane@acme.com" })).counts).toMatchObject({ new: 1, present: 0 });
  });
});
