import { beforeEach, describe, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { markShared } from "@/lib/contact-points/mark-shared";
import { listContactPoints } from "@/lib/contact-points/queries";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import { deleteLead } from "@/lib/leads/delete-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { mergeLeads } from "@/lib/merges/merge-leads";
import { dismissDuplicate } from "./dismiss-duplicate";
import { findDuplicatePairs } from "./find-duplicate-pairs";
import { listDuplicatePairs } from "./pair-queries";

const { admin } = await testDatabase();
let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization();
});

/** As the sealer does: every event gets its place. */
const seal = () => admin`
  update events e set position = n.place, hash = '\\x00', prev_hash = '\\x00' from (
    select id, coalesce((select max(position) from events where org_id = ${org.orgId}), 0) + row_number() over (order by id) as place
    from events where org_id = ${org.orgId} and position is null) n where e.id = n.id`;
const look = async () => {
  await seal();
  return findDuplicatePairs(org.admin, {});
};
const pairs = async (ctx: Context = org.rep1) =>
  (await read(ctx, "leads:read", (tx) => listDuplicatePairs(tx, { limit: 50 }))).data;
const add = async (more: object, ctx = org.rep1) => (await createLead(ctx, more)).id;

describe("the background", () => {
  it.each([
    ["an email in another spelling", { email: "Ines+crm@lark.example" }, { email: "ines@lark.example" }, ["email"]],
    [
      "a phone number in another spelling",
      { last_name: "Albrecht", phone: "(415) 555-0101" },
      { last_name: "Albrecht", phone: "+14155550101" },
      ["phone"],
    ],
    [
      "an initial at the same company",
      { first_name: "Ines", last_name: "Albrecht", company: "Larkfield" },
      { first_name: "I.", last_name: "Albrecht", company: "Larkfield GmbH" },
      ["name_company"],
    ],
    [
      "accents and turned names",
      { first_name: "José", last_name: "Núñez", company: "Coppergate Ltd" },
      { first_name: "Nunez", last_name: "Jose", company: "Coppergate" },
      ["name_company"],
    ],
    [
      "a number behind one name alone",
      { first_name: "Ines", last_name: "Albrecht", company: "Larkfield" },
      { first_name: "Ines", last_name: "Albrecht 2", company: "Larkfield" },
      ["name_company"],
    ],
    [
      "a slip of the pen",
      { first_name: "Katharina", last_name: "Brandstetter", company: "Bracken" },
      { first_name: "Katarina", last_name: "Brandstetter", company: "Bracken Inc" },
      ["name_company"],
    ],
  ])("finds two leads with %s", async (_, one, other, reasons) => {
    const ids = [await add(one), await add(other, org.rep2)];
    expect(await look()).toMatchObject({ leads: 2, found: 1 });
    const found = await pairs();
    expect(found).toMatchObject([{ reasons }]);
    expect([found[0]?.lead.id, found[0]?.other.id]).toEqual(ids);
    expect(await look()).toMatchObject({ leads: 0, found: 0 });
  });

  it.each([
    [
      "one switchboard under two names",
      { first_name: "Ines", last_name: "Albrecht", phone: "+14155550101" },
      { first_name: "Omar", last_name: "Tremblay", phone: "+14155550101" },
    ],
    [
      "one name at two companies",
      { first_name: "Ines", last_name: "Albrecht", company: "Larkfield" },
      { first_name: "Ines", last_name: "Albrecht", company: "Coppergate" },
    ],
    [
      "two people of one company",
      { first_name: "Ines", last_name: "Albrecht", company: "Larkfield" },
      { first_name: "Omar", last_name: "Tremblay", company: "Larkfield" },
    ],
    [
      "names that were made by counting",
      { first_name: "F222", last_name: "L222", company: "Larkfield" },
      { first_name: "F223", last_name: "L223", company: "Larkfield" },
    ],
    [
      "a longer number that begins with the shorter",
      { first_name: "Visitor 22", last_name: "Booth", company: "Larkfield" },
      { first_name: "Visitor 222", last_name: "Booth", company: "Larkfield" },
    ],
    [
      "nothing but a company",
      { last_name: "Albrecht", company: "Larkfield" },
      { first_name: "Ines", company: "Larkfield" },
    ],
  ])("does not ask about %s", async (_, one, other) => {
    await add(one);
    await add(other);
    await look();
    expect(await pairs()).toEqual([]);
  });

  it("does not ask about an address that many share, about a deleted lead, or twice at once", async () => {
    const [one] = [
      await add({ last_name: "One", email: "info@lark.example" }),
      await add({ last_name: "Two", email: "info@lark.example" }),
    ];
    const [point] = await read(org.rep1, "leads:read", (tx) => listContactPoints(tx, one));
    await markShared(org.rep1, { contact_point_id: point?.id, shared: true });
    await look();
    expect(await pairs()).toEqual([]);
    const gone = await add({ last_name: "Three", email: "x@lark.example" });
    await add({ last_name: "Three", email: "x@lark.example" });
    await seal();
    const both = await Promise.all([findDuplicatePairs(org.admin, {}), findDuplicatePairs(org.admin, {})]);
    expect(both.map((one) => one.found).toSorted()).toEqual([0, 1]);
    await deleteLead(org.rep1, { lead_id: gone });
    expect(await pairs()).toEqual([]);
  });

  it("looks again at who got another name or address, not at who was contacted, tagged or given to somebody", async () => {
    const lead = await add({ first_name: "Ines", last_name: "Albrecht", email: "ines@lark.example" });
    await look();
    await logContact(org.rep1, { lead_id: lead, method: "email" });
    const plain = { status: "qualified", tags: ["fair"], owner_id: org.rep2.actor.userId };
    await updateLead(org.manager, { lead_id: lead, ...plain });
    expect(await look()).toMatchObject({ leads: 0 });
    for (const other of [{ last_name: "Albers" }, { email: "albers@lark.example" }, { company: "Larkfield" }]) {
      await updateLead(org.manager, { lead_id: lead, ...other, tags: ["fair", Object.keys(other).join()] });
      expect(await look()).toMatchObject({ leads: 1 });
    }
  });

  it("shows a pair to who sees both alone", async () => {
    await add({ email: "ines@lark.example" });
    await add({ email: "ines@lark.example" }, org.rep2);
    await look();
    const own = { ...org.rep1, actor: { ...org.rep1.actor, sees: [org.rep1.actor.userId] } };
    expect([(await pairs()).length, (await pairs(own)).length]).toEqual([1, 0]);
    const [pair] = await pairs();
    await expect(dismissDuplicate(own, { pair_id: pair?.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("a pair of whom somebody said that they are two", () => {
  it("is never opened again, by the background, by hand, or by what one of them became a part of", async () => {
    const ines = await add({ email: "ines@lark.example" });
    const twin = await add({ email: "ines@lark.example" });
    await look();
    const [pair] = await pairs();
    await dismissDuplicate(org.rep1, { pair_id: pair?.id });
    expect(await dismissDuplicate(org.rep2, { pair_id: pair?.id })).toMatchObject({ state: "dismissed" });
    const hand = outcomeOf(
      org.orgId,
      ({ sql }) => sql`update duplicate_pairs set state = 'open', decided_by = null, decided_at = null`,
    );
    expect(await hand).toBe("TL100");
    const third = await add({ last_name: "Third" });
    await mergeLeads(org.rep1, { lead_id: third, other_id: twin });
    await look();
    expect(await pairs()).toEqual([]);
    const [row] =
      await admin`select state, decided_by from duplicate_pairs where lead_id = ${ines} or other_id = ${ines}`;
    expect(row).toEqual({ state: "dismissed", decided_by: org.rep1.actor.userId });
  });

  it("stands once, in the order of its ids", async () => {
    const [one, other] = [await add({ last_name: "One" }), await add({ last_name: "Two" })].toSorted();
    const insert = (lead: string, second: string) =>
      outcomeOf(
        org.orgId,
        ({ sql }) =>
          sql`insert into duplicate_pairs (id, lead_id, other_id, score, reasons) values (${newId()}, ${lead}, ${second}, 1, '{}')`,
      );
    expect([
      await insert(one ?? "", other ?? ""),
      await insert(other ?? "", one ?? ""),
      await insert(one ?? "", other ?? ""),
    ]).toEqual(["ok", "23514", "23505"]);
  });
});
