import { describe, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { changeMember } from "@/lib/organizations/change-member";
import { deleteView } from "./delete-view";
import { findListHabit, findViewsNamed, getSavedView, listSavedViews } from "./queries";
import { restoreView } from "./restore-view";
import { saveView } from "./save-view";
import { setDefaultView } from "./set-default-view";
import { setListColumns } from "./set-list-columns";
import { updateView } from "./update-view";

await testDatabase();

const namesFor = (ctx: Context) =>
  read(ctx, "leads:read", async (tx) =>
    (await listSavedViews(tx, { limit: 200 }, ctx.actor)).data.map((one) => one.name),
  );
const get = (ctx: Context, id: string) => read(ctx, "leads:read", (tx) => getSavedView(tx, id, ctx.actor));
const save = (ctx: Context, name: string, visibility = "private") =>
  saveView(ctx, { name, visibility, query: { status: "new", sort: "-score" } });
const inTeam = (org: MintedOrganization, ...members: Context[]) =>
  Promise.all(members.map((one) => changeMember(org.admin, { user_id: one.actor.userId, team: "North" })));

describe("who sees a view", () => {
  it("is its owner, their team, or everybody, and no other organization", async () => {
    const [org, other] = [await mintOrganization(), await mintOrganization()];
    await inTeam(org, org.rep1, org.rep2);
    const own = await save(org.rep1, "Mine");
    await save(org.rep1, "Ours", "team");
    const all = await save(org.rep1, "Everybody's", "public");
    expect(await namesFor(org.rep1)).toEqual(["Mine", "Ours", "Everybody's"]);
    expect(await namesFor(org.rep2)).toEqual(["Ours", "Everybody's"]);
    expect(await namesFor(org.manager)).toEqual(["Everybody's"]);
    expect(await namesFor(org.admin)).toEqual(["Everybody's"]);
    expect(await namesFor(other.admin)).toEqual([]);
    await expect(get(org.admin, own.id)).rejects.toMatchObject({ code: "NOT_FOUND", detail: /private or gone/ });
    await expect(get(other.rep1, all.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(deleteView(other.admin, { view_id: all.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("ends for a colleague who leaves the team", async () => {
    const org = await mintOrganization();
    await inTeam(org, org.rep1, org.rep2);
    const view = await save(org.rep1, "Ours", "team");
    await changeMember(org.admin, { user_id: org.rep2.actor.userId, team: null });
    await expect(get(org.rep2, view.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(save(org.rep2, "Theirs", "team")).rejects.toMatchObject({ code: "INVALID" });
  });
});

describe("a view", () => {
  it("is changed by its owner or an admin, and never over a change that was not seen", async () => {
    const org = await mintOrganization();
    const view = await save(org.rep1, "Hot", "public");
    expect(view).toMatchObject({ query: { status: "new", sort: "-score" }, may_change: true, version: 1 });
    const rename = (ctx: Context, name: string, if_version?: number) =>
      updateView(ctx, { view_id: view.id, name, if_version });
    await expect(rename(org.manager, "Cold")).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await rename(org.admin, "Warm", 1)).toMatchObject({ name: "Warm", version: 2 });
    await expect(rename(org.rep1, "Cold", 1)).rejects.toMatchObject({ code: "STALE" });
    expect(await updateView(org.rep1, { view_id: view.id, query: { owner: "me" } })).toMatchObject({
      name: "Warm",
      query: { owner: "me" },
      owner: { id: org.rep1.actor.userId },
    });
    expect((await get(org.manager, view.id)).may_change).toBe(false);
  });

  it("has a name of its own among its owner's, also when two save at once or one comes back", async () => {
    const org = await mintOrganization();
    const tries = await Promise.allSettled([1, 2, 3].map(() => save(org.rep1, "Hot")));
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const [first] = tries.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    const view_id = first?.id ?? "";
    await save(org.rep2, "hot");
    const other = await save(org.rep1, "Other");
    await expect(updateView(org.rep1, { view_id: other.id, name: "HOT" })).rejects.toMatchObject({ code: "CONFLICT" });
    await deleteView(org.rep1, { view_id });
    const again = await save(org.rep1, "Hot");
    await expect(restoreView(org.rep1, { view_id })).rejects.toMatchObject({
      code: "CONFLICT",
      detail: /Choose another/,
    });
    await deleteView(org.rep1, { view_id: again.id });
    expect(await restoreView(org.rep1, { view_id })).toMatchObject({ id: view_id, name: "Hot" });
    await expect(restoreView(org.rep1, { view_id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("opens the list for who chose it, until it is gone", async () => {
    const org = await mintOrganization();
    const view = await save(org.rep1, "Hot", "public");
    const habit = () => read(org.rep2, "leads:read", (tx) => findListHabit(tx, org.rep2.actor));
    await setListColumns(org.rep2, { columns: "name,email" });
    await setDefaultView(org.rep2, { view_id: view.id });
    expect(await habit()).toEqual({ view_id: view.id, columns: "name,email" });
    expect((await get(org.rep2, view.id)).is_default).toBe(true);
    expect((await get(org.rep1, view.id)).is_default).toBe(false);
    await updateView(org.rep1, { view_id: view.id, visibility: "private" });
    expect(await habit()).toEqual({ view_id: null, columns: "name,email" });
    await expect(setDefaultView(org.rep2, { view_id: view.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await setDefaultView(org.rep2, { view_id: null })).toEqual({ view_id: null });
  });

  it("is found by words of its name in any order, accents and case forgiven", async () => {
    const org = await mintOrganization();
    await save(org.rep1, "Café, heiß und neu", "public");
    const found = (words: string) => read(org.rep2, "leads:read", (tx) => findViewsNamed(tx, words, org.rep2.actor));
    expect((await found("NEU cafe")).map((one) => one.name)).toEqual(["Café, heiß und neu"]);
    expect(await found("neu tea")).toEqual([]);
  });

  it("tells the audit log who saved, changed, deleted and restored it", async () => {
    const org = await mintOrganization();
    const { id: view_id } = await save(org.rep1, "Hot");
    await updateView(org.rep1, { view_id, name: "Warm" });
    await updateView(org.rep1, { view_id, name: "Warm" });
    await deleteView(org.rep1, { view_id });
    await restoreView(org.rep1, { view_id });
    const events = await inOrganization(
      org.orgId,
      (tx) => tx.sql<{ kind: string }[]>`
      select kind from events where subjects ->> 'view_id' = ${view_id} order by id`,
    );
    expect(events.map((one) => one.kind)).toEqual(["view.saved", "view.changed", "view.deleted", "view.restored"]);
  });

  it("comes page by page, each once", async () => {
    const org = await mintOrganization();
    for (const name of ["A", "B", "C", "D", "E"]) await save(org.rep1, name);
    const names: string[] = [];
    for (let cursor: string | undefined, turn = 0; turn === 0 || cursor; turn++) {
      const page = await read(org.rep1, "leads:read", (tx) => listSavedViews(tx, { limit: 2, cursor }, org.rep1.actor));
      names.push(...page.data.map((one) => one.name));
      cursor = page.next_cursor ?? undefined;
    }
    expect(names).toEqual(["A", "B", "C", "D", "E"]);
  });
});
