import { beforeEach, describe, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { createLead } from "@/lib/leads/create-lead";
import { addStakeholder } from "./add-stakeholder";
import { listStakeholders } from "./queries";

const { admin } = await testDatabase();
let org: MintedOrganization;
let lead: string;
beforeEach(async () => {
  org = await mintOrganization();
  lead = (await createLead(org.rep1, { last_name: "Calder", email: "ines@larkfield.example" })).id;
});
const list = (leadId = lead) => inOrganization(org.orgId, (tx) => listStakeholders(tx, leadId));
const paul = {
  first_name: "Paul",
  last_name: "Ferrant",
  email: "Paul+crm@Larkfield.example",
  phone: "(617) 555-0142",
  role: "Pays",
};

describe("a stakeholder", () => {
  it("is added with role and normalised addresses, and told as an event", async () => {
    const added = await addStakeholder(org.rep1, { lead_id: lead, ...paul, influence: "decides" });
    expect(added).toMatchObject({ first_name: "Paul", phone: "+16175550142", role: "Pays", influence: "decides" });
    expect(await list()).toEqual([added]);
    const points =
      await admin`select kind, norm, lead_id, corporate_domain as domain from contact_points where contact_id = ${added.id} order by kind`;
    expect([...points]).toEqual([
      { kind: "email", norm: "paul@larkfield.example", lead_id: null, domain: "larkfield.example" },
      { kind: "phone", norm: "+16175550142", lead_id: null, domain: null },
    ]);
    expect(await admin`select 1 from events where org_id = ${org.orgId} and kind = 'stakeholder.added'`).toHaveLength(
      1,
    );
  });

  it("known by an address is the same person in every pursuit, with a part of its own in each", async () => {
    const other = (await createLead(org.rep1, { last_name: "Delgado" })).id;
    const first = await addStakeholder(org.rep1, { lead_id: lead, ...paul, is_primary: true });
    const second = await addStakeholder(org.rep1, { lead_id: other, email: "paul@larkfield.example", role: "Signs" });
    expect(second).toMatchObject({ id: first.id, first_name: "Paul", role: "Signs", is_primary: false });
    expect((await list())[0]?.role).toBe("Pays");
    await addStakeholder(org.rep1, { lead_id: lead, email: "paul@larkfield.example", role: "Decides" });
    expect((await list()).map((one) => one.role)).toEqual(["Decides"]);
  });

  it("is one person when two add them at once", async () => {
    const all = await Promise.all(
      Array.from({ length: 8 }, () => addStakeholder(org.rep1, { lead_id: lead, ...paul })),
    );
    expect(new Set(all.map((one) => one.id)).size).toBe(1);
    expect(await list()).toHaveLength(1);
  });

  it.each([
    [{}, "INVALID"],
    [{ email: "nowhere" }, "INVALID"],
    [{ first_name: "Paul", influence: "nods" }, "INVALID"],
    [{ first_name: "Pa\nul" }, "INVALID"],
    [{ first_name: "Paul", lead_id: "00000000-0000-7000-8000-000000000000" }, "NOT_FOUND"],
  ])("is refused as %j", async (given, code) => {
    await expect(addStakeholder(org.rep1, { lead_id: lead, ...given })).rejects.toMatchObject({ code });
  });

  it("is not another organization's to see or to add to", async () => {
    const other = await mintOrganization();
    await addStakeholder(org.rep1, { lead_id: lead, ...paul });
    await expect(inOrganization(other.orgId, (tx) => listStakeholders(tx, lead))).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(addStakeholder(other.rep1, { lead_id: lead, ...paul })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("by raw SQL: an address belongs to a lead or to a stakeholder, never to both or none", async () => {
    const { id } = await addStakeholder(org.rep1, { lead_id: lead, first_name: "Paul" });
    const insert = (leadId: string | null, contactId: string | null) =>
      outcomeOf(
        org.orgId,
        ({ sql }) =>
          sql`insert into contact_points (lead_id, contact_id, kind, raw, norm) values (${leadId}, ${contactId}, 'email', 'a', 'a@b.example')`,
      );
    expect([await insert(null, null), await insert(lead, id), await insert(null, id), await insert(null, id)]).toEqual([
      "23514",
      "23514",
      "ok",
      "23505",
    ]);
  });
});
