import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { listLeadChanges } from "@/lib/lead-changes/queries";
import { addImport } from "@/lib/lead-imports/add-import";
import { assessFile } from "@/lib/lead-imports/assess-file";
import { listRejected } from "@/lib/lead-imports/queries";
import { createLead } from "@/lib/leads/create-lead";
import { getLead } from "@/lib/leads/queries";
import { listPreview } from "./queries";
import { runImport } from "./run-import";
import { startImport } from "./start-import";

const { admin } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "deal-columns-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function importText(org: MintedOrganization, text: string, duplicates = "update") {
  const path = join(folder, newId());
  writeFileSync(path, text);
  const file = await assessFile(path, "US");
  const { id } = await addImport(org.manager, { id: newId(), name: "deals.csv", stored_name: path, file, duplicates });
  const preview = await read(org.manager, "leads:write", (tx) => listPreview(tx, org.manager, id));
  await startImport(org.manager, { import_id: id, by_caller: true });
  const done = await runImport(org.manager, id, path);
  const rejected = await read(org.manager, "leads:write", (tx) => listRejected(tx, id, 0, 50));
  return { done, preview, rejected };
}
const deals = (org: MintedOrganization) => admin`
  select last_name, estimated_value_minor::int as minor, currency, expected_close_date::text as close, probability_override as chance
  from leads where org_id = ${org.orgId} and deleted_at is null order by last_name`;

it("brings what deals are worth, when they may close and how likely, as another system writes it", async () => {
  const org = await mintOrganization();
  const { done, preview, rejected } = await importText(
    org,
    `Last Name,Amount,Currency ISO Code,Close Date,Probability (%)
Ash,"12,500.50",EUR,1/31/2027,40
Birch,5000,JPY,12/5/2026,100
Cedar,12.5,,,
Dill,,USD,,
Elder,a lot,EUR,1/31/2027,40
Fern,12.345,EUR,2/30/2027,140
`,
  );
  expect(done).toMatchObject({ rows: 6, created: 4, rejected: 2 });
  expect([...(await deals(org))]).toEqual([
    { last_name: "Ash", minor: 1_250_050, currency: "EUR", close: "2027-01-31", chance: expect.closeTo(0.4) },
    { last_name: "Birch", minor: 5000, currency: "JPY", close: "2026-12-05", chance: 1 },
    { last_name: "Cedar", minor: 1250, currency: "USD", close: null, chance: null },
    { last_name: "Dill", minor: null, currency: null, close: null, chance: null },
  ]);
  expect(preview[0]?.deal).toEqual({
    estimated_value_minor: 1_250_050,
    currency: "EUR",
    expected_close_date: "2027-01-31",
    probability_override: 0.4,
  });
  expect(rejected.map(({ line, problems }) => [line, problems.map(({ column }) => column)])).toEqual([
    [6, ["Amount"]],
    [7, ["Close Date", "Probability (%)", "Amount"]],
  ]);
});

it("changes the value of a lead that is there in the currency it has, and tells so; fills it in only where there is none", async () => {
  const org = await mintOrganization();
  const had = { estimated_value_minor: 100_000, currency: "CAD" };
  const jane = await createLead(org.rep1, { last_name: "Jane", email: "jane@acme.com", ...had });
  const joe = await createLead(org.rep1, { last_name: "Joe", email: "joe@acme.com" });
  const text = "Email,Deal Value\njane@acme.com,2500.75\njoe@acme.com,$900\n";
  await importText(org, text, "fill");
  expect(await deals(org)).toMatchObject([
    { minor: 100_000, currency: "CAD" },
    { minor: 90_000, currency: "USD" },
  ]);
  await importText(org, text, "update");
  expect(await deals(org)).toMatchObject([
    { minor: 250_075, currency: "CAD" },
    { minor: 90_000, currency: "USD" },
  ]);
  const changed = await read(org.rep1, "leads:read", (tx) => listLeadChanges(tx, { id: jane.id, limit: 1 }));
  expect(changed.data[0]?.changes).toMatchObject([{ field: "estimated_value_minor", old: "100000", new: "250075" }]);
  const lead = await read(org.rep1, "leads:read", (tx) => getLead(tx, joe.id));
  expect(lead).toMatchObject({ estimated_value_minor: 90_000, currency: "USD" });
});
