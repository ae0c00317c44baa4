import { expect, test } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { enrollLeads } from "@/lib/enrolling/enroll-leads";
import { createLead } from "@/lib/leads/create-lead";
import { createSequence } from "@/lib/sequences/create-sequence";
import { changePostalAddress } from "@/lib/unsubscribes/change-postal-address";
import { runSequences } from "./run-sequences";

const { admin } = await testDatabase();

async function enrolled(count = 1): Promise<MintedOrganization> {
  const org = await mintOrganization({ calm: true });
  await changePostalAddress(org.admin, { postal_address: "1 Pier Road, Bergen" });
  const steps = [{ kind: "email", subject: "Dates", body: "Shall we say Tuesday?" }];
  const sequence = await createSequence(org.admin, { name: "Dates", steps, publish: true });
  const lead_ids: string[] = [];
  for (let nth = 0; nth < count; nth++)
    lead_ids.push((await createLead(org.rep1, { last_name: "Doe", email: `doe${nth}@${org.slug}.example` })).id);
  await enrollLeads(org.rep1, { sequence_id: sequence.id, lead_ids });
  return org;
}

test("a long line in one organization lets others come in between, and comes to its own end", async () => {
  const [one, other] = [await enrolled(45), await enrolled(45)];
  expect(await runSequences(undefined, 0)).toBe(90);
  const sent = await admin`
    select org_id from communications where source = 'sequence' and org_id in (${one.orgId}, ${other.orgId}) order by created_at, id`;
  const [first, second] = [sent[0]?.org_id, sent.at(-1)?.org_id];
  expect(sent.map((row) => row.org_id)).toEqual([
    ...Array(40).fill(first),
    ...Array(40).fill(second),
    ...Array(5).fill(first),
    ...Array(5).fill(second),
  ]);
});

test("what breaks in one organization is told, and holds up no other's sequences", async () => {
  const [one, other] = [await enrolled(), await enrolled()];
  const [first = one, second = other] = [one, other].toSorted((a, b) => a.orgId.localeCompare(b.orgId));
  await admin`update nurture_sequences set exit_rules = '{"colleague_replied": "nonsense"}' where org_id = ${first.orgId}`;
  await expect(runSequences()).rejects.toThrow();
  const sent = await admin`
    select org_id from communications where source = 'sequence' and org_id in (${first.orgId}, ${second.orgId})`;
  expect(sent.map((row) => row.org_id)).toEqual([second.orgId]);
});
