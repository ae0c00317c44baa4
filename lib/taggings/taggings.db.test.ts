import { expect, it } from "vitest";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import { getLead } from "@/lib/leads/queries";
import { addLeadTag } from "./add-lead-tag";
import { removeLeadTag } from "./remove-lead-tag";

await testDatabase();

it("adds and removes one tag, twice as once, and counts the lead's version up only when something changed", async () => {
  const { rep1 } = await mintOrganization();
  const lead = await createLead(rep1, { last_name: "Doe", tags: ["fair"] });
  const ask = { lead_id: lead.id, name: " vip " };
  expect(await addLeadTag(rep1, ask)).toEqual({ tags: ["fair", "vip"] });
  expect(await addLeadTag(rep1, ask)).toEqual({ tags: ["fair", "vip"] });
  expect(await removeLeadTag(rep1, { lead_id: lead.id, name: "fair" })).toEqual({ tags: ["vip"] });
  expect(await removeLeadTag(rep1, { lead_id: lead.id, name: "fair" })).toEqual({ tags: ["vip"] });
  const now = await read(rep1, "leads:read", (tx) => getLead(tx, lead.id));
  expect([now.tags, now.version]).toEqual([["vip"], lead.version + 2]);
});

it("loses none of many tags that many people give a lead at once", async () => {
  const org = await mintOrganization();
  const lead = await createLead(org.rep1, { last_name: "Doe" });
  const names = Array.from({ length: 12 }, (_, nth) => `tag ${nth + 10}`);
  await Promise.all(names.map((name, nth) => addLeadTag(nth % 2 ? org.rep1 : org.rep2, { lead_id: lead.id, name })));
  expect((await read(org.rep1, "leads:read", (tx) => getLead(tx, lead.id))).tags).toEqual(names);
});

it("is nowhere for another organization, and takes fifty tags at most", async () => {
  const [{ rep1 }, other] = [await mintOrganization(), await mintOrganization()];
  const lead = await createLead(rep1, {
    last_name: "Doe",
    tags: Array.from({ length: 50 }, (_, nth) => `t${nth}`),
  });
  const ask = { lead_id: lead.id, name: "one more" };
  await expect(addLeadTag(other.rep1, ask)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(removeLeadTag(other.rep1, ask)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(addLeadTag(rep1, ask)).rejects.toMatchObject({ code: "CONFLICT" });
  await expect(addLeadTag(rep1, { ...ask, name: "a\u0000" })).rejects.toMatchObject({ code: "INVALID" });
});
