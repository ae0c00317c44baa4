import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { saveRule } from "@/lib/assignment-rules/save-rule";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { findDuplicatePairs } from "@/lib/duplicates/find-duplicate-pairs";
import { countImportPairs, listDuplicatePairs } from "@/lib/duplicates/pair-queries";
import { checkOrganization } from "@/lib/integrity/queries";
import { addImport } from "@/lib/lead-imports/add-import";
import { assessFile } from "@/lib/lead-imports/assess-file";
import { exportErrors } from "@/lib/lead-imports/export-errors";
import { getImport, listImports } from "@/lib/lead-imports/queries";
import type { Import } from "@/lib/lead-imports/schema";
import { createLead } from "@/lib/leads/create-lead";
import { getLead } from "@/lib/leads/queries";
import { exportRefused } from "./export-refused";
import { importRows } from "./import-rows";
import { listPreview } from "./queries";
import { runDryRun, runImport } from "./run-import";
import { startImport } from "./start-import";

const { admin } = await testDatabase();

const folder = mkdtempSync(join(tmpdir(), "imports-"));
afterAll(() => rmSync(folder, { recursive: true }));
let made = 0;
const fileOf = (text: string): string => {
  const path = join(folder, `${++made}.csv`);
  writeFileSync(path, text);
  return path;
};

let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization();
});

type Wishes = { duplicates?: string; empty_values?: string[]; mapping?: Record<string, string | null> };
async function upload(ctx: Context, path: string, wishes: Wishes = {}): Promise<Import> {
  return addImport(ctx, {
    id: newId(),
    name: "leads.csv",
    stored_name: path,
    file: await assessFile(path, "US"),
    ...wishes,
  });
}
async function importFile(ctx: Context, path: string, wishes: Wishes = {}): Promise<Import> {
  const { id } = await upload(ctx, path, wishes);
  await startImport(ctx, { import_id: id, by_caller: true });
  return runImport(ctx, id, path);
}
const counts = ({ rows, created, updated, skipped, rejected, dnc_added }: Import) => ({
  rows,
  created,
  updated,
  skipped,
  rejected,
  dnc_added,
});
const wholeOf = async (pieces: AsyncGenerator<string>) => {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
};
/** How many opt-outs a dry run announces. */
async function triedDnc(text: string): Promise<number | undefined> {
  const path = fileOf(text);
  const { id } = await upload(org.manager, path);
  await startImport(org.manager, { import_id: id, dry_run: true, by_caller: true });
  return (await runDryRun(org.manager, id, path)).dry_run?.dnc_added;
}
const errorsOf = async (ctx: Context, id: string) => wholeOf(await exportErrors(ctx, id));
const leadsOf = () =>
  admin`select * from leads where org_id = ${org.orgId} and deleted_at is null order by created_at, id`;
const dnc = async () =>
  (
    await admin`select kind || ' ' || value_norm || ' ' || coalesce(channel, 'all') as line from dnc_entries
    where org_id = ${org.orgId} and revoked_at is null order by 1`
  ).map((row) => row.line);

describe("a file of leads", () => {
  const text = `Email,First Name,Last Name,Company,Phone,Lead Owner,Tags,utm_source,Plan,Do Not Call
jane@acme.com,Jane,Doe,Acme,(415) 555-0101,REP2,"vip, warm",ads,Gold,No
joe@acme.com,Joe,Roe,,,nobody here,,,,yes
not an address,Ann,Lee,,,,,,,
JANE+news@acme.com,Jane,Smith,,,,,,,
`;

  it("becomes leads with company, owner, tags, source and addresses, and every row has its outcome", async () => {
    const path = fileOf(text.replace("REP2", `rep2@${org.slug}.example`));
    const done = await importFile(org.manager, path);
    expect(counts(done)).toEqual({ rows: 4, created: 2, updated: 0, skipped: 1, rejected: 1, dnc_added: 1 });
    expect(done).toMatchObject({ state: "done", rows_estimated: 4, rows_exact: true });
    const [jane, joe] = await leadsOf();
    expect(jane).toMatchObject({
      first_name: "Jane",
      email: "jane@acme.com",
      phone_e164: "+14155550101",
      import_id: done.id,
    });
    expect(jane?.metadata).toEqual({ Plan: "Gold" });
    expect(jane?.source_metadata).toEqual({ utm_source: "ads" });
    expect(joe?.company_id).toBe(jane?.company_id);
    expect(joe?.metadata).toEqual({ owner: "nobody here" });
    const lead = await read(org.rep1, "leads:read", (tx) => getLead(tx, jane?.id));
    expect(lead).toMatchObject({
      company: { name: "Acme", domain: "acme.com" },
      owner: { name: "rep2" },
      tags: ["vip", "warm"],
    });
    const [found] = await admin`select document from lead_search where id = ${jane?.id}`;
    expect(found?.document).toContain("jane");
    // Joe has no number to block, so he himself is.
    expect(await dnc()).toEqual([`person ${joe?.id} call`]);
  });

  it("gives its bad rows back with what to do, and they alone are stored when they come again", async () => {
    const path = fileOf(text);
    const done = await importFile(org.manager, path);
    const errors = await errorsOf(org.manager, done.id);
    expect(errors).toMatch(/^\uFEFFline,column,reason,suggestion,Email,First Name/);
    expect(errors).toContain('\r\n4,Email,"The email address contains a space');
    const again = await importFile(org.manager, fileOf(errors.replace("not an address,Ann", "ann@lee.example,Ann")));
    expect(counts(again)).toMatchObject({ rows: 1, created: 1 });
    const [ann] = await admin`select metadata from leads where org_id = ${org.orgId} and first_name = 'Ann'`;
    expect(ann?.metadata).toEqual({});
  });

  it("is counted beforehand without storing anything, people who stand in it twice too", async () => {
    const path = fileOf(text);
    const { id } = await upload(org.manager, path);
    await startImport(org.manager, { import_id: id, dry_run: true, by_caller: true });
    const dry = await runDryRun(org.manager, id, path);
    expect(dry).toMatchObject({
      state: "uploaded",
      dry_run: { rows: 4, created: 2, updated: 0, skipped: 1, rejected: 1 },
    });
    expect(await leadsOf()).toHaveLength(0);
    const refused = await wholeOf(exportRefused(org.manager, id, path));
    await startImport(org.manager, { import_id: id, by_caller: true });
    expect(dry.dry_run).toMatchObject(counts(await runImport(org.manager, id, path)));
    expect(refused).toContain('\r\n4,Email,"The email address contains a space');
    expect(refused).toBe(await errorsOf(org.manager, id));
  });

  it("tells what is wrong with a cell in whole characters, and stores the other rows", async () => {
    const odd = `${"x".repeat(39)}\u{1f98a} and more`;
    const path = fileOf(`Email,Do Not Call\na@${org.slug}.example,${odd}\nb@${org.slug}.example,no\n`);
    const done = await importFile(org.manager, path);
    expect(counts(done)).toMatchObject({ rows: 2, created: 1, rejected: 1 });
    expect(await errorsOf(org.manager, done.id)).toContain(`${"x".repeat(39)}” is neither yes nor no.`);
  });

  it("with the same columns is read as the last one was", async () => {
    await importFile(org.manager, fileOf(text), {
      mapping: { Plan: "title", Tags: null },
      duplicates: "fill",
      empty_values: ["x"],
    });
    const next = await upload(org.rep1, fileOf(text));
    expect(next).toMatchObject({ mapping: { Plan: "title", Tags: "ignore" }, duplicates: "fill", empty_values: ["x"] });
    expect((await upload(org.rep1, fileOf(text.replace("Plan", "Place")))).mapping.Tags).toBe("tags");
  });
});

describe("somebody who is a lead already", () => {
  const text = "Email,First Name,Title,Phone,Tags\njane@acme.com,Janet,CEO,+14155550101,vip\n";
  const jane = () => createLead(org.rep1, { email: "Jane@Acme.com", first_name: "Jane", tags: ["old"] });
  const now = async (id: string) => read(org.rep1, "leads:read", (tx) => getLead(tx, id));

  it.each([
    ["skip", { skipped: 1 }, { first_name: "Jane", title: null, phone: null, tags: ["old"], version: 1 }],
    [
      "update",
      { updated: 1 },
      { first_name: "Janet", title: "CEO", phone: "+14155550101", tags: ["old", "vip"], version: 2 },
    ],
    [
      "fill",
      { updated: 1 },
      { first_name: "Jane", title: "CEO", phone: "+14155550101", tags: ["old", "vip"], version: 2 },
    ],
  ])("is, by the rule %s, %j", async (duplicates, expected, after) => {
    const { id } = await jane();
    expect(counts(await importFile(org.manager, fileOf(text), { duplicates }))).toMatchObject({
      created: 0,
      ...expected,
    });
    expect(await now(id)).toMatchObject({ ...after, email: "Jane@Acme.com" });
    const changes = await admin`select payload from events e join event_payloads p using (org_id, id)
      where e.org_id = ${org.orgId} and e.kind = 'lead.changed'`;
    expect(changes).toHaveLength(duplicates === "skip" ? 0 : 1);
  });

  it("is another lead by the rule create", async () => {
    await jane();
    expect(counts(await importFile(org.manager, fileOf(text), { duplicates: "create" }))).toMatchObject({ created: 1 });
    expect(await leadsOf()).toHaveLength(2);
  });

  it("is found by the other system's number when the address is another, which is then the first and the old one stays", async () => {
    await importFile(org.manager, fileOf("Lead ID,Email\n7,jane@old.example\n"));
    const done = await importFile(org.manager, fileOf("Lead ID,Email\n7,jane@new.example\n"), { duplicates: "update" });
    expect(counts(done)).toMatchObject({ updated: 1, created: 0 });
    const points = await admin`select norm, is_primary from contact_points where org_id = ${org.orgId} order by norm`;
    expect([...points]).toEqual([
      { norm: "jane@new.example", is_primary: true },
      { norm: "jane@old.example", is_primary: false },
    ]);
  });

  it("is not found by a line that many share", async () => {
    await importFile(org.manager, fileOf("Name,Phone\nAnn Lee,+14155550101\nBob Ray,+14155550101\n"));
    expect(await leadsOf()).toHaveLength(2);
  });
});

describe("leads that a file brings", () => {
  it("and nobody owns go out in turn by the rules, and say by which", async () => {
    const members = [org.rep1, org.rep2].map(({ actor }) => ({ user_id: actor.userId }));
    await saveRule(org.admin, { name: "In turn", members });
    const rows = Array.from({ length: 7 }, (_, nth) => `p${nth}@acme.com,`);
    await importFile(org.manager, fileOf(["Email,Lead Owner", ...rows, "own@acme.com,rep1"].join("\n")));
    const owners = await admin`
      select to_user_id, strategy, count(*)::int as leads from lead_assignments where org_id = ${org.orgId} group by 1, 2 order by 3`;
    const inTurn = owners.filter((one) => one.strategy === "round_robin").map((one) => one.leads);
    expect(inTurn).toEqual([3, 4]);
    expect((await leadsOf()).every((lead) => lead.owner_id !== null)).toBe(true);
  });

  it("are looked through for who may be one person, by nearly the same name and company", async () => {
    await createLead(org.rep1, { first_name: "Katherine", last_name: "Albrecht", company: "Larkfield Foods" });
    const text = "First Name,Last Name,Company\nKatharine,Albrecht,Larkfield Foods\nOmar,Reyes,Tessel Freight\n";
    await importFile(org.manager, fileOf(text));
    await admin`
      update events e set position = n.place, hash = '\\x00', prev_hash = '\\x00' from (
        select id, row_number() over (order by id) as place from events where org_id = ${org.orgId}) n where e.id = n.id`;
    while ((await findDuplicatePairs(org.admin, {})).more);
    const { data } = await read(org.rep1, "leads:read", (tx) => listDuplicatePairs(tx, { limit: 10 }));
    expect(data.map((pair) => pair.reasons)).toEqual([["name_company"]]);
  });
});

describe("a file in which nearly the same name at nearly the same company stands", () => {
  const text = `First Name,Last Name,Company,Email
Katharine,Albrecht,Larkfield Foods,kat@other.example
Omar,Reyes,Tessel Freight,
Omar,Reyes,Tessel Freight,omar@tessel.example
Katherine,Moss,Larkfield Foods,
`;
  const known = () =>
    createLead(org.rep1, { first_name: "Katherine", last_name: "Albrecht", company: "Larkfield Food" });

  it("says so in the preview and in what it would come to, of leads and of its own rows, and adds them all the same", async () => {
    const { id } = await known();
    const path = fileOf(text);
    const one = await upload(org.manager, path);
    const preview = await read(org.manager, "leads:read", (tx) => listPreview(tx, org.manager, one.id));
    expect(preview.map((row) => row.possible_duplicate?.id ?? null)).toEqual([id, null, null, null]);
    await startImport(org.manager, { import_id: one.id, dry_run: true, by_caller: true });
    const { dry_run } = await runDryRun(org.manager, one.id, path);
    expect(dry_run).toMatchObject({ rows: 4, created: 4, possible_duplicates: 2, looked_through: 4 });
    await startImport(org.manager, { import_id: one.id, by_caller: true });
    expect(counts(await runImport(org.manager, one.id, path))).toMatchObject({ created: 4, skipped: 0 });
  });

  it("leaves the pairs for somebody to look through, and counts those of the import", async () => {
    await known();
    const done = await importFile(org.manager, fileOf(text));
    await admin`
      update events e set position = n.place, hash = '\\x00', prev_hash = '\\x00' from (
        select id, row_number() over (order by id) as place from events where org_id = ${org.orgId}) n where e.id = n.id`;
    while ((await findDuplicatePairs(org.admin, {})).more);
    expect(await read(org.manager, "leads:read", (tx) => countImportPairs(tx, done.id))).toBe(2);
    expect(await read(org.manager, "leads:read", (tx) => countImportPairs(tx, newId()))).toBe(0);
  });

  it("is not told of leads that its reader may not see", async () => {
    await known();
    const one = await upload(org.manager, fileOf(text));
    const others = { ...org.manager, actor: { ...org.manager.actor, sees: [org.rep2.actor.userId] } };
    const preview = await read(others, "leads:read", (tx) => listPreview(tx, others, one.id));
    expect(preview.map((row) => row.possible_duplicate)).toEqual([null, null, null, null]);
  });
});

describe("what a file says of contact", () => {
  it("adds opt-outs also of rows that are passed over, and clears none", async () => {
    await createLead(org.rep1, { email: "jane@acme.com", phone: "+14155550101" });
    await addDncEntry(org.rep1, { kind: "email", value: "joe@acme.com", reason: "asked" });
    const text = "Email,Phone,Email Opt Out,Do Not Call\njane@acme.com,+14155550101,1,yes\njoe@acme.com,,No,No\n";
    expect(await triedDnc(text)).toBe(2);
    expect(counts(await importFile(org.manager, fileOf(text)))).toMatchObject({ skipped: 1, created: 1, dnc_added: 2 });
    expect(await triedDnc(text)).toBe(0);
    expect(await dnc()).toEqual(["email jane@acme.com email", "email joe@acme.com all", "phone +14155550101 call"]);
    expect(counts(await importFile(org.manager, fileOf(text)))).toMatchObject({ dnc_added: 0, skipped: 2 });
  });

  it("is a history where a row tells what was said: each touch once, both ways, by whom it was, also of leads that are passed over", async () => {
    await importFile(org.manager, fileOf("Email,Last Name\njane@acme.com,Doe\n"));
    const history = `Email,Activity Date,Activity Type,Direction,Subject,Activity Notes,Logged By
jane@acme.com,2024-05-02 10:00,Email,Outbound,Our offer,"Hello Jane, shall we talk?",rep2
jane@acme.com,2024-05-02 10:00,Email,Outbound,The other offer,,Somebody who left
jane@acme.com,2024-05-03 09:30,Email,Inbound,Re: Our offer,Yes please,
jane@acme.com,,Call,Outbound,No day,,
joe@acme.com,2024-05-04,Call,sideways,,,
`;
    const done = await importFile(org.manager, fileOf(history));
    expect(counts(done)).toMatchObject({ rows: 5, created: 0, skipped: 3, rejected: 2 });
    expect(counts(await importFile(org.manager, fileOf(history)))).toMatchObject({ rows: 5, skipped: 3 });
    const touches = await admin`
      select direction, channel, status, subject, body, actor_name, user_id from communications where org_id = ${org.orgId} order by occurred_at, id`;
    expect(
      touches.map((one) => [one.direction, one.channel, one.status, one.subject, one.body, one.actor_name]),
    ).toEqual([
      ["outbound", "email", "logged", "Our offer", "Hello Jane, shall we talk?", "rep2"],
      ["outbound", "email", "logged", "The other offer", null, "Somebody who left"],
      ["inbound", "email", "received", "Re: Our offer", "Yes please", null],
    ]);
    expect(touches.map((one) => one.user_id)).toEqual([org.rep2.actor.userId, null, null]);
    const [jane] = await leadsOf();
    expect([jane?.status, jane?.contact_count, jane?.reply_count]).toEqual(["conversing", 2, 1]);
    const [told] = await admin`
      select p.payload::jsonb -> 'changes' -> 'status' as status from events e join event_payloads p using (org_id, id)
      where org_id = ${org.orgId} and e.kind = 'lead.changed'`;
    expect(told?.status).toEqual({ old: "new", new: "conversing" });
    expect(await errorsOf(org.manager, done.id)).toContain("not when it was");
    expect((await read(org.admin, "leads:read", (tx) => checkOrganization(tx))).every((check) => check.ok)).toBe(true);
  });

  it("is in the ledger as a fact, once, and moves the status", async () => {
    const text =
      "Email,Last Contacted,Last Contact Method\njane@acme.com,31.12.2024 15:00,Email\njoe@acme.com,5.1.2025,Call\n";
    await importFile(org.manager, fileOf(text), { duplicates: "update" });
    await importFile(org.manager, fileOf(text), { duplicates: "update" });
    const touches =
      await admin`select channel, source, intent, status, occurred_at from communications where org_id = ${org.orgId} order by occurred_at`;
    expect([...touches]).toEqual([
      {
        channel: "email",
        source: "import",
        intent: "happened",
        status: "logged",
        occurred_at: new Date("2024-12-31T15:00:00Z"),
      },
      {
        channel: "call",
        source: "import",
        intent: "happened",
        status: "logged",
        occurred_at: new Date("2025-01-05T12:00:00Z"),
      },
    ]);
    expect((await leadsOf()).map((lead) => [lead.status, lead.contact_count])).toEqual([
      ["contacted", 1],
      ["contacted", 1],
    ]);
    expect((await read(org.admin, "leads:read", (tx) => checkOrganization(tx))).every((check) => check.ok)).toBe(true);
  });

  it("of yesterday takes the slot, so that nobody writes today by accident", async () => {
    const yesterday = new Date(Date.now() - 3_600_000).toISOString();
    await importFile(
      org.manager,
      fileOf(`Email,Last Contacted,Last Contact Method\njane@acme.com,${yesterday},Email\n`),
    );
    const [guard] = await admin`select count(*)::int as n from contact_guards where org_id = ${org.orgId}`;
    expect(guard?.n).toBe(2);
  });
});

describe("an import that is cut off", () => {
  const rows = Array.from({ length: 1200 }, (_, nth) => `p${nth}@many.example,P${nth}`);
  const text = `Email,First Name\n${rows.join("\n")}\n`;

  it("goes on behind the last row that is stored, and a row that comes twice is stored once", async () => {
    const path = fileOf(text);
    const { id } = await upload(org.manager, path);
    await startImport(org.manager, { import_id: id, by_caller: true });
    const first = { number: 1, line: 2, cells: ["p0@many.example", "P0"], problem: null };
    const sets = [1, 2].map(() => importRows(org.manager, { import_id: id, after: 0, rows: [first] }));
    expect(await Promise.all(sets)).toEqual([
      { state: "running", rows: 1 },
      { state: "running", rows: 1 },
    ]);
    expect(counts(await runImport(org.manager, id, path))).toMatchObject({ rows: 1200, created: 1200 });
    const [stored] =
      await admin`select count(*)::int as rows, count(distinct number)::int as numbers, count(distinct lead_id)::int as leads
      from import_rows where import_id = ${id}`;
    expect(stored).toEqual({ rows: 1200, numbers: 1200, leads: 1200 });
  });

  it("by two workers at once stores each row once", async () => {
    const path = fileOf(text);
    const { id } = await upload(org.manager, path);
    await startImport(org.manager, { import_id: id, by_caller: true });
    await Promise.allSettled([runImport(org.manager, id, path), runImport(org.manager, id, path)]);
    const done = await runImport(org.manager, id, path);
    expect(counts(done)).toMatchObject({ rows: 1200, created: 1200 });
    expect(await leadsOf()).toHaveLength(1200);
  });
});

describe("who may", () => {
  it("sees their own imports as a rep, all as a manager, and none of another organization", async () => {
    const done = await importFile(org.rep1, fileOf("Email\njane@acme.com\n"));
    const other = await mintOrganization();
    const see = (ctx: Context) => read(ctx, "leads:read", (tx) => getImport(tx, ctx, done.id));
    await expect(see(org.manager)).resolves.toMatchObject({ id: done.id });
    for (const ctx of [org.rep2, other.admin]) {
      await expect(see(ctx)).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(exportErrors(ctx, done.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    expect((await read(org.rep2, "leads:read", (tx) => listImports(tx, org.rep2, { limit: 50 }))).data).toEqual([]);
  });

  it("keeps what they import in sight when they see only their own leads", async () => {
    const rep: Context = { ...org.rep1, actor: { ...org.rep1.actor, sees: [org.rep1.actor.userId] } };
    await createLead(org.rep2, { email: "jane@acme.com" });
    const done = await importFile(rep, fileOf(`Email,Owner\njane@acme.com,\njoe@acme.com,rep2@${org.slug}.example\n`));
    expect(counts(done)).toMatchObject({ created: 2 });
    const owners =
      await admin`select distinct owner_id from leads where org_id = ${org.orgId} and import_id is not null`;
    expect(owners.map((row) => row.owner_id)).toEqual([org.rep1.actor.userId]);
  });
});

const education = resolve(process.env.TOUCHLINE_TEST_DATA ?? "../shared/data", "x-education-leads.csv");
it.skipIf(!existsSync(education))(
  "the real file of 6,520 rows: 234 come back, are imported again, and everything adds up",
  { timeout: 120_000 },
  async () => {
    const done = await importFile(org.manager, education, { empty_values: ["Select"] });
    expect(counts(done)).toEqual({ rows: 6520, created: 6286, updated: 0, skipped: 0, rejected: 234, dnc_added: 491 });
    const errors = await errorsOf(org.manager, done.id);
    const again = await importFile(org.manager, fileOf(errors));
    expect(counts(again)).toMatchObject({ rows: 234, created: 234, rejected: 0 });
    const whole = await importFile(org.manager, education);
    expect(counts(whole)).toMatchObject({ rows: 6520, created: 0, skipped: 6286, rejected: 234, dnc_added: 0 });
    const [stored] =
      await admin`select count(*)::int as n, count(*) filter (where metadata::text like '%Select%')::int as selects from leads where org_id = ${org.orgId}`;
    expect(stored).toEqual({ n: 6520, selects: 0 });
  },
);
