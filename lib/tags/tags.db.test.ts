import { beforeEach, describe, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import { deleteLead } from "@/lib/leads/delete-lead";
import { getLead } from "@/lib/leads/queries";
import { updateLead } from "@/lib/leads/update-lead";
import { createTag } from "./create-tag";
import { deleteTag } from "./delete-tag";
import { mergeTags } from "./merge-tags";
import { listTagColours, listTags } from "./queries";
import { updateTag } from "./update-tag";

await testDatabase();
let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization();
});

const tagged = (tags: string[], ctx = org.rep1) => createLead(ctx, { last_name: "Doe", tags });
const all = (ctx = org.rep1) => read(ctx, "tags:read", listTags);
const idOf = async (name: string) => (await all()).find((one) => one.name === name)?.id ?? "";
const tagsOf = async (id: string) => (await read(org.rep1, "leads:read", (tx) => getLead(tx, id))).tags;
const figures = async (ctx = org.rep1) => (await all(ctx)).map((one) => [one.name, one.leads]);

describe("a tag", () => {
  it("is listed with how many live leads in sight have it", async () => {
    const gone = await tagged(["vip"]);
    await tagged(["vip", "fair"]);
    await tagged(["vip"], org.rep2);
    await deleteLead(org.rep1, { lead_id: gone.id });
    expect(await figures()).toEqual([
      ["fair", 1],
      ["vip", 2],
    ]);
    const own = { ...org.rep2, actor: { ...org.rep2.actor, sees: [org.rep2.actor.userId] } };
    expect(await figures(own)).toEqual([
      ["fair", 0],
      ["vip", 1],
    ]);
  });

  it("is renamed and coloured on every lead", async () => {
    const lead = await tagged(["vpi"]);
    const tag = await updateTag(org.manager, { tag_id: await idOf("vpi"), name: "vip", colour: "violet" });
    expect(tag).toMatchObject({ name: "vip", colour: "violet", leads: 1 });
    expect(await tagsOf(lead.id)).toEqual(["vip"]);
    expect(await read(org.rep1, "tags:read", listTagColours)).toEqual({ vip: "violet" });
  });

  it("takes no name that is taken, and says to merge instead", async () => {
    await tagged(["one", "two"]);
    const rename = updateTag(org.manager, { tag_id: await idOf("one"), name: "two" });
    await expect(rename).rejects.toMatchObject({ code: "CONFLICT", detail: expect.stringContaining("Merge") });
    await expect(createTag(org.manager, { name: "two" })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("is merged into another: who had either has that one, once", async () => {
    const [first, both, other] = [await tagged(["a"]), await tagged(["a", "b"]), await tagged(["b", "c"])];
    const merged = await mergeTags(org.manager, { tag_id: await idOf("a"), into_id: await idOf("b") });
    expect(merged).toMatchObject({ name: "b", leads: 3 });
    expect([await tagsOf(first.id), await tagsOf(both.id), await tagsOf(other.id)]).toEqual([["b"], ["b"], ["b", "c"]]);
    expect(await figures()).toEqual([
      ["b", 3],
      ["c", 1],
    ]);
  });

  it("is deleted from every lead", async () => {
    const lead = await tagged(["a", "b"]);
    expect(await deleteTag(org.manager, { tag_id: await idOf("a") })).toMatchObject({ name: "a", leads: 1 });
    expect(await tagsOf(lead.id)).toEqual(["b"]);
  });

  it("is a manager's to change, and nowhere for another organization", async () => {
    await tagged(["a", "b"]);
    const stranger = (await mintOrganization()).admin;
    const [tag_id, into_id] = [await idOf("a"), await idOf("b")];
    for (const [who, code] of [
      [org.rep1, "FORBIDDEN"],
      [stranger, "NOT_FOUND"],
    ] as const) {
      await expect(updateTag(who, { tag_id, name: "x" })).rejects.toMatchObject({ code });
      await expect(mergeTags(who, { tag_id, into_id })).rejects.toMatchObject({ code });
      await expect(deleteTag(who, { tag_id })).rejects.toMatchObject({ code });
    }
    expect(await all(stranger)).toEqual([]);
    await expect(mergeTags(org.manager, { tag_id, into_id: tag_id })).rejects.toMatchObject({ code: "INVALID" });
    await expect(updateTag(org.manager, { tag_id, colour: "#ff0000" })).rejects.toMatchObject({ code: "INVALID" });
  });

  it("leaves its life in the audit log", async () => {
    await tagged(["a", "b"]);
    const [a, b] = [await idOf("a"), await idOf("b")];
    await updateTag(org.manager, { tag_id: a, name: "aa" });
    await mergeTags(org.manager, { tag_id: a, into_id: b });
    await deleteTag(org.manager, { tag_id: b });
    const kinds = await inOrganization(
      org.orgId,
      ({ sql }) => sql<{ kind: string }[]>`
      select kind from events where kind like 'tag.%' order by id`,
    );
    expect(kinds.map((one) => one.kind)).toEqual(["tag.changed", "tag.merged", "tag.deleted"]);
  });
});

describe("two who merge at once", () => {
  it("the other way round end in one tag that every lead has", async () => {
    for (let round = 0; round < 8; round++) {
      const names = [`x${round}`, `y${round}`];
      const leads = [await tagged([names[0] ?? ""]), await tagged([names[1] ?? ""]), await tagged(names)];
      const [x, y] = [await idOf(names[0] ?? ""), await idOf(names[1] ?? "")];
      const tries = await Promise.allSettled([
        mergeTags(org.manager, { tag_id: x, into_id: y }),
        mergeTags(org.admin, { tag_id: y, into_id: x }),
      ]);
      expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
      const left = await Promise.all(leads.map((lead) => tagsOf(lead.id)));
      expect(left).toEqual([left[0], left[0], left[0]]);
      expect(left[0]).toHaveLength(1);
    }
  });

  it("or tag a lead meanwhile lose nothing: the lead has the tag that stays, or the name made anew", async () => {
    for (let round = 0; round < 20; round++) {
      const [from, into] = [`from${round}`, `into${round}`];
      await tagged([from, into]);
      const lead = await tagged([]);
      const [tag_id, into_id] = [await idOf(from), await idOf(into)];
      const [merge, tagging] = await Promise.allSettled([
        mergeTags(org.manager, { tag_id, into_id }),
        updateLead(org.rep1, { lead_id: lead.id, tags: [from] }),
      ]);
      expect(merge.status).toBe("fulfilled");
      const has = await tagsOf(lead.id);
      // Tagged before: moved. Tagged after: a tag of the old name, made anew. Never lost.
      expect(tagging.status).toBe("fulfilled");
      expect([[from], [into]]).toContainEqual(has);
      const orphans = await inOrganization(
        org.orgId,
        ({ sql }) => sql`
        select from lead_tags lt where not exists (select from tags t where t.id = lt.tag_id)`,
      );
      expect(orphans).toHaveLength(0);
    }
  });
});
