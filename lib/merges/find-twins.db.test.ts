import { expect, it } from "vitest";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { read } from "@/lib/core/read";
import { dismissDuplicate } from "@/lib/duplicates/dismiss-duplicate";
import { listDuplicatePairs } from "@/lib/duplicates/pair-queries";
import { createLead } from "@/lib/leads/create-lead";
import { mergeLeads } from "./merge-leads";
import { findTwins } from "./queries";
import { undoMerge } from "./undo-merge";

const { admin } = await testDatabase();

it("tells of who may be the same person until somebody decides, and of the last merge until it is taken back", async () => {
  const org = await mintOrganization();
  const add = async (first_name: string) =>
    (await createLead(org.rep1, { first_name, last_name: "Doe", email: `${first_name}@acme.example` })).id;
  const [jane, twin, third] = [await add("Jane"), await add("Janet"), await add("Jo")];
  const twins = (id: string, ctx = org.rep2) => read(ctx, "leads:read", (tx) => findTwins(tx, id));
  for (const other of [twin, third]) {
    await admin`
      insert into duplicate_pairs (org_id, lead_id, other_id, score, reasons)
      values (${org.orgId}, least(${jane}::uuid, ${other}), greatest(${jane}::uuid, ${other}), 0.9, '{email}')`;
  }
  expect((await twins(jane)).twins).toHaveLength(2);
  expect(await twins(twin)).toEqual({ twins: [{ id: jane, name: "Jane Doe", reasons: ["email"] }], merged: null });

  const stranger = await mintOrganization();
  expect(await twins(jane, stranger.admin)).toEqual({ twins: [], merged: null });

  const { data } = await read(org.rep1, "leads:read", (tx) => listDuplicatePairs(tx, { lead_id: third, limit: 1 }));
  await dismissDuplicate(org.rep1, { pair_id: data[0]?.id });
  await mergeLeads(org.rep1, { lead_id: jane, other_id: twin });
  expect(await twins(jane)).toEqual({ twins: [], merged: { name: "Janet Doe", by: org.rep1.actor.name } });
  await undoMerge(org.rep1, { lead_id: jane });
  expect(await twins(jane)).toMatchObject({ twins: [{ id: twin }], merged: null });
});
