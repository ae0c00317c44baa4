import { beforeEach, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { listPeopleAt, listTouchesAt } from "./people-queries";
import { getCompany, listCompanies } from "./queries";
import { updateCompany } from "./update-company";

const { admin } = await testDatabase();
let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization();
});

// Rows as they are, so that this room's test needs no room above it.
async function addCompany(name: string, domain: string | null = null): Promise<string> {
  const [row] =
    await admin`insert into companies (org_id, name, domain) values (${org.orgId}, ${name}, ${domain}) returning id`;
  return row?.id;
}
async function addLead(
  company: string,
  name: string,
  owner: Context | null,
  last: Date | null = null,
): Promise<string> {
  const id = newId();
  await admin`insert into leads (org_id, id, last_name, company_id, owner_id, last_contacted_at, last_contact_channel)
    values (${org.orgId}, ${id}, ${name}, ${company}, ${owner?.actor.userId ?? null}, ${last}, ${last && "email"})`;
  return id;
}
const blind = (ctx: Context): Context => ({ ...ctx, actor: { ...ctx.actor, sees: [ctx.actor.userId] } });
const people = (ctx: Context, id: string, more = {}) =>
  read(ctx, "leads:read", (tx) => listPeopleAt(tx, { id, limit: 50, ...more }));

describe("everybody known at a company", () => {
  it("is listed whoever's lead it is, the last touched first, page by page", async () => {
    const id = await addCompany("Acme", "acme.example");
    for (let nth = 0; nth < 5; nth++)
      await addLead(id, `P${nth}`, nth % 2 ? org.rep1 : org.rep2, new Date(2026, 1, nth + 1));
    await addLead(id, "Never", null);
    await addLead(await addCompany("Other"), "Stranger", org.rep1);
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await people(org.rep1, id, { limit: 2, cursor });
      names.push(...page.data.map((one) => one.name));
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    expect(names).toEqual(["P4", "P3", "P2", "P1", "P0", "Never"]);
  });

  it("has the stakeholders of its leads, once each", async () => {
    const id = await addCompany("Acme");
    const [one, two] = [await addLead(id, "Lead", org.rep1), await addLead(id, "Second", org.rep2)];
    const [roe] =
      await admin`insert into contacts (org_id, last_name, company_id) values (${org.orgId}, 'Roe', ${id}) returning id`;
    for (const lead of [one, two]) {
      await admin`insert into lead_contacts (org_id, lead_id, contact_id, role) values (${org.orgId}, ${lead}, ${roe?.id}, 'Buyer')`;
    }
    const { data } = await people(org.rep1, id);
    expect(data.filter((person) => person.kind === "stakeholder")).toEqual([
      expect.objectContaining({ name: "Roe", role: "Buyer", status: null }),
    ]);
    expect(data).toHaveLength(3);
  });

  it("shows who sees their own leads those alone, and of the others how many", async () => {
    const id = await addCompany("Acme");
    const mine = await addLead(id, "Mine", org.rep1);
    const theirs = await addLead(id, "Theirs", org.rep2);
    await addLead(id, "Nobody's", null);
    const [roe] = await admin`insert into contacts (org_id, last_name) values (${org.orgId}, 'Roe') returning id`;
    await admin`insert into lead_contacts (org_id, lead_id, contact_id) values (${org.orgId}, ${theirs}, ${roe?.id})`;
    for (const lead of [mine, theirs]) {
      await admin`insert into communications (org_id, lead_id, source, intent, channel, direction, status, occurred_at, guard_kind)
        values (${org.orgId}, ${lead}, 'api', 'happened', 'meeting', 'inbound', 'received', now(), 'none')`;
    }
    const page = await people(blind(org.rep1), id);
    expect([page.data.map((one) => one.name), page.hidden]).toEqual([["Mine"], 2]);
    const seen = await read(blind(org.rep1), "leads:read", (tx) => listTouchesAt(tx, id, 10));
    expect(seen.map((touch) => touch.lead.name)).toEqual(["Mine"]);
    expect((await people(org.manager, id)).hidden).toBe(0);
    expect(await read(org.manager, "leads:read", (tx) => listTouchesAt(tx, id, 10))).toHaveLength(2);
  });

  it("of another organization is nobody's to see or to count", async () => {
    const id = await addCompany("Acme");
    await addLead(id, "Doe", org.rep1);
    const stranger = await mintOrganization();
    await expect(people(stranger.admin, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(updateCompany(stranger.admin, { company_id: id, name: "x" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    const [row] = await read(
      stranger.admin,
      "leads:read",
      (tx) => tx.sql<{ n: number }[]>`select count_people_at(${id}) as n`,
    );
    expect(row?.n).toBe(0);
  });
});

describe("the list of companies", () => {
  it("goes by name without regard to case, page by page, and finds words of name and domain in any order", async () => {
    for (const [name, domain] of [
      ["beta", "beta.example"],
      ["Alpha", null],
      ["alpha 2", null],
      ["100%_off", "off.example"],
      ["Müller & Söhne", "mueller.example"],
    ] as const) {
      await addCompany(name, domain);
    }
    const list = (q?: string, cursor?: string) =>
      read(org.rep1, "leads:read", (tx) => listCompanies(tx, { q, limit: 3, cursor }));
    const first = await list();
    const second = await list(undefined, first.next_cursor ?? "");
    expect([...first.data, ...second.data].map((one) => one.name)).toEqual([
      "100%_off",
      "Alpha",
      "alpha 2",
      "beta",
      "Müller & Söhne",
    ]);
    const found = async (q: string) => (await list(q)).data.map((one) => one.name);
    const cases: [string, string[]][] = [
      ["ALPHA", ["Alpha", "alpha 2"]],
      ["a", ["Alpha", "alpha 2"]],
      ["2 alp", ["alpha 2"]],
      ["off.ex", ["100%_off"]],
      ["0%_", ["100%_off"]],
      ["sohne muller", ["Müller & Söhne"]],
      ["lph nobody", []],
    ];
    for (const [q, names] of cases) expect([q, await found(q)]).toEqual([q, names]);
    const one = await read(org.rep1, "leads:read", (tx) => listCompanies(tx, { q: "alpha", limit: 1 }));
    const rest = await list("alpha", one.next_cursor ?? "");
    expect([one, rest].map((page) => page.data.map((c) => c.name))).toEqual([["Alpha"], ["alpha 2"]]);
    await expect(list(undefined, "nonsense")).rejects.toMatchObject({ code: "INVALID" });
  });

  it("goes on by name where more companies have the words than are sorted", async () => {
    await admin`insert into companies (org_id, name) select ${org.orgId}, 'Firm ' || lpad(i::text, 4, '0') from generate_series(0, 1199) i`;
    const names: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 7; page++) {
      const found = await read(org.rep1, "leads:read", (tx) => listCompanies(tx, { q: "firm", limit: 200, cursor }));
      names.push(...found.data.map((one) => one.name));
      cursor = found.next_cursor ?? undefined;
      if (!cursor) break;
    }
    expect(names).toEqual(Array.from({ length: 1200 }, (_, nth) => `Firm ${String(nth).padStart(4, "0")}`));
  });
});

describe("changing a company", () => {
  it("writes what is given, says so, and counts the version up", async () => {
    const id = await addCompany("Acme");
    const given = {
      name: "Acme Inc",
      domain: "https://www.acme.com/",
      timezone: "Europe/Berlin",
      owner_id: org.rep2.actor.userId,
    };
    const company = await updateCompany(org.rep1, { company_id: id, if_version: 1, ...given });
    expect(company).toMatchObject({
      name: "Acme Inc",
      domain: "acme.com",
      timezone: "Europe/Berlin",
      owner: { name: "rep2" },
      version: 2,
    });
    const [event] =
      await admin`select p.payload::jsonb -> 'changes' as changes from events e join event_payloads p using (org_id, id) where e.kind = 'company.changed' and e.org_id = ${org.orgId}`;
    expect(event?.changes).toMatchObject({
      name: { old: "Acme", new: "Acme Inc" },
      timezone: { old: null, new: "Europe/Berlin" },
    });
    expect((await updateCompany(at(org.rep1, new Date()), { company_id: id, name: "Acme Inc" })).version).toBe(2);
  });

  it.each([
    [{ name: " " }, "name"],
    [{ domain: "not a domain" }, "domain"],
    [{ domain: "gmail.com" }, "domain"],
    [{ timezone: "Mars/Olympus" }, "timezone"],
    [{ nonsense: 1 }, "nonsense"],
  ])("refuses %j and names %s", async (input, path) => {
    const id = await addCompany("Acme");
    const refused = updateCompany(org.rep1, { company_id: id, ...input });
    await expect(refused).rejects.toMatchObject({ code: "INVALID", errors: [expect.objectContaining({ path })] });
  });

  it("is refused where another company has the domain, and to the second of two at once", async () => {
    await addCompany("Acme", "acme.com");
    const id = await addCompany("Bolt");
    await expect(updateCompany(org.rep1, { company_id: id, domain: "acme.com" })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    const both = ["A", "B"].map((name) => updateCompany(org.rep1, { company_id: id, name, if_version: 1 }));
    const answers = await Promise.allSettled(both);
    expect(answers.map((one) => (one.status === "rejected" ? one.reason.code : "done")).toSorted()).toEqual([
      "STALE",
      "done",
    ]);
    expect(await read(org.rep1, "leads:read", (tx) => getCompany(tx, id))).toMatchObject({ version: 2 });
  });
});
