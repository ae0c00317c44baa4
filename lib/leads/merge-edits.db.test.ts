import { beforeEach, describe, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { createLead } from "./create-lead";
import { updateLead } from "./update-lead";

const { admin } = await testDatabase();
let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization();
});

describe("two people who edit one lead at once", () => {
  const opened = { first_name: "Ines", title: "Head", phone: "+14155550123", company: "Acme", tags: ["fair"] };
  const mint = async () => (await createLead(org.rep1, { ...opened, source: "web" })).id;

  it("both get what they changed, tags one by one, and what neither touched stays", async () => {
    const id = await mint();
    await updateLead(org.rep1, { lead_id: id, base: opened, ...opened, title: "Chief", tags: ["fair", "vip"] });
    const lead = await updateLead(org.rep2, { lead_id: id, base: opened, ...opened, first_name: "Inés", tags: [] });
    expect(lead).toMatchObject({ first_name: "Inés", title: "Chief", tags: ["vip"], source: "web" });
    const changes = await admin`select p.payload from events e join event_payloads p using (org_id, id)
      where e.lead_id = ${id} and e.kind = 'lead.changed' order by e.at, e.id`;
    expect(JSON.parse(changes.at(-1)?.payload).changes).toMatchObject({ first_name: { old: "Ines", new: "Inés" } });
    expect(JSON.parse(changes.at(-1)?.payload).changes).not.toHaveProperty("title");
  });

  it("are told what both changed and by whom, and nothing of the second is written", async () => {
    const id = await mint();
    await updateLead(org.rep1, { lead_id: id, base: opened, ...opened, title: "Chief", company: "Bolt" });
    const second = { ...opened, title: "Director", company: "Corp", first_name: "Inés" };
    await expect(updateLead(org.rep2, { lead_id: id, base: opened, ...second })).rejects.toMatchObject({
      code: "STALE",
      detail: expect.stringContaining("rep1 changed 2 fields"),
      extra: { conflicts: ["title", "company"], changed_by: "rep1" },
    });
    const newer = { ...opened, title: "Chief", company: "Bolt" };
    const lead = await updateLead(org.rep2, { lead_id: id, base: newer, ...second, company: "Bolt" });
    expect(lead).toMatchObject({ title: "Director", first_name: "Inés", company: { name: "Bolt" } });
  });

  it("who wrote the same agree, however they wrote it", async () => {
    const id = await mint();
    await updateLead(org.rep1, { lead_id: id, base: opened, ...opened, phone: "+1 415 555 0199" });
    const lead = await updateLead(org.rep2, { lead_id: id, base: opened, ...opened, phone: "(415) 555-0199" });
    expect(lead.phone).toBe("+14155550199");
  });

  it("at the very same moment: one of them waits and sees the other", async () => {
    for (let round = 0; round < 5; round++) {
      const id = await mint();
      const tries = ["A", "B", "C"].map((title) =>
        updateLead(org.rep1, { lead_id: id, base: opened, ...opened, title }),
      );
      const answers = await Promise.allSettled(tries);
      expect(answers.filter((one) => one.status === "fulfilled")).toHaveLength(1);
      const other = await Promise.all([
        updateLead(org.rep1, { lead_id: id, base: { source: "web" }, source: "fair" }),
        updateLead(org.rep2, { lead_id: id, base: { timezone: null }, timezone: "Europe/Madrid" }),
      ]);
      expect(other.map((lead) => lead.version).toSorted()).toEqual([3, 4]);
    }
  });

  it("a value and its currency are one, and the parts of the source are many", async () => {
    const id = await mint();
    const base = { estimated_value_minor: null, source_metadata: {} };
    const mine = { estimated_value_minor: 100, currency: "EUR", source_metadata: { utm_source: "mail" } };
    await updateLead(org.rep1, { lead_id: id, source_metadata: { gclid: "x" } });
    await updateLead(org.rep1, { lead_id: id, base, ...mine });
    const theirs = { estimated_value_minor: 100, currency: "USD", source_metadata: { utm_medium: "ad" } };
    await expect(updateLead(org.rep2, { lead_id: id, base, ...theirs })).rejects.toMatchObject({
      extra: { conflicts: ["estimated_value_minor"] },
    });
    const lead = await updateLead(org.rep2, { lead_id: id, base, source_metadata: { utm_medium: "ad" } });
    expect(lead).toMatchObject({
      currency: "EUR",
      source_metadata: { gclid: "x", utm_source: "mail", utm_medium: "ad" },
    });
  });
});

describe("a deal", () => {
  it("is kept as it was given, in the organization's currency where none was, and needs one", async () => {
    const given = { estimated_value_minor: 1250000, expected_close_date: "2027-01-31", probability_override: 0.4 };
    const lead = await createLead(org.rep1, { last_name: "Doe", ...given, source_metadata: { utm_source: "mail" } });
    expect(lead).toMatchObject({ ...given, currency: "USD", predicted_close_probability: null });
    expect(lead.source_metadata).toEqual({ utm_source: "mail" });
    const change = { lead_id: lead.id, currency: null };
    await expect(updateLead(org.rep1, change)).rejects.toMatchObject({ code: "INVALID" });
    expect(await updateLead(org.rep1, { ...change, estimated_value_minor: null })).toMatchObject({ currency: null });
    const [row] = await admin`select conname from pg_constraint where conname = 'leads_currency_check'`;
    expect(row).toBeTruthy();
    await expect(
      admin`update leads set estimated_value_minor = 5, currency = null where id = ${lead.id}`,
    ).rejects.toMatchObject({ code: "23514" });
  });

  it.each([
    [{ estimated_value_minor: 1.5 }, "estimated_value_minor"],
    [{ estimated_value_minor: -1 }, "estimated_value_minor"],
    [{ currency: "EURO" }, "currency"],
    [{ expected_close_date: "31.1.2027" }, "expected_close_date"],
    [{ probability_override: 40 }, "probability_override"],
  ])("refuses %j and names %s", async (input, path) => {
    await expect(createLead(org.rep1, { last_name: "Doe", ...input })).rejects.toMatchObject({
      code: "INVALID",
      errors: [expect.objectContaining({ path })],
    });
  });

  it("keeps the probability that somebody said when another one is predicted", async () => {
    const { id } = await createLead(org.rep1, { last_name: "Doe", probability_override: 0.9 });
    await admin`update leads set predicted_close_probability = 0.2 where id = ${id}`;
    const lead = await updateLead(org.rep1, { lead_id: id, title: "x" });
    expect(lead).toMatchObject({ predicted_close_probability: 0.2, probability_override: 0.9 });
  });
});
