import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { newId } from "@/lib/core/ids";
import { currentTime } from "@/lib/core/time";
import { exportLeads } from "@/lib/lead-exports/export-leads";
import { addImport } from "@/lib/lead-imports/add-import";
import { assessFile } from "@/lib/lead-imports/assess-file";
import { runImport } from "./run-import";
import { startImport } from "./start-import";

const { admin } = await testDatabase();
const office = process.env.TOUCHLINE_OFFICE ?? "";
const folder = mkdtempSync(join(tmpdir(), "office-"));
afterAll(() => rmSync(folder, { recursive: true }));

let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization();
});

const run = promisify(execFile);
/** LibreOffice without a window and with a profile of its own; the last word of `to` says the format and how it is written. */
async function convert(path: string, to: string, ...more: string[]): Promise<string> {
  const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
  await run(office, [profile, "--headless", ...more, "--convert-to", to, "--outdir", folder, path], { cwd: folder });
  return join(folder, basename(path).replace(/\.\w+$/, `.${to.split(":")[0]}`));
}

async function importFile(path: string) {
  const { id } = await addImport(org.manager, {
    id: newId(),
    name: basename(path),
    stored_name: path,
    file: await assessFile(path, "US"),
  });
  await startImport(org.manager, { import_id: id, by_caller: true });
  return runImport(org.manager, id, path);
}

const leads = async () =>
  [
    ...(await admin`select first_name, last_name, email, phone_e164, score, metadata->>'Joined' as joined, metadata->>'Sum' as sum
    from leads where org_id = ${org.orgId} and deleted_at is null order by email`),
  ].map((row) => ({ ...row }));

// Names with accents, a cell over two lines, leading zeros, a date, a formula, quotes and a semicolon.
const table = `First Name,Last Name,Email,Phone,Lead Score,Joined,Sum
Zoë,"Ó Briain; jr",zoe@acme.example,+1 415 555 0101,40,2024-02-29,=1+2
José,"O""Hara",jose@acme.example,(415) 555-0102,7,2023-12-31,=E3*2
東京,田中,tanaka@acme.example,+81 3 1234 5678,100,2024-01-05,
`;
const expected = [
  {
    first_name: "José",
    last_name: 'O"Hara',
    email: "jose@acme.example",
    phone_e164: "+14155550102",
    score: 7,
    sum: "14",
  },
  {
    first_name: "東京",
    last_name: "田中",
    email: "tanaka@acme.example",
    phone_e164: "+81312345678",
    score: 100,
    sum: null,
  },
  {
    first_name: "Zoë",
    last_name: "Ó Briain; jr",
    email: "zoe@acme.example",
    phone_e164: "+14155550101",
    score: 40,
    sum: "3",
  },
];
const UTF8 = "--infilter=CSV:44,34,76,1";

describe.skipIf(office === "")("LibreOffice (npm run test:office)", () => {
  it("makes an .xlsx whose rows, numbers, dates and formulas are read as people see them", async () => {
    const csv = join(folder, "people.csv");
    writeFileSync(csv, table);
    const done = await importFile(await convert(csv, "xlsx:Calc MS Excel 2007 XML", UTF8));
    expect(done).toMatchObject({ state: "done", format: "xlsx", rows: 3, created: 3, rejected: 0 });
    const found = await leads();
    expect(found).toMatchObject(expected);
    expect(found.map((one) => String(one.joined).slice(0, 10))).toEqual(["2023-12-31", "2024-01-05", "2024-02-29"]);
  });

  it.each([
    ["UTF-8 with commas", "csv:Text - txt - csv (StarCalc):44,34,76,1"],
    ["Windows-1252 with semicolons", "csv:Text - txt - csv (StarCalc):59,34,1,1"],
    ["UTF-16 with tabs", "csv:Text - txt - csv (StarCalc):9,34,65535,1"],
  ])("writes a .csv in %s that is read the same", async (name, filter) => {
    const csv = join(folder, `plain-${name.replace(/\W/g, "")}.csv`);
    const latin = name.startsWith("Windows") ? table.replace(/^東京.*\n/m, "") : table;
    writeFileSync(csv, latin);
    const xlsx = await convert(csv, "xlsx:Calc MS Excel 2007 XML", UTF8);
    const done = await importFile(await convert(xlsx, filter));
    expect(done).toMatchObject({ state: "done", format: "csv", rejected: 0 });
    const here = name.startsWith("Windows") ? expected.filter((one) => one.first_name !== "東京") : expected;
    expect(await leads()).toMatchObject(here);
  });

  it("opens what we export: the same cells, and a formula in a name stays a text", async () => {
    const csv = join(folder, "danger.csv");
    writeFileSync(csv, "First Name,Last Name,Email\n=1+1,Doe,a@acme.example\nÁda,Łoś,b@acme.example\n");
    await importFile(csv);
    for (const format of ["csv", "xlsx"]) {
      const { body } = await exportLeads({ ...org.manager, now: currentTime() }, { format });
      const path = join(folder, `export-${format}.${format}`);
      writeFileSync(path, Buffer.from(await new Response(body).arrayBuffer()));
      const how = format === "csv" ? [UTF8] : [];
      const opened = await convert(path, "html:HTML (StarCalc)", ...how);
      const seen = readFileSync(opened, "utf8");
      expect(seen).toContain("=1+1");
      expect(seen).toMatch(/Áda|&Aacute;da/);
      expect(seen).toMatch(/Łoś|&#321;o&#347;/);
    }
  });
});
