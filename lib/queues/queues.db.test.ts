import { beforeEach, expect, test } from "vitest";
import { inOrganization } from "@/db/tenant";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import { listQueue, queuePage } from "./queries";
import type { Queue } from "./schema";
import { snoozeLead } from "./snooze-lead";

await testDatabase();

let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
});

const minutes = (n: number) => new Date(org.rep1.now.getTime() + n * 60_000);
const lead = async (name: string) =>
  (await createLead(org.rep1, { last_name: name, email: `${name}@${name}.example` })).id;
const touch = (lead_id: string, direction: "outbound" | "inbound", n: number) =>
  logContact(at(org.rep1, minutes(n)), { lead_id, method: "email", direction, already_happened: true });
const names = async (queue: Queue, now = org.rep1.now, owner?: string) =>
  (await read(org.rep1, "leads:read", (tx) => listQueue(tx, queue, { limit: 50, owner }, now))).data.map(
    (one) => one.last_name,
  );

test("who wrote last decides whose turn it is, and who waits longest stands first", async () => {
  const [ann, bob, cyd] = [await lead("ann"), await lead("bob"), await lead("cyd")];
  await touch(ann, "outbound", -50);
  await touch(bob, "outbound", -60);
  await touch(bob, "inbound", -30);
  await touch(cyd, "inbound", -40);
  await lead("nobody");
  expect([await names("needs-reply"), await names("awaiting-reply")]).toEqual([["cyd", "bob"], ["ann"]]);
  await touch(cyd, "outbound", -5);
  expect([await names("needs-reply"), await names("awaiting-reply")]).toEqual([["bob"], ["ann", "cyd"]]);
  expect(await names("needs-reply", org.rep1.now, org.rep2.actor.userId)).toEqual([]);
});

test("a row says the first words that wait for an answer, of theirs or of ours", async () => {
  const [ann, bob] = [await lead("ann"), await lead("bob")];
  const said = (lead_id: string, direction: "outbound" | "inbound", n: number, given: object) =>
    logContact(at(org.rep1, minutes(n)), { lead_id, method: "email", direction, already_happened: true, ...given });
  await said(ann, "outbound", -50, { subject: "Offer", body: "Our words" });
  await said(ann, "inbound", -40, { subject: "Re: Offer", body: "Earlier" });
  await said(ann, "inbound", -30, { subject: "Re: Offer", body: "Could you send\n\nthe price list?" });
  await said(bob, "outbound", -20, { subject: "Offer", body: "Our words" });
  const rows = async (queue: Queue) =>
    (await read(org.rep1, "leads:read", (tx) => listQueue(tx, queue, { limit: 5 }, org.rep1.now))).data.map(
      (one) => one.preview,
    );
  expect([await rows("needs-reply"), await rows("awaiting-reply")]).toEqual([
    ["Could you send the price list?"],
    ["Offer"],
  ]);
});

test("a lead rests until its moment or until they write again, whichever comes first, and can be brought back", async () => {
  const ann = await lead("ann");
  await touch(ann, "inbound", -40);
  await snoozeLead(org.rep1, { lead_id: ann, until: minutes(60).toISOString() });
  expect([await names("needs-reply"), await names("needs-reply", minutes(61))]).toEqual([[], ["ann"]]);
  await snoozeLead(org.rep1, { lead_id: ann, until: null });
  expect(await names("needs-reply", minutes(1))).toEqual(["ann"]);
  await snoozeLead(org.rep1, { lead_id: ann, until: minutes(60).toISOString() });
  await touch(ann, "inbound", 5);
  expect(await names("needs-reply", minutes(10))).toEqual(["ann"]);
});

test("refuses to rest into the past or for years, and a stranger's lead is not here", async () => {
  const ann = await lead("ann");
  const stranger = await mintOrganization();
  await expect(snoozeLead(org.rep1, { lead_id: ann, until: minutes(-1).toISOString() })).rejects.toMatchObject({
    code: "INVALID",
  });
  await expect(snoozeLead(org.rep1, { lead_id: ann, until: "2099-01-01T00:00:00Z" })).rejects.toMatchObject({
    code: "INVALID",
  });
  await expect(snoozeLead(stranger.rep1, { lead_id: ann, until: minutes(5).toISOString() })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
});

test("goes through the pages without a gap or a repeat", async () => {
  for (let n = 0; n < 5; n++) await touch(await lead(`p${n}`), "inbound", -n - 1);
  const seen: (string | null)[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(org.rep1, "leads:read", (tx) =>
      listQueue(tx, "needs-reply", { limit: 2, cursor }, org.rep1.now),
    );
    seen.push(...page.data.map((one) => one.last_name));
    expect(page.total).toBe(5);
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  expect(seen).toEqual(["p4", "p3", "p2", "p1", "p0"]);
});

test.each([
  ["everybody's", "needs-reply", false],
  ["one's own", "needs-reply", true],
  ["everybody's", "awaiting-reply", false],
  ["one's own", "awaiting-reply", true],
] as const)("reads %s %s along an index of its own, under the policies too", async (_, queue, owned) => {
  const plan = await inOrganization(org.orgId, async ({ sql }) => {
    await sql`set local enable_seqscan = off`;
    await sql`set local enable_sort = off`;
    return sql.unsafe(`explain (costs off) ${queuePage(queue, true, owned)}`, [
      new Date(),
      owned ? org.rep1.actor.userId : null,
      50,
      "2026-01-01 00:00:00+00",
      org.orgId,
    ]);
  });
  const lines = plan.map((row) => String(row["QUERY PLAN"])).join("\n");
  expect(lines).toContain(`leads_${owned ? "owner_" : ""}${queue.replace("-", "_")}_idx`);
  expect(lines).toMatch(/Index Cond: \(\(org_id = .*\) AND .*\(ROW/);
});
