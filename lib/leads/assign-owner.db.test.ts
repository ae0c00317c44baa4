import { beforeEach, describe, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { archiveRule } from "@/lib/assignment-rules/archive-rule";
import { listAssignmentRules } from "@/lib/assignment-rules/queries";
import { saveRule } from "@/lib/assignment-rules/save-rule";
import type { Context } from "@/lib/core/context";
import { acceptHandOver } from "@/lib/hand-overs/accept-hand-over";
import { requestHandOver } from "@/lib/hand-overs/request-hand-over";
import { createLead } from "./create-lead";
import { updateLead } from "./update-lead";

process.env.DATABASE_POOL_SIZE = "20";
const { admin } = await testDatabase();
const size = Number(process.env.TOUCHLINE_TEST_SIZE ?? 0.25);

let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization();
});

const userOf = (ctx: Context) => ctx.actor.userId;
const arrive = (fields = {}, ctx = org.admin) => createLead(ctx, { last_name: "Doe", owner_id: null, ...fields });
const rule = (members: Context[], more = {}) =>
  saveRule(org.admin, { name: "Everybody", members: members.map((one) => ({ user_id: userOf(one) })), ...more });

describe("leads that arrive without an owner", () => {
  it("stay nobody's while there is no rule", async () => {
    expect((await arrive()).owner).toBeNull();
  });

  it("at one moment go round: nobody gets two more than another, and each says by which rule", async () => {
    const { id } = await rule([org.rep1, org.rep2, org.manager]);
    const count = Math.round(1000 * size);
    const leads = await Promise.all(Array.from({ length: count }, (_, nth) => arrive({ last_name: `L${nth}` })));
    expect(leads.filter((lead) => lead.owner === null)).toEqual([]);
    const got = await admin`select owner_id, count(*)::int as n from leads where org_id = ${org.orgId} group by 1`;
    const counts = got.map((one) => one.n);
    expect(got).toHaveLength(3);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    const why =
      await admin`select distinct strategy, rule_id, assigned_by, from_user_id from lead_assignments where org_id = ${org.orgId}`;
    expect([...why]).toEqual([{ strategy: "round_robin", rule_id: id, assigned_by: null, from_user_id: null }]);
    const told =
      await admin`select count(*)::int as n from events where org_id = ${org.orgId} and kind = 'lead.assigned'`;
    expect(told[0]?.n).toBe(count);
  });

  it("with an owner named, or brought in by a person, are theirs", async () => {
    await rule([org.rep2]);
    expect((await createLead(org.rep1, { last_name: "Mine" })).owner?.name).toBe("rep1");
    expect((await arrive({ owner_id: userOf(org.rep1) })).owner?.name).toBe("rep1");
    expect((await arrive()).owner?.name).toBe("rep2");
  });

  it("go by the first rule that is for their source, and at its hours", async () => {
    await rule([org.rep1], { name: "Fair", sources: ["Fair"] });
    await rule([org.manager], {
      name: "Nights",
      hours: { from: "00:00", until: "06:00", weekdays: [1, 2, 3, 4, 5, 6, 7] },
    });
    await rule([org.rep2], { name: "Rest" });
    const ownerAt = async (source: string, time: string) =>
      (await arrive({ source }, at(org.admin, `2026-03-02T${time}:00Z`))).owner?.name;
    expect(await ownerAt("fair", "03:00")).toBe("rep1");
    expect(await ownerAt("Website", "03:00")).toBe("manager");
    expect(await ownerAt("Website", "12:00")).toBe("rep2");
  });

  it("pass over who has enough for the day, who is gone, and rules that rest", async () => {
    const members = [{ user_id: userOf(org.rep1), daily_cap: 2 }, { user_id: userOf(org.rep2) }];
    const { id } = await saveRule(org.admin, { name: "Capped", members });
    const day = async (date: string, times: number) => {
      const owners: (string | undefined)[] = [];
      for (let nth = 0; nth < times; nth++)
        owners.push((await arrive({}, at(org.admin, `${date}T10:00:00Z`))).owner?.name);
      return owners;
    };
    expect(await day("2026-03-02", 6)).toEqual(["rep1", "rep2", "rep1", "rep2", "rep2", "rep2"]);
    expect((await day("2026-03-03", 2)).toSorted()).toEqual(["rep1", "rep2"]);
    await admin`update memberships set active = false where org_id = ${org.orgId} and user_id = ${userOf(org.rep2)}`;
    expect(await day("2026-03-04", 4)).toEqual(["rep1", "rep1", undefined, undefined]);
    await archiveRule(org.admin, { rule_id: id });
    expect(await day("2026-03-05", 1)).toEqual([undefined]);
    expect(await inOrganization(org.orgId, listAssignmentRules)).toEqual([]);
  });

  it("whoever joins a rule gets a turn, not all that was missed", async () => {
    const { id } = await rule([org.rep1]);
    for (let nth = 0; nth < 5; nth++) await arrive();
    const members = [org.rep1, org.rep2].map((one) => ({ user_id: userOf(one) }));
    await saveRule(org.admin, { rule_id: id, name: "Both", members });
    const owners: (string | undefined)[] = [];
    for (let nth = 0; nth < 4; nth++) owners.push((await arrive()).owner?.name);
    expect(owners.filter((name) => name === "rep2")).toHaveLength(2);
  });
});

describe("whoever has left", () => {
  it("is given no lead: not a new one, not another's, not by a hand-over asked for before", async () => {
    const { id } = await createLead(org.rep1, { last_name: "Doe" });
    await requestHandOver(org.rep2, { lead_id: id });
    await admin`update memberships set active = false where org_id = ${org.orgId} and user_id = ${userOf(org.rep2)}`;
    const refused = {
      code: "INVALID",
      errors: [{ path: "owner_id", message: "rep2 is no longer an active member. Choose somebody else." }],
    };
    const owner_id = userOf(org.rep2);
    await expect(createLead(org.rep1, { last_name: "Roe", owner_id })).rejects.toMatchObject(refused);
    await expect(updateLead(org.manager, { lead_id: id, owner_id })).rejects.toMatchObject(refused);
    const [asked] = await admin`select id from hand_overs where lead_id = ${id}`;
    await expect(acceptHandOver(org.rep1, { hand_over_id: asked?.id })).rejects.toMatchObject({
      code: "CONFLICT",
      detail: expect.stringContaining("has left"),
    });
    expect((await admin`select owner_id from leads where id = ${id}`)[0]).toEqual({ owner_id: userOf(org.rep1) });
  });

  it("keeps what they have until somebody moves it: other changes are no change of owner", async () => {
    const { id } = await createLead(org.rep2, { last_name: "Doe" });
    await admin`update memberships set active = false where org_id = ${org.orgId} and user_id = ${userOf(org.rep2)}`;
    const changed = await updateLead(org.manager, { lead_id: id, owner_id: userOf(org.rep2), title: "Head of Ice" });
    expect([changed.title, changed.owner?.name]).toEqual(["Head of Ice", "rep2"]);
  });
});

describe("a rule", () => {
  it("is an admin's, needs members of this organization, and notices another edit", async () => {
    const members = [{ user_id: userOf(org.rep1) }];
    await expect(saveRule(org.manager, { name: "x", members })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(saveRule(org.admin, { name: "x", members: [] })).rejects.toMatchObject({ code: "INVALID" });
    const stranger = await mintOrganization();
    const theirs = [{ user_id: userOf(stranger.rep1) }];
    await expect(saveRule(org.admin, { name: "x", members: theirs })).rejects.toMatchObject({ code: "INVALID" });
    const { id } = await saveRule(org.admin, { name: "x", members });
    await expect(saveRule(stranger.admin, { rule_id: id, name: "y", members: theirs })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    const both = ["a", "b"].map((name) => saveRule(org.admin, { rule_id: id, if_version: 1, name, members }));
    const answers = await Promise.allSettled(both);
    expect(answers.map((one) => (one.status === "rejected" ? one.reason.code : "done")).toSorted()).toEqual([
      "STALE",
      "done",
    ]);
  });

  it("is on the record of what it gave, and nothing else can claim to be", async () => {
    const lead = await arrive();
    const claim = outcomeOf(
      org.orgId,
      (tx) =>
        tx.sql`insert into lead_assignments (lead_id, to_user_id, strategy, at) values (${lead.id}, ${userOf(org.rep1)}, 'round_robin', now())`,
    );
    expect(await claim).toBe("23514");
  });
});

describe("a lead that changes hands", () => {
  it("takes its conversations along, ends what the old owner was writing, and tells both", async () => {
    const lead = await createLead(org.rep1, { last_name: "Doe" });
    await admin`insert into threads (org_id, lead_id, channel, root_key, owner_id) values
      (${org.orgId}, ${lead.id}, 'email', 'mine', ${userOf(org.rep1)}), (${org.orgId}, ${lead.id}, 'email', 'theirs', ${userOf(org.manager)})`;
    for (const [key, ctx] of [
      ["a", org.rep1],
      ["b", org.manager],
    ] as const) {
      await admin`insert into outreach_claims (org_id, scope_key, channel_group, user_id, lead_id, expires_at, updated_at)
        values (${org.orgId}, ${key}, 'email', ${userOf(ctx)}, ${lead.id}, now() + interval '4 minutes', now())`;
    }
    await updateLead(org.manager, { lead_id: lead.id, owner_id: userOf(org.rep2) });
    const threads = await admin`select root_key, owner_id from threads where lead_id = ${lead.id} order by root_key`;
    expect(threads.map((one) => one.owner_id)).toEqual([userOf(org.rep2), userOf(org.manager)]);
    const claims = await admin`select user_id from outreach_claims where lead_id = ${lead.id}`;
    expect(claims.map((one) => one.user_id)).toEqual([userOf(org.manager)]);
    const told =
      await admin`select kind, subjects ->> 'user_id' as who from events where lead_id = ${lead.id} and kind in ('lead.assigned', 'lead.moved') order by kind`;
    expect(told.map((one) => [one.kind, one.who])).toEqual([
      ["lead.assigned", userOf(org.rep2)],
      ["lead.moved", userOf(org.rep1)],
    ]);
  });

  it("by its owner's own hand tells the new one alone", async () => {
    const lead = await createLead(org.rep1, { last_name: "Doe" });
    await updateLead(org.rep1, { lead_id: lead.id, owner_id: userOf(org.rep2) });
    const told =
      await admin`select kind from events where lead_id = ${lead.id} and kind in ('lead.assigned', 'lead.moved')`;
    expect(told.map((one) => one.kind)).toEqual(["lead.assigned"]);
  });
});
