import { expect, test } from "vitest";
import { mintOrganization } from "@/db/testing/organization";
import { untilAllSealed } from "@/db/testing/sealed";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { createLead } from "@/lib/leads/create-lead";
import { keepSuggestions } from "./keep-suggestions";

const { admin } = await testDatabase();

test("an organization is looked through again as soon as something happens in it", async () => {
  const org = await mintOrganization({ calm: true });
  const occurred_at = new Date(Date.now() - 8 * 86_400_000).toISOString();
  const unanswered = async (last_name: string) => {
    const lead = await createLead(org.rep1, { last_name, email: `${last_name}@${org.slug}.example`.toLowerCase() });
    await logContact(org.rep1, { lead_id: lead.id, method: "email", occurred_at });
    await untilAllSealed(admin, org.orgId);
  };
  const suggested = async () => {
    await keepSuggestions();
    await untilAllSealed(admin, org.orgId);
    const rows = await admin`select l.last_name from suggestions s join leads l on l.id = s.lead_id
      where s.org_id = ${org.orgId} and s.status = 'PENDING' order by l.last_name`;
    return rows.map((row) => row.last_name);
  };
  await unanswered("Moss");
  expect(await suggested()).toEqual(["Moss"]);
  expect(await suggested()).toEqual(["Moss"]);
  await unanswered("Reed");
  expect(await suggested()).toEqual(["Moss", "Reed"]);
});
