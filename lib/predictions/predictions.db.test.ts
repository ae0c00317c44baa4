import { describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import { getLead } from "@/lib/leads/queries";
import { updateLead } from "@/lib/leads/update-lead";
import { getPredictions } from "./queries";
import { rebuildModel } from "./rebuild-model";

const { admin } = await testDatabase();

/** Leads that have ended: those who replied became clients three times in four, the others once in ten. */
const ended = (org: MintedOrganization, count: number) => admin`
  insert into leads (org_id, last_name, reply_count, status, status_changed_at)
  select ${org.orgId}, 'Ended ' || i, i % 2,
    case when (i % 2 = 1 and i % 8 <> 1) or (i % 2 = 0 and i % 20 = 0) then 'converted' when i % 5 = 0 then 'unqualified' else 'lost' end, now()
  from generate_series(1, ${count}) i`;
const told = (org: MintedOrganization) => read(org.rep1, "scoring:read", getPredictions);
const chance = async (org: MintedOrganization, id: string) =>
  (await read(org.rep1, "leads:read", (tx) => getLead(tx, id))).predicted_close_probability;

describe("what is foretold", () => {
  it("is nothing below the least history, and says how much is missing", async () => {
    const org = await mintOrganization();
    const lead = await createLead(org.rep1, { last_name: "Open" });
    await ended(org, 150);
    expect(await rebuildModel(org.admin)).toBe(false);
    expect(await told(org)).toMatchObject({ closed: 150, least_closed: 200, model: null });
    expect(await chance(org, lead.id)).toBeNull();
  });

  it("is learned from the organization's own history, with how well it holds, and written on the open leads", async () => {
    const [org, other] = [await mintOrganization(), await mintOrganization()];
    await ended(org, 600);
    await admin`insert into leads (org_id, last_name, reply_count) select ${org.orgId}, 'Open ' || i, i % 2 from generate_series(1, 50) i`;
    const foreign = await createLead(other.rep1, { last_name: "Foreign" });
    expect(await rebuildModel(org.admin)).toBe(true);
    const { model } = await told(org);
    expect(model).toMatchObject({ version: 1, leads: 600, auc: expect.any(Number) });
    expect(model?.auc).toBeGreaterThan(0.75);
    expect(model?.calibration_error).toBeLessThan(0.08);
    expect(model?.lift.at(-1)).toEqual({ share: 1, found: 1 });
    expect(model?.weights[0]).toMatchObject({ column: "replies" });
    const open = await admin`select reply_count, avg(predicted_close_probability)::float8 as chance from leads
      where org_id = ${org.orgId} and last_name like 'Open%' group by 1 order by 1`;
    expect(open[0]?.chance).toBeLessThan(0.3);
    expect(open[1]?.chance).toBeGreaterThan(0.6);
    expect(await chance(other, foreign.id)).toBeNull();
    expect(await rebuildModel(org.admin)).toBe(false);
    expect(await rebuildModel(at(org.admin, new Date(Date.now() + 90_000_000)))).toBe(true);
    expect((await told(org)).model?.version).toBe(2);
  });

  it("is taken back when the history shrinks below the least again, and foretold anew when it has grown", async () => {
    const org = await mintOrganization();
    await ended(org, 300);
    const [open, said] = [
      await createLead(org.rep1, { last_name: "Open" }),
      await createLead(org.rep1, { last_name: "Said", probability_override: 0.9 }),
    ];
    expect(await rebuildModel(org.admin)).toBe(true);
    expect(await chance(org, open.id)).not.toBeNull();
    await admin`update leads set deleted_at = now() where org_id = ${org.orgId} and last_name like 'Ended 1%'`;
    expect(await told(org)).toMatchObject({ model: null });
    expect(await rebuildModel(org.admin)).toBe(false);
    expect([await chance(org, open.id), await chance(org, said.id)]).toEqual([null, null]);
    const kept = await read(org.rep1, "leads:read", (tx) => getLead(tx, said.id));
    expect(kept.probability_override).toBeCloseTo(0.9);
    await admin`update leads set deleted_at = null where org_id = ${org.orgId} and last_name like 'Ended 1%'`;
    expect(await told(org)).toMatchObject({ model: { version: 1 } });
    expect(await rebuildModel(at(org.admin, new Date(Date.now() + 90_000_000)))).toBe(true);
    expect(await chance(org, open.id)).not.toBeNull();
  });

  it("is learned again after a clock that ran a year ahead, not a year later", async () => {
    const org = await mintOrganization();
    await ended(org, 300);
    expect(await rebuildModel(at(org.admin, new Date(Date.now() + 365 * 86_400_000)))).toBe(true);
    expect(await rebuildModel(at(org.admin, new Date()))).toBe(true);
    expect(await rebuildModel(at(org.admin, new Date(Date.now() + 1000)))).toBe(false);
  });

  it("leaves what somebody said of a lead as it is", async () => {
    const org = await mintOrganization();
    await ended(org, 300);
    const lead = await createLead(org.rep1, { last_name: "Said", probability_override: 0.9 });
    await rebuildModel(org.admin);
    await updateLead(org.rep1, { lead_id: lead.id, title: "COO" });
    const seen = await read(org.rep1, "leads:read", (tx) => getLead(tx, lead.id));
    expect(seen).toMatchObject({
      probability_override: expect.closeTo(0.9),
      predicted_close_probability: expect.any(Number),
    });
  });
});
