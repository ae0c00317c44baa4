import { expect, test } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { enrollLead } from "@/lib/enrolling/enroll-lead";
import { createLead } from "@/lib/leads/create-lead";
import { createSequence } from "@/lib/sequences/create-sequence";
import { changePostalAddress } from "@/lib/unsubscribes/change-postal-address";
import { runSequences } from "./run-sequences";

const { admin } = await testDatabase();

async function enrolled(): Promise<MintedOrganization> {
  const org = await mintOrganization({ calm: true });
  await changePostalAddress(org.admin, { postal_address: "1 Pier Road, Bergen" });
  const steps = [{ kind: "email", subject: "Dates", body: "Shall we say Tuesday?" }];
  const sequence = await createSequence(org.admin, { name: "Dates", steps, publish: true });
  const lead = await createLead(org.rep1, { last_name: "Doe", email: `doe@${org.slug}.example` });
  await enrollLead(org.rep1, { lead_id: lead.id, sequence_id: sequence.id });
  return org;
}

test("what breaks in one organization is told, and holds up no other's sequences", async () => {
  const [one, other] = [await enrolled(), await enrolled()];
  const [first = one, second = other] = [one, other].toSorted((a, b) => a.orgId.localeCompare(b.orgId));
  await admin`update nurture_sequences set exit_rules = '{"colleague_replied": "nonsense"}' where org_id = ${first.orgId}`;
  await expect(runSequences()).rejects.toThrow();
  const sent = await admin`select org_id from communications where source = 'sequence'`;
  expect(sent.map((row) => row.org_id)).toEqual([second.orgId]);
});
