import { beforeEach, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import type { LeadStatus } from "@/lib/leads/schema";
import { updateLead } from "@/lib/leads/update-lead";
import { convertLead } from "./convert-lead";
import { findClient } from "./queries";
import { unconvertLead } from "./unconvert-lead";

const { admin } = await testDatabase();
let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization();
});

async function mint(status: LeadStatus, fields: Record<string, unknown> = {}): Promise<string> {
  const { id } = await createLead(org.rep1, { first_name: "Ines", last_name: "Albrecht", ...fields });
  await admin`update leads set status = ${status}, furthest_stage = stage_of(${status}) where id = ${id}`;
  return id;
}
const statusOf = async (id: string) => (await admin`select status from leads where id = ${id}`)[0]?.status;

describe("converting a lead", () => {
  it("adds the client with name and value of the lead, moves the status through its history and says so", async () => {
    const value = { estimated_value_minor: 1_250_000, currency: "EUR" };
    const id = await mint("proposal", { company: { name: "Larkfield", domain: "larkfield.example" }, ...value });
    const client = await convertLead(org.rep2, { lead_id: id });
    expect(client).toMatchObject({
      name: "Larkfield",
      lead_id: id,
      value_minor: 1_250_000,
      currency: "EUR",
      converted_by: { id: org.rep2.actor.userId, name: "rep2" },
      converted_at: org.rep2.now.toISOString(),
    });
    const [lead] = await admin`select status, converted_client_id, converted_at, version from leads where id = ${id}`;
    expect(lead).toEqual({
      status: "converted",
      converted_client_id: client.id,
      converted_at: org.rep2.now,
      version: 2,
    });
    const history = await admin`select from_status, to_status, trigger from lead_status_history where lead_id = ${id}`;
    expect(history.map((one) => Object.values(one))).toEqual([["proposal", "converted", "user"]]);
    expect(await admin`select 1 from events where lead_id = ${id} and kind = 'lead.converted'`).toHaveLength(1);
  });

  it("takes what is said instead, and a person's name where there is no company", async () => {
    expect(await convertLead(org.rep1, { lead_id: await mint("qualified") })).toMatchObject({
      name: "Ines Albrecht",
      value_minor: null,
      currency: null,
    });
    const said = { name: "Larkfield Holding", value_minor: 5, currency: "JPY" };
    expect(await convertLead(org.rep1, { lead_id: await mint("qualified"), ...said })).toMatchObject(said);
    const id = await mint("qualified");
    expect(await convertLead(org.rep1, { lead_id: id, value_minor: 7 })).toMatchObject({ currency: "USD" });
  });

  it.each(["new", "contacted", "conversing", "lost", "on_ice"] as const)(
    "is refused from %s and changes nothing",
    async (from) => {
      const id = await mint(from);
      await expect(convertLead(org.admin, { lead_id: id })).rejects.toMatchObject({ code: "STATUS_NOT_ALLOWED" });
      expect([await statusOf(id), await read(org.rep1, "leads:read", (tx) => findClient(tx, id))]).toEqual([
        from,
        null,
      ]);
    },
  );

  it("by ten people at once makes one client", async () => {
    for (let round = 0; round < 3; round++) {
      const id = await mint("qualified");
      const answers = await Promise.allSettled(
        Array.from({ length: 10 }, (_, nth) => convertLead(nth % 2 ? org.rep1 : org.rep2, { lead_id: id })),
      );
      expect(answers.filter((one) => one.status === "fulfilled")).toHaveLength(1);
      for (const one of answers) if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "CONFLICT" });
      expect(await admin`select 1 from clients where from_lead_id = ${id}`).toHaveLength(1);
    }
  });

  it("is the only way to that status, and undoing it the only way out", async () => {
    const id = await mint("qualified");
    const there = updateLead(org.admin, { lead_id: id, status: "converted" });
    await expect(there).rejects.toMatchObject({
      code: "STATUS_NOT_ALLOWED",
      detail: expect.stringMatching(/convert/i),
    });
    await convertLead(org.rep1, { lead_id: id });
    const back = updateLead(org.admin, { lead_id: id, status: "qualified", status_reason: "x" });
    await expect(back).rejects.toMatchObject({ code: "STATUS_NOT_ALLOWED", detail: expect.stringMatching(/undo/i) });
  });
});

describe("undoing a conversion", () => {
  it.each(["qualified", "proposal"] as const)(
    "brings the lead back to %s as it was, with the reason on record",
    async (from) => {
      const id = await mint(from, { estimated_value_minor: 100, currency: "EUR" });
      const columns = async () =>
        (
          await admin`select to_jsonb(l) - 'version' - 'updated_at' - 'status_changed_at' as lead from leads l where id = ${id}`
        )[0]?.lead;
      const before = await columns();
      await convertLead(org.rep1, { lead_id: id });
      const lead = await unconvertLead(org.admin, { lead_id: id, reason: "Signed by the wrong entity" });
      expect([lead.status, await columns()]).toEqual([from, before]);
      const [client] = await admin`select undone_by, undone_reason from clients where from_lead_id = ${id}`;
      expect(client).toEqual({ undone_by: org.admin.actor.userId, undone_reason: "Signed by the wrong entity" });
      const [last] =
        await admin`select to_status, trigger, reason from lead_status_history where lead_id = ${id} order by id desc limit 1`;
      expect(last).toEqual({ to_status: from, trigger: "undo", reason: "Signed by the wrong entity" });
      expect(await convertLead(at(org.rep1, new Date(Date.now() + 1000)), { lead_id: id })).toMatchObject({
        lead_id: id,
      });
    },
  );

  it("takes an admin, a reason and a client", async () => {
    const id = await mint("qualified");
    await expect(unconvertLead(org.admin, { lead_id: id, reason: "x" })).rejects.toMatchObject({ code: "CONFLICT" });
    await convertLead(org.rep1, { lead_id: id });
    const undo = { lead_id: id, reason: "wrong" };
    await expect(unconvertLead(org.manager, undo)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(unconvertLead(org.admin, { lead_id: id, reason: " " })).rejects.toMatchObject({ code: "INVALID" });
    const twice = await Promise.allSettled([unconvertLead(org.admin, undo), unconvertLead(org.admin, undo)]);
    expect(twice.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("the database itself", () => {
  const user = () => org.rep1.actor.userId;
  const move = (id: string, to: string, trigger: string) =>
    outcomeOf(
      org.orgId,
      (tx) =>
        tx.sql`insert into lead_status_history (lead_id, to_status, trigger, reason, at) values (${id}, ${to}, ${trigger}, 'x', now())`,
    );

  it("lets no lead be converted without its client, nor leave by another way than the undo", async () => {
    const id = await mint("qualified");
    expect(await move(id, "converted", "user")).toBe("TL023");
    await convertLead(org.rep1, { lead_id: id });
    expect(await move(id, "qualified", "user")).toBe("TL024");
    expect(await move(id, "qualified", "undo")).toBe("TL024");
    const elsewhere = await outcomeOf(org.orgId, async (tx) => {
      await tx.sql`update clients set undone_at = now(), undone_by = ${user()}, undone_reason = 'x' where from_lead_id = ${id}`;
      await tx.sql`insert into lead_status_history (lead_id, to_status, trigger, reason, at) values (${id}, 'proposal', 'undo', 'x', now())`;
    });
    expect(elsewhere).toBe("TL024");
  });

  it("lets no client stand beside a lead that is not converted, nor be undone alone or twice", async () => {
    const id = await mint("qualified");
    const add = () =>
      outcomeOf(
        org.orgId,
        (tx) => tx.sql`insert into clients (id, name, from_lead_id, from_status, converted_by, converted_at)
      values (${newId()}, 'C', ${id}, 'qualified', ${user()}, now())`,
      );
    expect(await add()).toBe("TL023");
    await convertLead(org.rep1, { lead_id: id });
    expect(await add()).toBe("23505");
    const undo = () =>
      outcomeOf(
        org.orgId,
        (tx) =>
          tx.sql`update clients set undone_at = now(), undone_by = ${user()}, undone_reason = 'x' where from_lead_id = ${id}`,
      );
    expect(await undo()).toBe("TL023");
    await unconvertLead(org.admin, { lead_id: id, reason: "x" });
    expect(await undo()).toBe("TL070");
    expect(await outcomeOf(org.orgId, (tx) => tx.sql`update leads set converted_at = now() where id = ${id}`)).toBe(
      "42501",
    );
    expect(await outcomeOf(org.orgId, (tx) => tx.sql`delete from clients`)).toBe("42501");
  });
});
