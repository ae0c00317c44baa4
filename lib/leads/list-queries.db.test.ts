import { beforeAll, describe, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { parseInput } from "@/lib/core/parse";
import { read } from "@/lib/core/read";
import { createLead } from "./create-lead";
import { deleteLead } from "./delete-lead";
import { listLeads } from "./list-queries";
import { LEAD_SORTS, LEAD_STATUSES } from "./list-rules";
import { type Lead, listLeadsInputSchema } from "./schema";
import { updateLead } from "./update-lead";

await testDatabase();
const start = Date.parse("2026-03-02T09:00:00Z");
const count = 60;
const full = Number(process.env.TOUCHLINE_TEST_SIZE ?? "0.1") >= 1;

let org: MintedOrganization;
let stranger: Context;
const list = (input: Record<string, unknown> = {}, ctx: Context = org.rep1) =>
  read(ctx, "leads:read", (tx) => listLeads(tx, ctx, parseInput(listLeadsInputSchema, input)));

beforeAll(async () => {
  [org, stranger] = [await mintOrganization(), (await mintOrganization()).rep1];
  const names = ["Özil", "de Vries", "Doe", "doe", "Ångström", "O'Hara", "Zoë", "", "李"];
  for (let nth = 0; nth < count; nth++) {
    // Few distinct values: ties are where paging loses rows.
    const ctx = at([org.rep1, org.rep2][nth % 2] ?? org.rep1, new Date(start + Math.floor(nth / 4) * 60_000));
    const lead = await createLead(ctx, {
      first_name: `F${nth % 3}`,
      last_name: names[nth % names.length],
      email: `p${nth}@firm${nth % 7}.com`,
      phone: `+1415555${1000 + nth}`,
      linkedin: `person-${nth}`,
      title: nth % 5 ? "Engineer" : "50% of_CTO",
      company: `Firm ${nth % 7}`,
      tags: nth % 3 ? ["even, odd"] : ["third"],
      score: nth % 4 ? (nth * 7) % 30 : null,
      owner_id: nth % 10 === 9 ? null : undefined,
    });
    if (nth % 3 === 0)
      await logContact(at(org.rep1, new Date(start + (nth % 6) * 3_600_000)), {
        lead_id: lead.id,
        method: "meeting",
        already_happened: true,
      });
    if (nth % 8 === 0) await updateLead(org.rep1, { lead_id: lead.id, status: "on_ice" });
  }
  const gone = await createLead(org.rep1, { last_name: "Gone", email: "gone@firm1.com" });
  await deleteLead(org.rep1, { lead_id: gone.id });
  await createLead(stranger, { last_name: "Doe", email: "p1@firm1.com" });
});

describe("the list of leads", () => {
  it.each(LEAD_SORTS.flatMap((sort) => [sort, `-${sort}`]))(
    "sorted by %s, page by page, is the whole list in one order",
    async (sort) => {
      const whole = await list({ sort, limit: 200 });
      expect(whole.data).toHaveLength(count);
      expect(whole.total).toBe(count);
      for (const limit of full ? [1, 7, 60] : [7, 59]) {
        const paged: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await list({ sort, limit, cursor });
          expect(page.data.length).toBeLessThanOrEqual(limit);
          paged.push(...page.data.map((lead) => lead.id));
          cursor = page.next_cursor ?? undefined;
        } while (cursor && paged.length <= count);
        expect(paged).toEqual(whole.data.map((lead) => lead.id));
      }
      expect(isSorted(whole.data, sort)).toBe(true);
    },
  );

  it("by default has the last contacted first, never contacted last", async () => {
    const ids = (input: Record<string, unknown>) =>
      list({ limit: 200, ...input }).then((page) => page.data.map((lead) => lead.id));
    expect(await ids({})).toEqual(await ids({ sort: "-last_contacted_at" }));
  });

  it("keeps its place when a lead is added between two pages", async () => {
    const first = await list({ sort: "created_at", limit: 30 });
    const late = await createLead(at(org.rep1, new Date(start - 1000)), { last_name: "Before all" });
    const second = await list({ sort: "created_at", limit: 200, cursor: first.next_cursor });
    expect(new Set([...first.data, ...second.data].map((lead) => lead.id)).size).toBe(count);
    await deleteLead(org.rep1, { lead_id: late.id });
  });

  it.each<[string, Record<string, unknown>, (lead: Lead) => boolean]>([
    ["one status", { status: "on_ice" }, (lead) => lead.status === "on_ice"],
    ["two statuses", { status: "on_ice,contacted" }, (lead) => ["on_ice", "contacted"].includes(lead.status)],
    ["every status", { status: LEAD_STATUSES.join(",") }, () => true],
    ["mine", { owner: "me" }, (lead) => lead.owner?.name === "rep1"],
    ["nobody's", { owner: "none" }, (lead) => lead.owner === null],
    ["a tag with a comma", { tag: "even, odd" }, (lead) => lead.tags.includes("even, odd")],
    ["a tag that is not there", { tag: "nothing" }, () => false],
    [
      "status, owner and tag",
      { status: "contacted", owner: "me", tag: "third" },
      (lead) => lead.status === "contacted" && lead.owner?.name === "rep1" && lead.tags.includes("third"),
    ],
    ["an address, however written", { q: " P12+x@FIRM5.com " }, (lead) => lead.email === "p12@firm5.com"],
    ["a number, however written", { q: "(415) 555-1012" }, (lead) => lead.phone === "+14155551012"],
    ["a number's last four digits", { q: "1012" }, (lead) => lead.phone === "+14155551012"],
    ["a part of a number with a space in it", { q: "555 10 12" }, (lead) => lead.phone === "+14155551012"],
    [
      "a number as it begins, while it is typed",
      { q: "(415) 555-101" },
      (lead) => lead.phone?.startsWith("+1415555101") === true,
    ],
    ["a number with the zero that is dialled at home", { q: "0415 555 1012" }, (lead) => lead.phone === "+14155551012"],
    ["an address while it is typed", { q: "p12@firm5.co" }, (lead) => lead.email === "p12@firm5.com"],
    ["a domain", { q: "@firm6.com" }, (lead) => lead.email?.endsWith("@firm6.com") === true],
    [
      "names with a comma, in the order of an address book",
      { q: "Vries, F1" },
      (lead) => lead.last_name === "de Vries" && lead.first_name === "F1",
    ],
    ["a LinkedIn link", { q: "https://www.linkedin.com/in/Person-12" }, (lead) => lead.linkedin === "person-12"],
    ["a word", { q: "ozil" }, (lead) => lead.last_name === "Özil"],
    [
      "two words in any order, parts of them",
      { q: "firm3 angstr" },
      (lead) => lead.last_name === "Ångström" && lead.company?.name === "Firm 3",
    ],
    ["a part of an address", { q: "firm6.co" }, (lead) => lead.email?.endsWith("firm6.com") === true],
    ["a word in another script", { q: "李" }, (lead) => lead.last_name === "李"],
    ["an apostrophe", { q: "o'hara" }, (lead) => lead.last_name === "O'Hara"],
    ["a percent sign as itself", { q: "50%" }, (lead) => lead.title === "50% of_CTO"],
    ["an underscore as itself", { q: "of_c" }, (lead) => lead.title === "50% of_CTO"],
    ["a backslash as itself", { q: "\\" }, () => false],
    ["nothing but spaces: everything", { q: "   " }, () => true],
    [
      "search and filter",
      { q: "doe", owner: "me" },
      (lead) => /doe/i.test(lead.last_name ?? "") && lead.owner?.name === "rep1",
    ],
    ["a deleted lead's address", { q: "gone@firm1.com" }, () => false],
  ])("filtered by %s holds those and no others, and counts them", async (_, input, belongs) => {
    const [all, found] = [await list({ limit: 200 }), await list({ ...input, limit: 200 })];
    const expected = all.data
      .filter(belongs)
      .map((lead) => lead.id)
      .sort();
    expect(found.data.map((lead) => lead.id).sort()).toEqual(expected);
    expect(found.total).toBe(expected.length);
  });

  it.each([
    { sort: "email" },
    { sort: "-" },
    { sort: "--name" },
    { status: "hot" },
    { status: "new,hot" },
    { status: "" },
    { owner: "rep1" },
    { limit: 0 },
    { limit: 201 },
    { limit: "x" },
    { page: 2 },
    { cursor: "x" },
    { cursor: Buffer.from('["x","y"]').toString("base64url") },
    { cursor: Buffer.from(`["2026-01-01","${"0".repeat(36)}"]`).toString("base64url") },
  ])("refuses %j", async (input) => {
    await expect(async () => list(input)).rejects.toMatchObject({ code: "INVALID", status: 400 });
  });

  it("goes on behind the longest name there may be", async () => {
    const named = { first_name: "語".repeat(200), last_name: "語".repeat(200) };
    for (let n = 0; n < 2; n++) await createLead(org.rep1, named);
    const first = listLeadsInputSchema.parse({ sort: "-name", limit: "1" });
    const { next_cursor } = await read(org.rep1, "leads:read", (tx) => listLeads(tx, org.rep1, first));
    expect(listLeadsInputSchema.safeParse({ sort: "-name", limit: "1", cursor: next_cursor }).error).toBeUndefined();
  });

  it("refuses the cursor of another sort", async () => {
    const byName = await list({ sort: "name", limit: 1 });
    const byScore = await list({ sort: "score", limit: 1 });
    await expect(list({ sort: "score", cursor: byName.next_cursor })).rejects.toMatchObject({ code: "INVALID" });
    await expect(list({ sort: "-name", cursor: byName.next_cursor })).rejects.toMatchObject({ code: "INVALID" });
    await expect(list({ sort: "created_at", cursor: byScore.next_cursor })).rejects.toMatchObject({ code: "INVALID" });
  });

  it("shows another organization its own leads, by every search", async () => {
    for (const q of [undefined, "doe", "p1@firm1.com", "firm"]) {
      expect((await list({ q }, stranger)).data.map((lead) => lead.last_name)).toEqual(["Doe"]);
    }
    expect((await list({ q: "+14155551001" }, stranger)).data).toEqual([]);
  });

  it("follows what is changed: a lead is found by the new name and no longer by the old one", async () => {
    const lead = await createLead(org.rep1, { last_name: "Maiden" });
    await updateLead(org.rep1, { lead_id: lead.id, last_name: "Married" });
    expect([(await list({ q: "married" })).total, (await list({ q: "maiden" })).total]).toEqual([1, 0]);
    await deleteLead(org.rep1, { lead_id: lead.id });
  });

  it("finds by a whole address whose it is, and whose it is a part of only while nobody has it", async () => {
    const ann = await createLead(org.rep1, { last_name: "Whole", email: "ann@whole.com" });
    const joann = await createLead(org.rep1, { last_name: "Part", email: "joann@whole.com" });
    const found = async (q: string) => (await list({ q, sort: "created_at" })).data.map(({ last_name }) => last_name);
    expect([await found("Ann@whole.com"), await found("ann@whole.co")]).toEqual([["Whole"], ["Whole", "Part"]]);
    await deleteLead(org.rep1, { lead_id: ann.id });
    expect(await found("ann@whole.com")).toEqual(["Part"]);
    await deleteLead(org.rep1, { lead_id: joann.id });
  });

  it("follows what is changed: the company's name is searched too", async () => {
    await inOrganization(
      org.orgId,
      ({ sql }) => sql`update companies set name = 'Renamed Works' where name = 'Firm 2'`,
    );
    const found = await list({ q: "renamed", limit: 200 });
    expect(found.data.length).toBeGreaterThan(5);
    expect(found.data.every((lead) => lead.company?.name === "Renamed Works")).toBe(true);
  });
});

// The order of names is the database's own; the others can be told from outside.
function isSorted(leads: Lead[], sort: string): boolean {
  const field = sort.replace("-", "") as (typeof LEAD_SORTS)[number];
  if (field === "name") return true;
  const keys = leads.map((lead) => (field === "score" ? (lead.score ?? -1) : Date.parse(lead[field] ?? "1970-01-01")));
  return keys.every(
    (key, nth) => nth === 0 || (sort.startsWith("-") ? key <= (keys[nth - 1] ?? 0) : key >= (keys[nth - 1] ?? 0)),
  );
}
