import { expect, test } from "vitest";
import { inOrganization } from "@/db/tenant";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { minusDays, plusSeconds } from "@/lib/core/time";
import { refuseUndo, undoableUntil } from "./rules";
import { insertUndoEntry, lockUndoEntry, markUndone } from "./store";

await testDatabase();

const entry = (now: Date) => ({
  command: "mergeLeads",
  leadCount: 2,
  before: { leads: ["a", "b"] },
  after: { leads: ["a"] },
  expiresAt: undoableUntil("bulk", now),
});

test("keeps what was before and after, and is taken back once", async () => {
  const { orgId, rep1, rep2 } = await mintOrganization();
  const id = await inOrganization(orgId, (tx) => insertUndoEntry(tx, rep1, entry(rep1.now)));
  const kept = await inOrganization(orgId, (tx) => lockUndoEntry(tx, id));
  expect(kept).toMatchObject({
    ...{ command: "mergeLeads", lead_count: 2, before: { leads: ["a", "b"] } },
    undone_at: null,
  });
  expect(() => refuseUndo(kept, rep1.now)).not.toThrow();

  await inOrganization(orgId, (tx) => markUndone(tx, rep2, id));
  const undone = await inOrganization(orgId, (tx) => lockUndoEntry(tx, id));
  expect(() => refuseUndo(undone, rep1.now)).toThrow("taken back already");
  await expect(inOrganization(orgId, (tx) => markUndone(tx, rep1, id))).rejects.toMatchObject({ code: "TL081" });
});

test("is not taken back after its time, by the rule or below it", async () => {
  const { orgId, rep1 } = await mintOrganization();
  const old = { ...rep1, now: minusDays(rep1.now, 2) };
  const id = await inOrganization(orgId, (tx) => insertUndoEntry(tx, old, entry(old.now)));
  const kept = await inOrganization(orgId, (tx) => lockUndoEntry(tx, id));
  expect(() => refuseUndo(kept, plusSeconds(kept.expires_at, 1))).toThrow("time to take this back is over");
  await expect(inOrganization(orgId, (tx) => markUndone(tx, rep1, id))).rejects.toMatchObject({ code: "23514" });
});

test("is not found from another organization", async () => {
  const [one, other] = [await mintOrganization(), await mintOrganization()];
  const id = await inOrganization(one.orgId, (tx) => insertUndoEntry(tx, one.rep1, entry(one.rep1.now)));
  await expect(inOrganization(other.orgId, (tx) => lockUndoEntry(tx, id))).rejects.toMatchObject({ code: "NOT_FOUND" });
});
