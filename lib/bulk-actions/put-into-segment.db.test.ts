import { expect, it } from "vitest";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import { createSegment } from "@/lib/segments/create-segment";
import { listSegmentLeads } from "@/lib/segments/leads-queries";
import { getSegment } from "@/lib/segments/queries";
import { applyBulkTurn } from "./apply-bulk-turn";
import { getBulkAction } from "./list-queries";
import { startBulkAction } from "./start-bulk-action";

await testDatabase();

async function house() {
  const org = await mintOrganization();
  const leads = await Promise.all(["Ann", "Bo", "Cy"].map((last_name) => createLead(org.rep1, { last_name })));
  const filter = { field: "status", op: "is", value: "lost" };
  const segment = await createSegment(org.rep1, { name: "Autumn, list", filter, visibility: "public" });
  const inside = async () => {
    const page = await read(org.rep1, "segments:read", (tx) =>
      listSegmentLeads(tx, org.rep1, { id: segment.id, sort: "name", limit: 50 }),
    );
    return page.data.map((lead) => lead.last_name);
  };
  const put = async (ctx: typeof org.rep1, ...ids: string[]) => {
    const { id } = await startBulkAction(ctx, { action: "add_to_segment", segment_id: segment.id, ids });
    while ((await applyBulkTurn(ctx, { bulk_action_id: id })).more);
    return id;
  };
  return { org, leads, segment, inside, put };
}

it("puts leads into a segment by a tag that it is given, and the next ones by the same", async () => {
  const { org, leads, segment, inside, put } = await house();
  const [ann = "", bo = ""] = leads.map((lead) => lead.id);
  expect(await inside()).toEqual([]);
  const id = await put(org.rep1, ann);
  expect(await inside()).toEqual(["Ann"]);
  await put(org.rep2, bo, ann);
  expect(await inside()).toEqual(["Ann", "Bo"]);
  const kept = await read(org.rep1, "segments:read", (tx) => getSegment(tx, org.rep1, segment.id));
  expect(kept).toMatchObject({
    version: segment.version + 1,
    filter: { or: [segment.filter, { field: "tags", op: "any_of", value: ["Autumn list"] }] },
  });
  const action = await read(org.rep1, "leads:read", (tx) => getBulkAction(tx, org.rep1, { id, limit: 1 }));
  expect(action.details).toMatchObject({ tags: ["Autumn list"], segment: "Autumn, list" });
});

it("asks whoever may change the segment for its first tag, and nobody else to look into a private one", async () => {
  const { org, leads, put } = await house();
  const [ann = ""] = leads.map((lead) => lead.id);
  await expect(put(org.rep2, ann)).rejects.toMatchObject({ code: "FORBIDDEN" });
  const filter = { and: [] };
  const own = await createSegment(org.rep1, { name: "Mine", filter });
  const ask = { action: "add_to_segment", segment_id: own.id, ids: [ann] };
  await expect(startBulkAction(org.rep2, ask)).rejects.toMatchObject({ code: "NOT_FOUND" });
  const stranger = await mintOrganization();
  await expect(startBulkAction(stranger.admin, ask)).rejects.toMatchObject({ code: "NOT_FOUND" });
});
