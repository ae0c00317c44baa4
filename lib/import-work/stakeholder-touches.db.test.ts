import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { newId } from "@/lib/core/ids";
import { runImport } from "@/lib/import-work/run-import";
import { startImport } from "@/lib/import-work/start-import";
import { addImport } from "@/lib/lead-imports/add-import";
import { assessFile } from "@/lib/lead-imports/assess-file";
import { createLead } from "@/lib/leads/create-lead";
import { addStakeholder } from "@/lib/stakeholders/add-stakeholder";

const { admin } = await testDatabase();

const folder = mkdtempSync(join(tmpdir(), "stakeholder-touches-"));
afterAll(() => rmSync(folder, { recursive: true }));

const history = `Email,Activity Date,Activity Type,Direction,Subject,Activity Notes
kim@acme.example,2024-05-02 10:00,Email,Outbound,The contract,"Hello Kim, who signs?"
kim@acme.example,2024-05-03 09:30,Email,Inbound,Re: The contract,I do
`;

it("puts what was said to a stakeholder, or by one, on the lead they stand beside, once, and makes nobody a lead", async () => {
  const [org, other] = [await mintOrganization(), await mintOrganization()];
  const lead = await createLead(org.rep1, { last_name: "Doe", email: "doe@acme.example" });
  await addStakeholder(org.rep1, { lead_id: lead.id, last_name: "Kim", email: "Kim@acme.example" });
  const path = join(folder, "history.csv");
  writeFileSync(path, history);
  const importIn = async (ctx: typeof org.manager) => {
    const file = await assessFile(path, "US");
    const { id } = await addImport(ctx, { id: newId(), name: "history.csv", stored_name: path, file });
    await startImport(ctx, { import_id: id, by_caller: true });
    return runImport(ctx, id, path);
  };
  expect(await importIn(org.manager)).toMatchObject({ rows: 2, created: 0, skipped: 2, rejected: 0 });
  expect(await importIn(org.manager)).toMatchObject({ rows: 2, created: 0, skipped: 2, rejected: 0 });
  const touches = await admin`
    select lead_id, direction, subject, to_norm from communications where org_id = ${org.orgId} order by occurred_at`;
  expect([...touches]).toEqual([
    { lead_id: lead.id, direction: "outbound", subject: "The contract", to_norm: "kim@acme.example" },
    { lead_id: lead.id, direction: "inbound", subject: "Re: The contract", to_norm: null },
  ]);
  // Who is a stakeholder of nobody here is a new lead, as ever.
  expect(await importIn(other.manager)).toMatchObject({ rows: 2, created: 1, skipped: 1 });
});
