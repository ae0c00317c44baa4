import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { insertRawTouch, outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { recordCall } from "@/lib/communications/record-call";
import { recordConsent } from "@/lib/consents/record-consent";
import { read } from "@/lib/core/read";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { checkDnc, checkManyDnc } from "@/lib/dnc/check-queries";
import { sealEvents } from "@/lib/events/seal-events";
import { verifyChain } from "@/lib/events/verify-chain";
import { createLead } from "@/lib/leads/create-lead";
import { addNote } from "@/lib/notes/add-note";
import { deleteNote } from "@/lib/notes/delete-note";
import { assessLead } from "@/lib/outreach/assess-lead";
import { saveTranscript } from "@/lib/transcripts/save-transcript";
import { erasePerson } from "./erase-person";
import { exportPerson } from "./export-person";

const { admin, owner } = await testDatabase();

let org: MintedOrganization;
let lead: string;
const secrets = /zebra|jane|acme|5550101|doe/i;
const person = {
  first_name: "Jane",
  last_name: "Doe",
  email: "jane@acme.com",
  phone: "+14155550101",
  linkedin: "jane-doe",
};
beforeEach(async () => {
  org = await mintOrganization();
  lead = (await createLead(org.rep1, { ...person, title: "Zebra", tags: ["zebra"], metadata: { a: "zebra" } })).id;
  const call = await logContact(org.rep1, { lead_id: lead, method: "call" });
  await recordCall(org.rep1, { contact_id: call.id, outcome: "connected", note: "Jane likes the zebra" });
  await saveTranscript(org.rep1, { contact_id: call.id, content: "00:01 Jane Doe: zebra, zebra" });
  await logContact(org.rep1, { lead_id: lead, method: "email", subject: "Zebra", body: "Hello Jane, zebra" });
  await logContact(org.rep1, {
    lead_id: lead,
    method: "email",
    direction: "inbound",
    body: "Zebra. Please remove me from your list",
  });
  await logContact(org.rep2, { lead_id: lead, method: "email", body: "zebra again" }).catch(() => {});
  await recordConsent(at(org.rep1, new Date()), {
    lead_id: lead,
    kind: "email",
    status: "denied",
    source: "form",
    evidence: "zebra",
  });
  await addNote(org.rep1, { lead_id: lead, body: "Jane told @rep2 about the zebra" });
  await deleteNote(org.rep1, { note_id: (await addNote(org.rep1, { lead_id: lead, body: "zebra, gone" })).id });
  await addDncEntry(org.rep1, { kind: "phone", value: person.phone, reason: "zebra told us", channel: "sms" });
  await importFile();
});

/** A file that brought the person, with one line of theirs refused. */
async function importFile(): Promise<void> {
  const cells = ["Jane", "JANE@acme.com", "not a number"];
  const file = {
    org_id: org.orgId,
    name: "fair.csv",
    size: 90,
    format: "csv",
    header: ["Name", "Email", "Phone"],
    header_key: "h",
  };
  const [one] = await admin`insert into imports ${admin({
    ...{ ...file, created_by: org.rep1.actor.userId, mapping: admin.json([]), rows_estimated: 2, rows_exact: true },
    ...{ sample: admin.json([{ line: 2, cells, problem: null }]), state: "done", finished_at: org.rep1.now },
    ...{ rows: 2, updated: 1, rejected: 1 },
  })} returning id`;
  const row = { org_id: org.orgId, import_id: one?.id, lead_id: null, problems: null, before: null, cells: null };
  const before = admin.json({ first_name: "Jane", title: "Zebra" });
  await admin`insert into import_rows ${admin({ ...row, number: 1, line: 2, outcome: "updated", lead_id: lead, before })}`;
  const problems = admin.json([{ column: "Phone", reason: "is no number" }]);
  await admin`insert into import_rows ${admin({ ...row, number: 2, line: 3, outcome: "rejected", problems, cells: admin.json(cells) })}`;
  await admin`insert into external_links ${admin({ org_id: org.orgId, lead_id: lead, system: "old crm", external_id: "jane-17" })}`;
}

const erase = () => erasePerson(org.admin, { lead_id: lead });
const stop = new AbortController();
const sealer = sealEvents({ signal: stop.signal, warn: () => {} });
afterAll(async () => {
  stop.abort();
  await sealer;
});
const sealed = async () => {
  const open = () => admin`select 1 from events where org_id = ${org.orgId} and position is null limit 1`;
  while ((await open()).length > 0) await new Promise((resolve) => setTimeout(resolve, 30));
};
const everyWord = async () => {
  const tables =
    await admin`select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id'
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`;
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await admin`select to_jsonb(t)::text as row from ${admin(name)} t where org_id = ${org.orgId}`;
    for (const { row } of rows) if (secrets.test(row)) found.push(`${name}: ${row.slice(0, 300)}`);
  }
  return found;
};

describe("a person who is erased", () => {
  it("is in no table of the organization any more, by name, address or word", async () => {
    expect((await everyWord()).length).toBeGreaterThan(10);
    expect(await erase()).toMatchObject({ communications: 3, addresses: 3, same_address_leads: [] });
    // The company is another party, a tag a word of the organization.
    expect((await everyWord()).filter((line) => !/^(companies|tags):/.test(line))).toEqual([]);
  });

  it("gets nothing that was waiting for them, and whoever wrote it is told", async () => {
    const waiting = await admin.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      const to = { to_address: person.email, to_norm: person.email };
      return insertRawTouch(sql, { org_id: org.orgId, lead_id: lead, ...to });
    });
    expect(await erase()).toMatchObject({ cancelled: 1 });
    const told = await admin`select subjects->>'communication_id' as id from events
      where org_id = ${org.orgId} and kind = 'message.cancelled'`;
    expect([...told]).toEqual([{ id: waiting }]);
  });

  it("leaves the counts, and a chain of events that verifies", async () => {
    const counts = () => admin`select contact_count, reply_count, last_contacted_at from leads where id = ${lead}`;
    const before = await counts();
    await sealed();
    await erase();
    await sealed();
    expect(await counts()).toEqual(before);
    expect((await verifyChain(org.orgId)).bad).toBeNull();
    const [touches] =
      await admin`select count(*)::int as n, count(redacted_at)::int as redacted from communications where lead_id = ${lead}`;
    expect(touches).toEqual({ n: 3, redacted: 3 });
  });

  it("stays blocked when they are typed in or imported again, under each address, however it is written", async () => {
    await erase();
    for (const given of [
      { email: "JANE+x@acme.com" },
      { phone: "(415) 555-0101" },
      { linkedin: "https://linkedin.com/in/Jane-Doe/" },
    ]) {
      const again = await createLead(org.rep1, { last_name: "New", ...given });
      expect(again.do_not_contact).toBe(true);
      const answer = await read(org.rep1, "leads:read", (tx) => assessLead(tx, again.id, at(org.rep1, new Date())));
      expect(answer.channels.email?.verdict).toBe("blocked");
      await expect(
        logContact(org.manager, { lead_id: again.id, method: "email", override_reason: "asked me to write" }),
      ).rejects.toMatchObject({ code: "DNC_BLOCKED" });
    }
    const other = await createLead(org.rep1, { email: "joan@acme.com", phone: "+14155550102" });
    expect(other.do_not_contact).toBe(false);
    const ask = (value: string) =>
      read(org.rep1, "dnc:read", (tx) => checkDnc(tx, { kind: "email", value }, "US", new Date()));
    expect([(await ask("jane@acme.com")).blocked, (await ask("joan@acme.com")).blocked]).toEqual([true, false]);
    const many = [
      { kind: "email" as const, value: "jane@acme.com" },
      { kind: "phone" as const, value: "+14155550101" },
      { kind: "email" as const, value: "x@acme.com" },
    ];
    const results = await read(org.rep1, "dnc:read", (tx) => checkManyDnc(tx, many, "US", new Date()));
    expect(results.map((one) => one.blocked)).toEqual([true, true, false]);
  });

  it("is blocked for raw SQL too; without the key of the hashes, or with another, nothing goes out at all", async () => {
    await erase();
    const again = await createLead(org.rep1, { email: "jane@acme.com" });
    const stranger = await createLead(org.rep1, { email: "joan@other.org" });
    const send = (leadId: string, to: string, key?: string) =>
      outcomeOf(org.orgId, async ({ sql }) => {
        if (key !== undefined) await sql`select set_config('app.dnc_key', ${key}, true)`;
        await insertRawTouch(sql, { lead_id: leadId, to_address: to, to_norm: to, channel: "push" });
      });
    expect(await send(again.id, "jane@acme.com")).toBe("TL040");
    expect(await send(stranger.id, "joan@other.org")).toBe("ok");
    expect(await send(again.id, "jane@acme.com", "")).toBe("TL042");
    expect(await send(stranger.id, "joan@other.org", "another key")).toBe("TL042");
  });

  it("has hashes that say nothing without the key, and differ between organizations", async () => {
    await erase();
    const hashes = async (orgId: string) =>
      (
        await admin`select value_norm from dnc_entries where org_id = ${orgId} and value_hash is not null and kind = 'email'`
      ).map((row) => row.value_norm);
    const [first] = await hashes(org.orgId);
    expect(first).toMatch(/^erased:[0-9a-f]{64}$/);
    const other = await mintOrganization();
    const twin = await createLead(other.rep1, person);
    await erasePerson(other.admin, { lead_id: twin.id });
    expect((await hashes(other.orgId))[0]).not.toBe(first);
    const made = outcomeOf(
      other.orgId,
      ({ sql }) =>
        sql`insert into dnc_entries (kind, value_norm, reason) values ('email', ${String(first)}, 'made up')`,
    );
    expect(await made).toBe("23514");
  });

  it("is not erased by who may not, nor from another organization, and a second time changes nothing", async () => {
    await expect(erasePerson(org.manager, { lead_id: lead })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(erasePerson((await mintOrganization()).admin, { lead_id: lead })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await erase();
    expect(await erase()).toMatchObject({ addresses: 0 });
  });

  it("names the other leads that share an address: they are blocked now", async () => {
    const twin = await createLead(org.rep2, { email: "jane@acme.com" });
    expect((await erase()).same_address_leads).toEqual([twin.id]);
  });

  it("is reached by the function of the database in its own organization alone", async () => {
    const other = await mintOrganization();
    await outcomeOf(other.orgId, ({ sql }) => sql`select erase_person(${lead}, ${other.admin.actor.userId}, now())`);
    const [row] = await owner`select 1`.then(() => admin`select first_name from leads where id = ${lead}`);
    expect(row?.first_name).toBe("Jane");
  });
});

describe("the export of a person", () => {
  it("holds everything that is kept, and is on the record", async () => {
    const all = await exportPerson(org.admin, { lead_id: lead });
    expect(all.lead).toMatchObject({ first_name: "Jane", title: "Zebra" });
    expect([all.contact_points.length, all.communications.length, all.consents.length]).toEqual([3, 3, 1]);
    expect(JSON.stringify([all.calls, all.transcripts])).toMatch(/likes the zebra.*zebra, zebra/);
    expect(all.dnc_entries.length).toBeGreaterThan(1);
    expect(JSON.stringify(all.notes)).toContain("Jane told @rep2 about the zebra");
    expect(JSON.stringify(all.events)).toContain("lead.created");
    const [event] = await admin`select actor_name from events where org_id = ${org.orgId} and kind = 'person.exported'`;
    expect(event?.actor_name).toBe("admin");
  });

  it("is for admins of the organization", async () => {
    await expect(exportPerson(org.rep1, { lead_id: lead })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(exportPerson((await mintOrganization()).admin, { lead_id: lead })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});
