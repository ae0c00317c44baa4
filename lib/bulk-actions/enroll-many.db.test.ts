import { beforeEach, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { undoBulkAction } from "@/lib/bulk-undos/undo-bulk-action";
import { undoBulkTurn } from "@/lib/bulk-undos/undo-bulk-turn";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { currentTime } from "@/lib/core/time";
import { previewChosen } from "@/lib/enrolling/chosen-queries";
import { previewChosenInputSchema } from "@/lib/enrolling/chosen-schema";
import { stopEnrollment } from "@/lib/enrollments/stop-enrollment";
import { createLead } from "@/lib/leads/create-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { pauseSequence } from "@/lib/sequence-pauses/pause-sequence";
import { createSequence } from "@/lib/sequences/create-sequence";
import { applyBulkTurn } from "./apply-bulk-turn";
import { getBulkAction } from "./list-queries";
import { startBulkAction } from "./start-bulk-action";

const { admin } = await testDatabase();
let org: MintedOrganization;
let sequence_id: string;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
  const steps = [{ kind: "email", subject: "Dates", body: "Shall we say Tuesday?" }];
  sequence_id = (await createSequence(org.admin, { name: "After the fair", steps, publish: true })).id;
});

const fresh = (ctx: Context): Context => ({ ...ctx, now: currentTime(), requestId: newId() });
let nth = 0;
const mint = async (given: object = {}) =>
  (await createLead(org.rep1, { last_name: "Moss", email: `m${nth++}@${org.slug}.example`, tags: ["fair"], ...given }))
    .id;
const start = (ctx: Context, more: object) => startBulkAction(fresh(ctx), { action: "enroll", sequence_id, ...more });
async function settle(ctx: Context, id: string, turn: typeof applyBulkTurn = applyBulkTurn) {
  while ((await turn(fresh(ctx), { bulk_action_id: id })).more);
  return read(fresh(ctx), "leads:read", (tx) => getBulkAction(tx, ctx, { id, limit: 200 }));
}
const reasons = ({ rows }: Awaited<ReturnType<typeof settle>>) =>
  new Map(rows.data.map((row) => [row.lead?.id, [row.outcome, row.reason]]));
const running = async () => {
  const rows = await admin<{ lead_id: string }[]>`
    select lead_id from lead_sequence_enrollments where org_id = ${org.orgId} and status in ('active', 'paused', 'parked') order by lead_id`;
  return rows.map((row) => row.lead_id);
};
async function count(ctx: Context, asked: object) {
  const input = previewChosenInputSchema.parse({ sequence_id, ...asked });
  return read(fresh(ctx), "enrollments:write", (tx) => previewChosen(tx, input, ctx));
}

it("all that a filter finds are enrolled as the dry run counted, and who is left out is listed with the reason", async () => {
  const [fine, noMail, touched, taken, excepted] = [
    await mint(),
    await mint({ email: null }),
    await mint(),
    await mint(),
    await mint(),
  ];
  await mint({ tags: ["other"] });
  await logContact(fresh(org.rep2), { lead_id: touched, method: "email", direction: "outbound" });
  await start(org.rep1, { ids: [taken] }).then(({ id }) => settle(org.rep1, id));
  const whom = { filter: { tag: "fair" }, except: [excepted] };

  const counted = await count(org.rep1, whom);
  expect(counted).toMatchObject({ looked_at: 4, ok: 1, skipped: 2, decide: 1, next_cursor: null });
  const told = counted.reasons.map((one) => [one.outcome, one.code, one.count, one.example.lead.id]);
  expect(told.toSorted()).toEqual(
    [
      ["decide", "RECENTLY_CONTACTED", 1, touched],
      ["skipped", "ADDRESS_INVALID", 1, noMail],
      ["skipped", "IN_SEQUENCE", 1, taken],
    ].toSorted(),
  );
  expect(await running()).toEqual([taken]);

  const { id, total } = await start(org.rep1, whom);
  expect(total).toBe(4);
  const ended = await settle(org.rep1, id);
  expect(ended).toMatchObject({ state: "done", changed: 1, refused: 3, details: { sequence: "After the fair" } });
  expect(reasons(ended).get(noMail)?.[0]).toBe("refused");
  expect(reasons(ended).get(taken)?.[1]).toBe("They are in this sequence already.");
  expect(reasons(ended).get(touched)?.[1]).toContain("rep2");
  expect(await running()).toEqual([fine, taken].toSorted());

  const late = await start(org.rep1, { ids: [touched], when_allowed: true });
  expect(await settle(org.rep1, late.id)).toMatchObject({ changed: 1, refused: 0 });
  expect(await running()).toContain(touched);
});

it("counts part by part, and the parts are the whole", async () => {
  const ids: string[] = await admin`
    insert into leads (org_id, id, last_name, owner_id) select ${org.orgId}, new_id(), 'Copy ' || i, ${org.rep1.actor.userId}
    from generate_series(1, 620) i returning id`.then((rows) => rows.map((row) => String(row.id)));
  for (const whom of [{ ids }, { filter: {} }]) {
    const first = await count(org.rep1, whom);
    expect(first).toMatchObject({ looked_at: 500, skipped: 500 });
    expect(first.next_cursor).not.toBeNull();
    expect(await count(org.rep1, { ...whom, cursor: first.next_cursor ?? "" })).toMatchObject({
      looked_at: 120,
      next_cursor: null,
    });
  }
});

it("taken back, it stops what it began, whatever else was changed of the leads, and leaves what is over", async () => {
  const [one, two] = [await mint(), await mint()];
  const { id } = await start(org.rep1, { ids: [one, two] });
  await settle(org.rep1, id);
  await updateLead(fresh(org.rep2), { lead_id: one, title: "Buyer" });
  const [over] = await admin`select id from lead_sequence_enrollments where lead_id = ${two}`;
  await stopEnrollment(fresh(org.rep2), { enrollment_id: String(over?.id) });
  await undoBulkAction(fresh(org.rep1), { bulk_action_id: id });
  const undone = await settle(org.rep1, id, undoBulkTurn);
  expect(undone.undo).toMatchObject({ state: "done", restored: 1, kept: 1 });
  expect(await running()).toEqual([]);
  const [stopped] = await admin`select stop_reason, last_reason from lead_sequence_enrollments where lead_id = ${one}`;
  expect({ ...stopped }).toEqual({ stop_reason: "by_hand", last_reason: "rep1 took the enrolling back." });
});

it("a sequence that is held meanwhile takes nobody, and says so at each", async () => {
  const lead = await mint();
  const { id } = await start(org.rep1, { ids: [lead] });
  await pauseSequence(fresh(org.admin), { sequence_id });
  const ended = await settle(org.rep1, id);
  expect(reasons(ended).get(lead)).toEqual(["refused", "It is paused. Nobody was enrolled."]);
  await expect(start(org.rep1, { ids: [lead] })).rejects.toMatchObject({ code: "SEQUENCE_NOT_ACTIVE" });
});

it("turns at the same time enroll each lead once", async () => {
  const ids = [];
  for (let i = 0; i < 12; i++) ids.push(await mint());
  const both = [await start(org.rep1, { ids }), await start(org.rep2, { ids })];
  await Promise.all(both.map(({ id }, i) => settle(i === 0 ? org.rep1 : org.rep2, id)));
  expect(await running()).toEqual(ids.toSorted());
});

it("is out of the reach of another organization, and of a role that may not enroll", async () => {
  const lead = await mint();
  const stranger = await mintOrganization();
  await expect(start(stranger.admin, { ids: [lead] })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(count(stranger.admin, { ids: [lead] })).rejects.toMatchObject({ code: "NOT_FOUND" });
  const blind: Context = { ...org.rep2, actor: { ...org.rep2.actor, sees: [org.rep2.actor.userId] } };
  expect(await count(blind, { ids: [lead] })).toMatchObject({ looked_at: 0, ok: 0 });
  const { id } = await start(blind, { ids: [lead] });
  expect(await settle(blind, id)).toMatchObject({ changed: 0, refused: 1 });
});
