import readXlsxFile, { readSheet } from "read-excel-file/node";
import { expect, test } from "vitest";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import type { Context } from "@/lib/core/context";
import { currentTime } from "@/lib/core/time";
import { createLead } from "@/lib/leads/create-lead";
import { createSegment } from "@/lib/segments/create-segment";
import { exportChosen, exportLeads, exportSegment } from "./export-leads";
import { COLUMNS, widths } from "./rules";

const { admin } = await testDatabase();

async function textOf(ctx: Context, query: Record<string, string> = {}): Promise<string> {
  return new Response((await exportLeads(ctx, query)).body).text();
}

test("writes what the filter finds, every lead once, with formulas made harmless, and puts it on record first", async () => {
  const { manager, orgId } = await mintOrganization();
  await createLead(manager, {
    first_name: "=cmd|' /C calc'!A0",
    last_name: '"Doe", Jane',
    email: "jane@x.example",
    tags: ["fair"],
  });
  await createLead(manager, { first_name: "\tTab", last_name: "+49", tags: ["fair"] });
  await createLead(manager, { first_name: "Other" });
  const text = await textOf(manager, { tag: "fair" });
  const lines = text.trimEnd().split("\r\n");
  expect(lines[0]).toMatch(/^\uFEFF?id,first_name,last_name/);
  expect(lines).toHaveLength(3);
  expect(text).toContain(`'=cmd|' /C calc'!A0,"""Doe"", Jane"`);
  expect(text).toContain("'+49");
  const [event] = await admin`
    select p.payload::json as told from events e join event_payloads p on p.org_id = e.org_id and p.id = e.id
    where e.org_id = ${orgId} and e.kind = 'leads.exported'`;
  expect(event?.told).toEqual({ format: "csv", leads: 2, filter: { tag: "fair" } });
});

test("reads thousands page by page, each lead once", async () => {
  const { manager, orgId } = await mintOrganization();
  await admin`insert into leads (org_id, id, last_name) select ${orgId}, new_id(), 'L' || i from generate_series(1, 2500) i`;
  const ids = (await textOf({ ...manager, now: currentTime() }))
    .trimEnd()
    .split("\r\n")
    .slice(1)
    .map((line) => line.slice(0, 36));
  expect([ids.length, new Set(ids).size]).toEqual([2500, 2500]);
});

test("writes an Excel file that reads back the same", async () => {
  const { manager } = await mintOrganization();
  await createLead(manager, { first_name: "@sum", last_name: "Doe", score: 40 });
  const { body, extension } = await exportLeads(manager, { format: "xlsx" });
  const sheets: { data?: unknown }[] | unknown[][] = await readXlsxFile(
    Buffer.from(await new Response(body).arrayBuffer()),
  );
  expect(extension).toBe("xlsx");
  const text = JSON.stringify(sheets);
  expect(text).toContain("'@sum");
  expect(text).toContain("last_name");
});

test("writes what a deal is worth, when it closes and where they came from, and in Excel as what it is", async () => {
  const { manager } = await mintOrganization();
  await createLead(manager, {
    first_name: "Jörg",
    last_name: "'=1+1",
    phone: "+49 30 1234567",
    estimated_value_minor: 1_250_050,
    currency: "EUR",
    expected_close_date: "2026-12-24",
    probability_override: 0.9,
    source_metadata: { utm_source: "ads", landing_page: "=evil" },
    metadata: { Plan: "Gold" },
  });
  const lines = (await textOf(manager))
    .trimEnd()
    .split("\r\n")
    .map((line) => line.split(","));
  const csv = Object.fromEntries((lines[0] ?? []).map((name, nth) => [name, lines[1]?.[nth]]));
  expect(csv).toMatchObject({
    first_name: "Jörg",
    last_name: "''=1+1",
    phone: "'+49301234567",
    estimated_value: "12500.5",
    currency: "EUR",
    expected_close_date: "2026-12-24",
    close_probability: "0.9",
    utm_source: "ads",
    landing_page: "'=evil",
    metadata: '"{""Plan"":""Gold""}"',
  });
  const { body } = await exportLeads(manager, { format: "xlsx" });
  const [head = [], row = []] = await readSheet(Buffer.from(await new Response(body).arrayBuffer()));
  const sheet = Object.fromEntries(head.map((name, nth) => [String(name), row[nth]]));
  expect(sheet).toMatchObject({
    phone: "+49301234567",
    last_name: "''=1+1",
    estimated_value: 12_500.5,
    expected_close_date: new Date("2026-12-24"),
    created_at: expect.any(Date),
  });
  const narrow = COLUMNS.filter(
    ([, , kind], nth) => kind === "time" && (widths[nth]?.width ?? 0) < "2026-12-24 08:00:00 UTC".length,
  );
  expect(narrow).toEqual([]);
});

test("writes leads that were chosen one by one, or all that a filter finds but some, and puts on record which", async () => {
  const { manager, rep1, orgId } = await mintOrganization();
  const lead = (last_name: string) => createLead(manager, { last_name, tags: ["fair"] });
  const [ada, bea, cid] = [await lead("Ada"), await lead("=Bea"), await lead("Cid")];
  const theirs = await createLead((await mintOrganization()).manager, { last_name: "Theirs" });
  const written = async (body: object) =>
    (await new Response((await exportChosen(manager, body)).body).text())
      .trimEnd()
      .split("\r\n")
      .slice(1)
      .map((line) => line.split(",")[2])
      .toSorted();
  expect(await written({ ids: [bea.id, ada.id, theirs.id] })).toEqual(["'=Bea", "Ada"]);
  expect(await written({ filter: { tag: "fair" }, except: [bea.id] })).toEqual(["Ada", "Cid"]);
  const events = await admin`
    select p.payload::json as told from events e join event_payloads p on p.org_id = e.org_id and p.id = e.id
    where e.org_id = ${orgId} and e.kind = 'leads.exported' order by e.id`;
  expect(events.map((one) => one.told)).toEqual([
    { format: "csv", leads: 2, ids: [bea.id, ada.id, theirs.id] },
    { format: "csv", leads: 2, filter: { tag: "fair" }, except: [bea.id] },
  ]);
  const refused = { code: "INVALID" };
  await expect(exportChosen(manager, { ids: [ada.id], filter: {} })).rejects.toMatchObject(refused);
  await expect(exportChosen(manager, { ids: [theirs.id] })).rejects.toMatchObject(refused);
  await expect(exportChosen(manager, {})).rejects.toMatchObject(refused);
  await expect(exportChosen(rep1, { ids: [cid.id] })).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("writes the leads in a segment that one may see, and puts on record which segment it was", async () => {
  const { manager, rep1, orgId } = await mintOrganization();
  await createLead(manager, { last_name: "Hot", score: 90 });
  await createLead(manager, { last_name: "Cold", score: 10 });
  const filter = { field: "score", op: "at_least", value: 80 };
  const { id } = await createSegment(manager, { name: "Hot ones", filter });
  const own = await createSegment(rep1, { name: "Mine", filter });
  const lines = (await new Response((await exportSegment(manager, { id })).body).text()).trimEnd().split("\r\n");
  expect(lines.slice(1).map((line) => line.split(",")[2])).toEqual(["Hot"]);
  expect((await exportSegment(manager, { id, format: "xlsx" })).extension).toBe("xlsx");
  const events = await admin`
    select e.subjects, p.payload::json as told from events e join event_payloads p on p.org_id = e.org_id and p.id = e.id
    where e.org_id = ${orgId} and e.kind = 'leads.exported' order by e.id`;
  const told = { segment: "Hot ones", leads: 1, filter: { filter } };
  expect(events).toEqual(
    ["csv", "xlsx"].map((format) => ({ subjects: { segment_id: id }, told: { format, ...told } })),
  );
  await expect(exportSegment(rep1, { id: own.id })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(exportSegment(manager, { id: own.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(exportSegment(manager, { id, format: "pdf" })).rejects.toThrow("csv or xlsx");
});

test("refuses reps, and unknown parameters before anything is on record", async () => {
  const { rep1, manager, orgId } = await mintOrganization();
  await expect(exportLeads(rep1, {})).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(exportLeads(manager, { colour: "red" })).rejects.toMatchObject({ code: "INVALID" });
  await expect(exportLeads(manager, { format: "pdf" })).rejects.toThrow("csv or xlsx");
  expect(await admin`select from events where org_id = ${orgId} and kind = 'leads.exported'`).toHaveLength(0);
});
