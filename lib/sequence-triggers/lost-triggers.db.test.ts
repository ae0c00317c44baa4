import { beforeEach, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { untilAllSealed } from "@/db/testing/sealed";
import { testDatabase } from "@/db/testing/test-database";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { currentTime } from "@/lib/core/time";
import { createLead } from "@/lib/leads/create-lead";
import { listNotifications } from "@/lib/notifications/queries";
import { recordNotifications } from "@/lib/notifications/record-notifications";
import { createSegment } from "@/lib/segments/create-segment";
import { deleteSegment } from "@/lib/segments/delete-segment";
import { updateSegment } from "@/lib/segments/update-segment";
import { pauseSequence } from "@/lib/sequence-pauses/pause-sequence";
import { resumeSequence } from "@/lib/sequence-pauses/resume-sequence";
import { createSequence } from "@/lib/sequences/create-sequence";
import { getSequence, listSequences } from "@/lib/sequences/queries";
import { updateSequence } from "@/lib/sequences/update-sequence";
import { addLeadTag } from "@/lib/taggings/add-lead-tag";
import { deleteTag } from "@/lib/tags/delete-tag";
import { contextOf } from "@/lib/worker/organization-context";
import { checkTriggers } from "./check-triggers";

const { admin } = await testDatabase();
let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
});

const now = (ctx: Context) => at(ctx, currentTime());
const make = async (trigger: object, name = "After the fair") =>
  (
    await createSequence(now(org.admin), {
      name,
      trigger,
      steps: [{ kind: "task", subject: "Look at them", delay_hours: 24 }],
      publish: true,
    })
  ).id;
const share = (given: object = {}) =>
  createSegment(now(org.rep1), {
    name: "Fair",
    filter: { field: "tags", op: "any_of", value: ["fair"] },
    visibility: "public",
    ...given,
  });
const check = async () => {
  await untilAllSealed(admin, org.orgId);
  const came = await checkTriggers(now(contextOf(org.orgId)), {});
  await untilAllSealed(admin, org.orgId);
  await recordNotifications(now(contextOf(org.orgId)), {});
  return came;
};
const see = (id: string) => read(now(org.rep1), "sequences:read", (tx) => getSequence(tx, id, org.rep1));
const toldTo = async (ctx: Context) => {
  const page = await read(now(ctx), "notifications:read", (tx) => listNotifications(tx, now(ctx), { limit: 50 }));
  return page.data.filter((one) => one.kind === "trigger_lost").map((one) => one.sequence?.name);
};

it("a trigger whose segment was deleted says so on its sequence, and tells whoever made it, once", async () => {
  const segment = await share();
  const sequence = await make({ kind: "segment_entered", segment_id: segment.id });
  await check();
  expect(await see(sequence)).toMatchObject({ trigger_problem: null });
  await deleteSegment(now(org.rep1), { segment_id: segment.id });
  expect(await see(sequence)).toMatchObject({ trigger_problem: "segment_deleted" });
  await check();
  await createLead(now(org.rep1), { last_name: "Doe" });
  await check();
  expect(await toldTo(org.admin)).toEqual(["After the fair"]);
  expect(await toldTo(org.rep1)).toEqual([]);
  const list = await read(now(org.rep1), "sequences:read", listSequences);
  expect(list.map((one) => one.trigger_problem)).toEqual(["segment_deleted"]);
});

it("where who made it has left, the admins are told", async () => {
  const segment = await share();
  await make({ kind: "segment_entered", segment_id: segment.id });
  await admin`update nurture_sequences set created_by = ${org.rep2.actor.userId} where org_id = ${org.orgId}`;
  await admin`update memberships set active = false where org_id = ${org.orgId} and user_id = ${org.rep2.actor.userId}`;
  await deleteSegment(now(org.rep1), { segment_id: segment.id });
  await check();
  expect(await toldTo(org.admin)).toEqual(["After the fair"]);
});

it("a segment that is kept to somebody, and a tag that is gone, are told in the same way", async () => {
  const segment = await share();
  const bySegment = await make({ kind: "segment_entered", segment_id: segment.id });
  const lead = await createLead(now(org.rep1), { last_name: "Doe", tags: ["fair"] });
  const byTag = await make({ kind: "tag_added", tag: "fair" }, "Tagged");
  await check();
  await updateSegment(now(org.rep1), { segment_id: segment.id, visibility: "private" });
  const [tag] = await admin<{ id: string }[]>`select id from tags where org_id = ${org.orgId} and name = 'fair'`;
  await deleteTag(now(org.manager), { tag_id: tag?.id });
  await check();
  expect(await see(bySegment)).toMatchObject({ trigger_problem: "segment_private" });
  expect(await see(byTag)).toMatchObject({ trigger_problem: "tag_deleted" });
  expect(await toldTo(org.admin)).toHaveLength(2);

  // There again, it counts only once somebody says so.
  await addLeadTag(now(org.rep1), { lead_id: lead.id, name: "fair" });
  expect(await check()).toMatchObject({ enrolled: 0 });
  expect(await see(byTag)).toMatchObject({ trigger_problem: "switched_off" });
  await updateSequence(now(org.admin), { sequence_id: byTag, trigger: { kind: "tag_added", tag: "fair" } });
  expect(await see(byTag)).toMatchObject({ trigger_problem: null });
  const other = await createLead(now(org.rep1), { last_name: "Roe" });
  await addLeadTag(now(org.rep1), { lead_id: other.id, name: "fair" });
  expect(await check()).toMatchObject({ enrolled: 1 });
});

it("does not go on after a pause as if its segment were there", async () => {
  const segment = await share();
  const sequence = await make({ kind: "segment_entered", segment_id: segment.id });
  await pauseSequence(now(org.admin), { sequence_id: sequence });
  await deleteSegment(now(org.rep1), { segment_id: segment.id });
  await expect(resumeSequence(now(org.admin), { sequence_id: sequence })).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await see(sequence)).toMatchObject({ trigger_problem: "segment_deleted" });
});
