import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { enrollLead } from "@/lib/enrolling/enroll-lead";
import { runImport } from "@/lib/import-work/run-import";
import { startImport } from "@/lib/import-work/start-import";
import { listLeadChanges } from "@/lib/lead-changes/queries";
import { addImport } from "@/lib/lead-imports/add-import";
import { assessFile } from "@/lib/lead-imports/assess-file";
import { getImport } from "@/lib/lead-imports/queries";
import { createLead } from "@/lib/leads/create-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { addNote } from "@/lib/notes/add-note";
import { createSequence } from "@/lib/sequences/create-sequence";
import { addStakeholder } from "@/lib/stakeholders/add-stakeholder";
import { listKept } from "./queries";
import { undoImport } from "./undo-import";
import { undoLeads } from "./undo-leads";

const { admin } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "undo-import-"));
afterAll(() => rmSync(folder, { recursive: true }));

let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization();
});

async function importText(text: string, duplicates = "update"): Promise<string> {
  const path = join(folder, newId());
  writeFileSync(path, text);
  const { id } = await addImport(org.manager, {
    id: newId(),
    name: "leads.csv",
    stored_name: path,
    file: await assessFile(path, "US"),
    duplicates,
  });
  await startImport(org.manager, { import_id: id, by_caller: true });
  await runImport(org.manager, id, path);
  return id;
}
async function undo(ctx: Context, import_id: string) {
  await undoImport(ctx, { import_id });
  while ((await undoLeads(ctx, { import_id })).more);
  return read(ctx, "leads:read", (tx) => getImport(tx, ctx, import_id));
}
/** Everything that is kept of leads but what counts up. */
const everything = async () => [
  ...(await admin`select id, first_name, last_name, title, email, phone_e164, linkedin, company_id, owner_id, source, metadata, source_metadata, status,
      estimated_value_minor, currency, expected_close_date::text, probability_override
    from leads where org_id = ${org.orgId} and deleted_at is null order by id`),
  ...(await admin`select lead_id, kind, norm, is_primary from contact_points p where org_id = ${org.orgId}
    and exists (select from leads l where l.id = p.lead_id and l.deleted_at is null) order by lead_id, kind, norm`),
  ...(await admin`select x.lead_id, x.external_id from external_links x where org_id = ${org.orgId}
    and exists (select from leads l where l.id = x.lead_id and l.deleted_at is null) order by 1, 2`),
  ...(await admin`select lt.lead_id, t.name from lead_tags lt join tags t on t.id = lt.tag_id where lt.org_id = ${org.orgId}
    and exists (select from leads l where l.id = lt.lead_id and l.deleted_at is null) order by 1, 2`),
];

it("gives changed leads their exact state back, and takes created ones out of sight", async () => {
  const owner = org.rep1.actor.userId;
  await createLead(org.rep1, {
    email: "jane@acme.com",
    first_name: "Jane",
    tags: ["old"],
    metadata: { Plan: "Silver", more: [1] },
    owner_id: owner,
    estimated_value_minor: 500,
    currency: "JPY",
    probability_override: 0.1,
  });
  await importText("Lead ID,Email,Title\n7,ann@old.example,Clerk\n");
  const before = await everything();
  const id = await importText(
    `Lead ID,Email,First Name,Title,Phone,Tags,Plan,Owner,Amount,Close Date,Probability\n9,jane@acme.com,Janet,CEO,+14155550101,"old, vip",Gold,rep2@${org.slug}.example,"€ 1,200.50",2027-01-31,40\n7,ann@new.example,Ann,,,,,,,,\n10,jane@acme.com,Joan,,,last,,,70.00,,\n8,new@acme.com,New,,,,,,12,,\n`,
  );
  expect(await everything()).not.toEqual(before);
  expect(await undo(org.manager, id)).toMatchObject({ state: "undone", undone: 3, kept: 0 });
  expect(await everything()).toEqual(before);
});

it("gives a number that it took from another lead back to that one", async () => {
  await importText("Lead ID,Email\n7,ann@acme.com\n");
  const before = await everything();
  const id = await importText("Lead ID,Email\n7,bob@acme.com\n", "create");
  expect(await everything()).toHaveLength(before.length + 2);
  await undo(org.manager, id);
  expect(await everything()).toEqual(before);
});

it("leaves leads that somebody touched since as they are, and lists them", async () => {
  const id = await importText("Email,First Name\na@acme.com,Ann\nb@acme.com,Bob\nc@acme.com,Cid\n");
  const [a, b] = await admin`select id from leads where org_id = ${org.orgId} order by email`;
  await updateLead(org.rep1, { lead_id: a?.id, title: "CEO" });
  await logContact(org.rep1, { lead_id: b?.id, method: "call", already_happened: true });
  expect(await undo(org.manager, id)).toMatchObject({ undone: 1, kept: 2 });
  const page = (cursor?: string) => read(org.manager, "leads:read", (tx) => listKept(tx, id, { limit: 1, cursor }));
  const first = await page();
  const second = await page(first.next_cursor ?? "");
  expect(second.next_cursor).toBeNull();
  const kept = [...first.data, ...second.data];
  expect(kept.map((lead) => lead.name).toSorted()).toEqual(["Ann", "Bob"]);
  const left = await admin`select first_name from leads where org_id = ${org.orgId} and deleted_at is null order by 1`;
  expect(left.map((lead) => lead.first_name)).toEqual(["Ann", "Bob"]);
});

it("counts as touched since who got a note, a stakeholder or a place in a sequence, and nobody for what was before", async () => {
  for (const name of ["old", "told"]) {
    const { id } = await createLead(org.rep1, { email: `${name}@acme.com`, title: "Clerk" });
    await logContact(org.rep1, { lead_id: id, method: "call", already_happened: true });
    await addNote(org.rep1, { lead_id: id, body: "Knows us" });
  }
  const names = ["noted", "beside", "enrolled", "told", "old", "new"];
  const id = await importText(
    `Email,First Name,Title\n${names.map((name) => `${name}@acme.com,${name},CEO`).join("\n")}\n`,
  );
  const rep = at(org.rep1, new Date());
  const leads = await admin`select id, first_name from leads where org_id = ${org.orgId}`;
  const lead_id = (name: string) => leads.find((lead) => lead.first_name === name)?.id;
  await addNote(rep, { lead_id: lead_id("noted"), body: "Call her in May" });
  await addNote(rep, { lead_id: lead_id("told"), body: "Call him in May" });
  await addStakeholder(rep, { lead_id: lead_id("beside"), email: "boss@acme.com" });
  const sequence = await createSequence(org.admin, {
    name: "Welcome",
    steps: [{ kind: "task", delay_hours: 0, subject: "Look" }],
    publish: true,
  });
  await enrollLead(rep, { lead_id: lead_id("enrolled"), sequence_id: sequence.id });
  expect(await undo(org.manager, id)).toMatchObject({ undone: 2, kept: 4 });
  const left = await admin`select first_name, title from leads where org_id = ${org.orgId} and deleted_at is null`;
  expect(left.map((lead) => `${lead.first_name} ${lead.title}`).toSorted()).toEqual([
    "beside CEO",
    "enrolled CEO",
    "noted CEO",
    "null Clerk",
    "told CEO",
  ]);
});

it("tells of each lead what it was, what it is again and why", async () => {
  const { id: lead_id } = await createLead(org.rep1, { email: "jane@acme.com", title: "Clerk", owner_id: null });
  const id = await importText(`Email,Title,Tags,Owner\njane@acme.com,CEO,vip,rep2@${org.slug}.example\n`);
  await undo(at(org.manager, new Date()), id);
  const { data } = await read(org.manager, "leads:read", (tx) => listLeadChanges(tx, { id: lead_id, limit: 1 }));
  expect(data[0]?.because).toBe("The import leads.csv was taken back");
  expect(data[0]?.changes.map(({ field, old, new: now }) => [field, old, now])).toEqual([
    ["title", "CEO", "Clerk"],
    ["owner", expect.stringContaining("rep2"), null],
    ["tags", '["vip"]', null],
  ]);
});

it("never takes an opt-out back", async () => {
  const id = await importText("Email,Do Not Email\na@acme.com,yes\n");
  await undo(org.manager, id);
  const entries = await admin`select value_norm from dnc_entries where org_id = ${org.orgId} and revoked_at is null`;
  expect([...entries]).toEqual([{ value_norm: "a@acme.com" }]);
});

it("lets the same file come again afterwards", async () => {
  const text = "Lead ID,Email\n7,a@acme.com\n";
  await undo(org.manager, await importText(text));
  await importText(text, "skip");
  expect(await admin`select 1 from leads where org_id = ${org.orgId} and deleted_at is null`).toHaveLength(1);
});

it("is over after seven days, and asked twice it happens once", async () => {
  const id = await importText("Email\na@acme.com\n");
  const later = at(org.manager, new Date(Date.now() + 8 * 86_400_000));
  await expect(undoImport(later, { import_id: id })).rejects.toMatchObject({ code: "CONFLICT" });
  await Promise.all([undoImport(org.manager, { import_id: id }), undoImport(org.manager, { import_id: id })]);
  await Promise.all([undoLeads(org.manager, { import_id: id }), undoLeads(org.manager, { import_id: id })]);
  expect(await undo(org.manager, id)).toMatchObject({ undone: 1, kept: 0 });
});
