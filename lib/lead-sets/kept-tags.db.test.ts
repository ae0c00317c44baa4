import { expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import { mergeTags } from "@/lib/tags/merge-tags";
import { listTags } from "@/lib/tags/queries";
import { insertTags } from "./store";

await testDatabase();

it("loses no tagging of a set of leads while its tag is merged away: they have the tag that stays, or the name made anew", async () => {
  const org = await mintOrganization();
  const leads = await Promise.all([1, 2, 3].map((n) => createLead(org.rep1, { last_name: `Doe ${n}` })));
  for (let round = 0; round < 36; round++) {
    const [from, into] = [`from${round}`, `into${round}`];
    await createLead(org.rep1, { last_name: "Roe", tags: [from, into] });
    const tags = await read(org.rep1, "tags:read", listTags);
    const idOf = (name: string) => tags.find((one) => one.name === name)?.id;
    const list = leads.map(({ id }) => ({ lead_id: id, tag: from }));
    await Promise.all([
      inOrganization(org.orgId, async (tx) => {
        // The merge is some statements long: the tagging begins a little later each round, to meet each of them.
        for (let statement = 0; statement < round % 12; statement++) await tx.sql`select 1`;
        await insertTags(tx, list);
      }),
      mergeTags(org.manager, { tag_id: idOf(from), into_id: idOf(into) }),
    ]);
    const has = await inOrganization(
      org.orgId,
      ({ sql }) => sql<{ name: string }[]>`
        select t.name from lead_tags lt join tags t on t.id = lt.tag_id
        where t.name in (${from}, ${into}) and lt.lead_id = any (${leads.map((lead) => lead.id)})`,
    );
    expect(has).toHaveLength(3);
    expect(new Set(has.map((one) => one.name)).size).toBe(1);
  }
});
