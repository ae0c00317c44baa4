import { expect, test } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { undoBulkAction } from "@/lib/bulk-undos/undo-bulk-action";
import { undoBulkTurn } from "@/lib/bulk-undos/undo-bulk-turn";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { currentTime } from "@/lib/core/time";
import { createLead } from "@/lib/leads/create-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { applyBulkTurn } from "./apply-bulk-turn";
import { cancelBulkAction } from "./cancel-bulk-action";
import { getBulkAction, listBulkActions } from "./list-queries";
import { startBulkAction } from "./start-bulk-action";

const { admin } = await testDatabase();
const size = Number(process.env.TOUCHLINE_TEST_SIZE ?? 0.06);
const many = Math.round(5000 * size);

const fresh = (ctx: Context): Context => ({ ...ctx, now: currentTime(), requestId: newId() });
const byJob = (ctx: Context): Context => ({ ...fresh(ctx), actor: { ...ctx.actor, via: "job" } });

async function settle(ctx: Context, id: string, turn: typeof applyBulkTurn = applyBulkTurn) {
  while ((await turn(byJob(ctx), { bulk_action_id: id })).more);
  return look(ctx, id);
}
const look = (ctx: Context, id: string, outcome?: "refused" | "kept") =>
  read(fresh(ctx), "leads:read", (tx) => getBulkAction(tx, fresh(ctx), { id, outcome, limit: 200 }));

async function addLeads(ctx: Context, count: number, more: object = {}): Promise<string[]> {
  const ids: string[] = [];
  for (let nth = 0; nth < count; nth++) ids.push((await createLead(ctx, { last_name: `L${nth}`, ...more })).id);
  return ids;
}

async function copyLeads({ orgId, rep1 }: MintedOrganization, count: number): Promise<string[]> {
  const rows = await admin<{ id: string }[]>`
    insert into leads (org_id, id, last_name, owner_id)
    select ${orgId}, new_id(), 'Copy ' || i, ${rep1.actor.userId} from generate_series(1, ${count}) i returning id`;
  return rows.map((row) => row.id);
}

type Standing = { id: string; owner_id: string | null; status: string; deleted: boolean; tags: string[] };
const standing = (ids: string[]) => admin<Standing[]>`
  select l.id, l.owner_id, l.status, l.deleted_at is not null as deleted,
    coalesce((select array_agg(t.name order by t.name) from lead_tags lt join tags t on t.org_id = lt.org_id and t.id = lt.tag_id
      where lt.org_id = l.org_id and lt.lead_id = l.id), '{}') as tags
  from leads l where l.id = any (${ids}::uuid[]) order by l.id`;

test(`a bulk change of ${many} leads is undone: each has exactly what it had, but those changed since, which are listed`, async () => {
  const org = await mintOrganization();
  const ids = await copyLeads(org, many);
  const before = await standing(ids);
  const { id } = await startBulkAction(org.manager, { action: "assign", owner_id: org.rep2.actor.userId, ids });
  expect(await settle(org.manager, id)).toMatchObject({ state: "done", total: many, changed: many, refused: 0 });
  expect(new Set((await standing(ids)).map((one) => one.owner_id))).toEqual(new Set([org.rep2.actor.userId]));

  const touched = ids.slice(0, 3).toSorted();
  for (const lead_id of touched) await updateLead(fresh(org.rep2), { lead_id, title: "Buyer" });
  await undoBulkAction(fresh(org.manager), { bulk_action_id: id });
  const undone = await settle(org.manager, id, undoBulkTurn);
  expect(undone.undo).toMatchObject({ state: "done", restored: many - 3, kept: 3 });
  const kept = await look(org.manager, id, "kept");
  expect(kept.rows.data.map((row) => row.lead?.id).toSorted()).toEqual(touched);
  expect(kept.rows.data[0]?.undo_reason).toContain("Changed since");
  const same = (list: Standing[]) => list.filter((one) => !touched.includes(one.id));
  expect(same(await standing(ids))).toEqual(same(before));
  await expect(undoBulkAction(fresh(org.manager), { bulk_action_id: id })).rejects.toThrow("taken back already");
});

test.each([
  ["tags", { action: "add_tags", tags: ["hot", "fair"] }],
  ["fewer tags", { action: "remove_tags", tags: ["fair", "old"] }],
  ["status", { action: "change_status", status: "unqualified", status_reason: "No budget" }],
  ["no sight", { action: "delete" }],
] as const)("gives leads %s and takes it back exactly", async (_, change) => {
  const { rep1 } = await mintOrganization();
  const ids = [
    ...(await addLeads(rep1, 2, { tags: ["fair", "new"] })),
    ...(await addLeads(rep1, 2, { tags: ["old"] })),
    ...(await addLeads(rep1, 1)),
  ];
  const before = await standing(ids);
  const { id } = await startBulkAction(rep1, { ...change, ids });
  const done = await settle(rep1, id);
  expect(done).toMatchObject({ state: "done", refused: 0, changed: change.action === "remove_tags" ? 4 : 5 });
  expect(await standing(ids)).not.toEqual(before);
  await undoBulkAction(fresh(rep1), { bulk_action_id: id });
  expect((await settle(rep1, id, undoBulkTurn)).undo).toMatchObject({ state: "done", restored: done.changed, kept: 0 });
  expect(await standing(ids)).toEqual(before);
});

test("says for each lead what stood in its way, and changes the others", async () => {
  const { rep1 } = await mintOrganization();
  const [won, lost] = await addLeads(rep1, 2);
  await updateLead(rep1, { lead_id: lost ?? "", status: "unqualified", status_reason: "No budget" });
  const nowhere = newId();
  const { id } = await startBulkAction(fresh(rep1), {
    action: "change_status",
    status: "qualified",
    ids: [won, lost, nowhere],
  });
  const done = await settle(rep1, id);
  const rows = done.rows.data.map(({ lead, asked_for, outcome, reason }) => [lead?.id ?? asked_for, outcome, reason]);
  expect(done.changed + done.refused).toBe(3);
  expect(rows.find(([lead]) => lead === nowhere)).toEqual([
    nowhere,
    "refused",
    expect.stringContaining("no such lead"),
  ]);
  expect(rows.find(([lead]) => lead === lost)).toEqual([
    lost,
    "refused",
    expect.stringContaining("cannot go from unqualified"),
  ]);
});

test("takes everything the filter finds but the exceptions, as it was at the beginning", async () => {
  const { rep1 } = await mintOrganization();
  const ids = await addLeads(rep1, 5, { source: "fair", tags: ["fair"] });
  await addLeads(rep1, 2);
  const filter = { tag: "fair" };
  const { id, total } = await startBulkAction(rep1, {
    action: "add_tags",
    tags: ["x"],
    filter,
    except: ids.slice(0, 1),
  });
  expect(total).toBe(4);
  expect(await settle(rep1, id)).toMatchObject({ total: 4, changed: 4 });
  const tagged = (await standing(ids)).filter((one) => one.tags.includes("x"));
  expect(tagged.map((one) => one.id)).toEqual(ids.slice(1).toSorted());
  const tree = JSON.stringify({
    and: [{ field: "source", op: "is", value: "fair" }, { not: { field: "tags", op: "any_of", value: ["x"] } }],
  });
  const rest = await startBulkAction(fresh(rep1), { action: "add_tags", tags: ["y"], filter: { filter: tree } });
  expect(await settle(rep1, rest.id)).toMatchObject({ total: 1, changed: 1 });
  await expect(startBulkAction(rep1, { action: "delete", filter: { tag: "nowhere" } })).rejects.toThrow(
    "This filter finds no leads",
  );
});

test("blocks people for good: no taking back, and each address is on the list", async () => {
  const { rep1, slug, orgId } = await mintOrganization();
  const ids = [(await createLead(rep1, { email: `stop@${slug}.example` })).id];
  const { id } = await startBulkAction(rep1, { action: "do_not_contact", reason: "Asked at the fair", ids });
  expect(await settle(rep1, id)).toMatchObject({ changed: 1, undo: null });
  const entries = await admin`select kind from dnc_entries where org_id = ${orgId} order by kind`;
  expect(entries.map((one) => one.kind)).toEqual(["email", "person"]);
  await expect(undoBulkAction(fresh(rep1), { bulk_action_id: id })).rejects.toThrow("second person");
});

test("cancelled in the middle keeps what was done, does no more, and can be taken back", async () => {
  const org = await mintOrganization();
  const ids = await copyLeads(org, 250);
  const { id } = await startBulkAction(org.rep1, { action: "delete", ids });
  await applyBulkTurn(byJob(org.rep1), { bulk_action_id: id });
  await cancelBulkAction(fresh(org.rep1), { bulk_action_id: id });
  expect(await settle(org.rep1, id)).toMatchObject({ state: "cancelled", total: 250, changed: 100 });
  await undoBulkAction(fresh(org.rep1), { bulk_action_id: id });
  await settle(org.rep1, id, undoBulkTurn);
  expect((await standing(ids)).filter((one) => one.deleted)).toEqual([]);
});

test("each row is done once: turns that run at the same time share the rows, and the database lets none be done again", async () => {
  const org = await mintOrganization();
  const ids = await copyLeads(org, 350);
  const { id } = await startBulkAction(org.manager, { action: "assign", owner_id: org.rep2.actor.userId, ids });
  await Promise.all([1, 2, 3, 4].map(() => settle(org.manager, id)));
  const [moved] = await admin`
    select count(*)::int as moves, count(distinct lead_id)::int as leads from lead_assignments where org_id = ${org.orgId}`;
  expect({ ...moved }).toEqual({ moves: 350, leads: 350 });
  await expect(
    admin`update bulk_action_rows set outcome = 'unchanged' where bulk_action_id = ${id}`,
  ).rejects.toMatchObject({ code: "TL082" });
});

test("tells the new owner once of all of them, and shows who began it and managers alone", async () => {
  const org = await mintOrganization();
  const ids = await addLeads(org.rep1, 3);
  const { id } = await startBulkAction(org.rep1, { action: "assign", owner_id: org.rep2.actor.userId, ids });
  await settle(org.rep1, id);
  const told =
    await admin`select kind from events where org_id = ${org.orgId} and kind in ('lead.assigned', 'leads.assigned')`;
  expect(told.map((one) => one.kind)).toEqual(["leads.assigned"]);
  const list = (ctx: Context) => read(ctx, "leads:read", (tx) => listBulkActions(tx, ctx, { limit: 10 }));
  expect((await list(org.rep1)).data.map((one) => one.id)).toEqual([id]);
  expect((await list(org.manager)).data.map((one) => one.id)).toEqual([id]);
  expect((await list(org.rep2)).data).toEqual([]);
  await expect(look(org.rep2, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(cancelBulkAction(org.rep2, { bulk_action_id: id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("changes no lead that is out of sight, and says no more than that", async () => {
  const org = await mintOrganization();
  const blind: Context = { ...org.rep2, actor: { ...org.rep2.actor, sees: [org.rep2.actor.userId] } };
  const ids = await addLeads(org.rep1, 1);
  const { id } = await startBulkAction(blind, { action: "add_tags", tags: ["mine"], ids });
  expect(await settle(blind, id)).toMatchObject({ changed: 0, refused: 1 });
  expect((await standing(ids))[0]?.tags).toEqual([]);
});

test.each([
  [{ action: "delete" }, "Say which leads"],
  [{ action: "delete", ids: [] }, "Choose at least one"],
  [{ action: "delete", ids: [newId()], filter: {} }, "Say which leads"],
  [{ action: "delete", ids: [newId()], except: [newId()] }, "can have exceptions"],
  [{ action: "add_tags", tags: [], ids: [newId()] }, "at least one tag"],
  [{ action: "assign", owner_id: newId(), ids: [newId()] }, "no such active member"],
  [{ action: "delete", filter: { colour: "red" } }, "colour"],
])("refuses %j", async (input, words) => {
  const { rep1 } = await mintOrganization();
  await expect(startBulkAction(rep1, input)).rejects.toThrow(words);
});
