import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { at as asAt, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { untilAllSealed } from "@/db/testing/sealed";
import { testDatabase } from "@/db/testing/test-database";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { currentTime } from "@/lib/core/time";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { runImport } from "@/lib/import-work/run-import";
import { startImport } from "@/lib/import-work/start-import";
import { addImport } from "@/lib/lead-imports/add-import";
import { assessFile } from "@/lib/lead-imports/assess-file";
import { createLead } from "@/lib/leads/create-lead";
import { deleteLead } from "@/lib/leads/delete-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { createSegment } from "@/lib/segments/create-segment";
import { pauseSequence } from "@/lib/sequence-pauses/pause-sequence";
import { resumeSequence } from "@/lib/sequence-pauses/resume-sequence";
import { createSequence } from "@/lib/sequences/create-sequence";
import { updateSequence } from "@/lib/sequences/update-sequence";
import { addLeadTag } from "@/lib/taggings/add-lead-tag";
import { removeLeadTag } from "@/lib/taggings/remove-lead-tag";
import { contextOf } from "@/lib/worker/organization-context";
import { checkTriggers } from "./check-triggers";
import { listTriggerings } from "./queries";

const { admin } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "triggers-"));
afterAll(() => rmSync(folder, { recursive: true }));
let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
});

let nth = 0;
const now = (ctx: Context) => asAt(ctx, currentTime());
const makeLead = async (given: object = {}, ctx = org.rep1) =>
  (await createLead(now(ctx), { last_name: "Doe", email: `t${nth++}@${org.slug}.example`, ...given })).id;
const make = async (trigger: object | string, more: object = {}) =>
  (
    await createSequence(now(org.admin), {
      name: `S${nth++}`,
      trigger,
      steps: [{ kind: "task", subject: "Look at them", delay_hours: 24 }],
      publish: true,
      ...more,
    })
  ).id;
const check = async (input: object = {}) => {
  await untilAllSealed(admin, org.orgId);
  return checkTriggers(now(contextOf(org.orgId)), input);
};
const enrolledIn = async (sequence: string) =>
  (
    await admin`select lead_id from lead_sequence_enrollments where sequence_id = ${sequence} order by created_at, id`
  ).map((row) => row.lead_id);
const told = (sequence_id: string) =>
  read(org.admin, "sequences:read", (tx) => listTriggerings(tx, { sequence_id, limit: 50 }));
const tagged = { field: "tags", op: "any_of", value: ["fair"] };

describe("what enrolls people by itself", () => {
  it("enrolls who is added, with the reason, and nobody who was there before", async () => {
    await makeLead();
    const sequence = await make({ kind: "lead_created" });
    const lead = await makeLead();
    expect(await check()).toMatchObject({ enrolled: 1, refused: 0, more: false });
    expect(await enrolledIn(sequence)).toEqual([lead]);
    const [row] = await admin`select last_reason from lead_sequence_enrollments where sequence_id = ${sequence}`;
    expect(row?.last_reason).toBe("Enrolled by itself: they were added.");
    expect((await told(sequence)).data).toMatchObject([
      { kind: "lead_created", lead: { id: lead }, outcome: "enrolled" },
    ]);
    await deleteLead(now(org.rep1), { lead_id: lead });
    expect((await told(sequence)).data).toEqual([]);
  });

  it("tells who came through the API and who came in a file from the others", async () => {
    const [byApi, byFile] = [
      await make({ kind: "api" }, { alongside: true }),
      await make({ kind: "imported" }, { alongside: true }),
    ];
    await makeLead();
    const program = await makeLead({}, { ...org.rep1, actor: { ...org.rep1.actor, via: "api" } });
    const path = join(folder, "leads.csv");
    writeFileSync(path, `Name,Email\nAda One,one@${org.slug}-file.example\nBea Two,two@${org.slug}-file.example\n`);
    const ctx = now(org.manager);
    const { id } = await addImport(ctx, {
      id: newId(),
      name: "leads.csv",
      stored_name: path,
      file: await assessFile(path, "US"),
    });
    await startImport(ctx, { import_id: id, by_caller: true });
    await runImport(ctx, id, path);
    await check();
    expect(await enrolledIn(byApi)).toEqual([program]);
    const imported =
      await admin`select id from leads where org_id = ${org.orgId} and import_id is not null order by id`;
    expect((await enrolledIn(byFile)).toSorted()).toEqual(imported.map((row) => row.id));
    expect(imported).toHaveLength(2);
  });

  it("enrolls who gets one of these statuses, by whatever door, once for each change", async () => {
    const sequence = await make({ kind: "status_changed", to: ["enriched"] });
    const [lead, other] = [await makeLead(), await makeLead()];
    await updateLead(now(org.rep1), { lead_id: lead, status: "enriched" });
    await updateLead(now(org.rep1), { lead_id: other, status: "on_ice" });
    await check();
    await check();
    expect(await enrolledIn(sequence)).toEqual([lead]);
  });

  it("enrolls who gets the tag, again when it was taken away and given again", async () => {
    await makeLead({ tags: ["fair"] });
    const sequence = await make({ kind: "tag_added", tag: "fair" });
    const lead = await makeLead();
    await addLeadTag(now(org.rep1), { lead_id: lead, name: "fair" });
    await check();
    expect(await enrolledIn(sequence)).toEqual([lead]);
    await updateLead(now(org.rep1), { lead_id: lead, first_name: "Ada" });
    await check();
    expect((await told(sequence)).data).toHaveLength(1);
    await removeLeadTag(now(org.rep1), { lead_id: lead, name: "fair" });
    await addLeadTag(now(org.rep1), { lead_id: lead, name: "fair" });
    await check();
    expect((await told(sequence)).data).toMatchObject([
      { outcome: "refused", code: "IN_SEQUENCE", reason: "They are in this sequence already." },
      { outcome: "enrolled" },
    ]);
  });

  it("enrolls who comes into the segment, not who is in it, and once more only after they left it", async () => {
    await makeLead({ tags: ["fair"] });
    const segment = await createSegment(now(org.admin), { name: "Fair", filter: tagged, visibility: "public" });
    const sequence = await make({ kind: "segment_entered", segment_id: segment.id });
    const lead = await makeLead();
    await addLeadTag(now(org.rep1), { lead_id: lead, name: "fair" });
    await check();
    await updateLead(now(org.rep1), { lead_id: lead, first_name: "Ada" });
    await check({ sweep: true });
    expect(await enrolledIn(sequence)).toEqual([lead]);
    expect((await told(sequence)).data).toHaveLength(1);
    await removeLeadTag(now(org.rep1), { lead_id: lead, name: "fair" });
    await check();
    await addLeadTag(now(org.rep1), { lead_id: lead, name: "fair" });
    await check();
    expect((await told(sequence)).data.map((one) => one.outcome)).toEqual(["refused", "enrolled"]);
  });

  it("finds who came into a segment by time alone when it looks through all", async () => {
    const filter = { field: "last_contacted_at", op: "is_not_set" };
    const segment = await createSegment(now(org.admin), { name: "Silent", filter, visibility: "public" });
    const lead = await makeLead();
    await admin`update leads set last_contacted_at = now() where id = ${lead}`;
    const sequence = await make({ kind: "segment_entered", segment_id: segment.id });
    await check();
    await admin`update leads set last_contacted_at = null where id = ${lead}`;
    await check();
    expect(await enrolledIn(sequence)).toEqual([]);
    await check({ sweep: true });
    expect(await enrolledIn(sequence)).toEqual([lead]);
  });

  it("writes down whom the rules keep out, with the reason", async () => {
    await makeLead({ tags: ["fair"] });
    const call = { kind: "call", subject: "Ask about the depot" };
    const sequence = await make({ kind: "tag_added", tag: "fair" }, { steps: [call] });
    const [lead, gone] = [await makeLead({ phone: "+14155550142" }), await makeLead({ phone: "+14155550143" })];
    await addDncEntry(now(org.rep1), { kind: "person", value: lead, reason: "asked" });
    for (const lead_id of [lead, gone]) await addLeadTag(now(org.rep1), { lead_id, name: "fair" });
    await deleteLead(now(org.manager), { lead_id: gone });
    expect(await check()).toMatchObject({ enrolled: 0, refused: 2 });
    const { data } = await told(sequence);
    expect(data.find((one) => one.lead.id === lead)).toMatchObject({ outcome: "refused", code: "DNC_BLOCKED" });
    expect(await enrolledIn(sequence)).toEqual([]);
  });

  it("does nothing for what happened while the sequence was paused, or before its trigger was chosen", async () => {
    await makeLead({ tags: ["fair"] });
    const sequence = await make("manual");
    await addLeadTag(now(org.rep1), { lead_id: await makeLead(), name: "fair" });
    await updateSequence(now(org.admin), { sequence_id: sequence, trigger: { kind: "tag_added", tag: "fair" } });
    await pauseSequence(now(org.admin), { sequence_id: sequence });
    await addLeadTag(now(org.rep1), { lead_id: await makeLead(), name: "fair" });
    await check();
    await resumeSequence(now(org.admin), { sequence_id: sequence });
    await check();
    expect(await enrolledIn(sequence)).toEqual([]);
    const lead = await makeLead();
    await addLeadTag(now(org.rep1), { lead_id: lead, name: "fair" });
    await check();
    expect(await enrolledIn(sequence)).toEqual([lead]);
  });

  it("is looked at by five workers at once and enrolls each once", async () => {
    const sequence = await make({ kind: "lead_created" });
    const leads = [await makeLead(), await makeLead(), await makeLead()];
    await check();
    await admin`update event_cursors set position = 0 where org_id = ${org.orgId} and name = 'sequence_triggers'`;
    await Promise.all(Array.from({ length: 5 }, () => checkTriggers(now(contextOf(org.orgId)), {})));
    expect(await enrolledIn(sequence)).toEqual(leads);
    expect((await told(sequence)).data).toHaveLength(3);
  });

  it("names what is missing when a tag or segment is not there, or a segment is somebody's own", async () => {
    await expect(make({ kind: "tag_added", tag: "nowhere" })).rejects.toMatchObject({ code: "INVALID" });
    const own = await createSegment(now(org.admin), {
      name: "Mine",
      filter: { field: "status", op: "is", value: "new" },
    });
    for (const segment_id of [newId(), own.id])
      await expect(make({ kind: "segment_entered", segment_id })).rejects.toMatchObject({ code: "INVALID" });
  });
});
