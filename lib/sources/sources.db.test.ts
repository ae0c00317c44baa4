import { beforeEach, describe, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { read } from "@/lib/core/read";
import { CURRENCIES, decimalsOf } from "@/lib/deals/currency-rules";
import { setExchangeRate } from "@/lib/exchange-rates/set-exchange-rate";
import { createLead } from "@/lib/leads/create-lead";
import { deleteLead } from "@/lib/leads/delete-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { correctSourceCost } from "@/lib/source-costs/correct-source-cost";
import { importSourceCosts } from "@/lib/source-costs/import-source-costs";
import { recordSourceCost } from "@/lib/source-costs/record-source-cost";
import { createSource } from "./create-source";
import { listSources } from "./queries";
import { updateSource } from "./update-source";

const { admin } = await testDatabase();
let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization();
});

const lead = (source?: string | null) => createLead(org.rep1, { last_name: "Doe", source });
const all = () => read(org.rep1, "sources:read", listSources);
const counts = async () => (await all()).map((one) => [one.name, one.leads]);

describe("a source", () => {
  it("is there with the first lead that names it, whatever its case, and counts the living", async () => {
    const first = await lead("Trade Fair");
    expect(first.source).toBe("Trade Fair");
    await lead(" trade fair");
    const gone = await lead("TRADE FAIR ");
    await lead();
    await deleteLead(org.rep1, { lead_id: gone.id });
    expect(await counts()).toEqual([["Trade Fair", 2]]);
  });

  it("is another when a lead is given other words, and none when they are taken away", async () => {
    const { id } = await lead("Fair");
    await updateLead(org.rep1, { lead_id: id, source: "Webinar" });
    expect(await counts()).toEqual([
      ["Fair", 0],
      ["Webinar", 1],
    ]);
    await updateLead(org.rep1, { lead_id: id, source: null });
    expect((await counts()).map(([, leads]) => leads)).toEqual([0, 0]);
  });

  it("is one when many leads bring it at the same time", async () => {
    await Promise.all(Array.from({ length: 20 }, (_, nth) => lead(nth % 2 ? "Expo" : "expo")));
    expect((await all()).map((one) => one.leads)).toEqual([20]);
  });

  it("keeps the words that leads bring when it is renamed", async () => {
    await lead("li-ads-q3");
    const [source] = await all();
    await updateSource(org.manager, { source_id: source?.id, name: "LinkedIn ads" });
    await lead("LI-ads-Q3");
    expect(await counts()).toEqual([["LinkedIn ads", 2]]);
  });

  it("stays in a tree when two branches are moved under one another at once", async () => {
    for (let round = 0; round < 6; round++) {
      const [one, two] = [
        await createSource(org.manager, { name: `one ${round}` }),
        await createSource(org.manager, { name: `two ${round}` }),
      ];
      const moves = await Promise.allSettled([
        updateSource(org.manager, { source_id: one.id, parent_id: two.id }),
        updateSource(org.admin, { source_id: two.id, parent_id: one.id }),
      ]);
      expect(moves.filter((move) => move.status === "fulfilled")).toHaveLength(1);
    }
  });
});

describe("a table of costs", () => {
  const header = "Source,Month,Kind,Amount,Currency,Note";

  it("is stored line by line, says what it could not store, and stores nothing twice", async () => {
    await createSource(org.manager, { name: "Fair" });
    const text = [
      header,
      'Fair,2026-01,event,"1,200.50",USD,"stand, carpet"',
      "fair;2026-02;List purchase;99;;",
      "Nowhere,2026-01,event,5,USD,",
      "Fair,2026-13,event,5,USD,",
      "Fair,2026-01,event,7,USD,",
      "Fair,2026-01,bribe,7,USD,",
      "Fair,2026-03,event,-7,USD,",
      "Fair,2026-03,event,7,CHF,",
      "Fair,2099-01,event,7,USD,",
    ].join("\r\n");
    const dry = await importSourceCosts(org.manager, { text, dry_run: true });
    const stored = await importSourceCosts(org.manager, { text });
    expect(dry).toEqual(stored);
    expect(stored).toMatchObject({ rows: 9, created: 2, unchanged: 0, rejected: 7 });
    expect(stored.problems.map((one) => one.line)).toEqual([4, 5, 6, 7, 8, 9, 10]);
    const rows =
      await admin`select amount_minor::int as amount, note from lead_source_costs where org_id = ${org.orgId} order by month`;
    expect([...rows]).toEqual([
      { amount: 120_050, note: "stand, carpet" },
      { amount: 9900, note: null },
    ]);
    expect(await importSourceCosts(org.manager, { text })).toMatchObject({ created: 0, unchanged: 2, rejected: 7 });
  });

  it("is parted as its first line is, whatever else stands in a cell, and a note may have lines of its own", async () => {
    await createSource(org.manager, { name: "Fair, Oslo, Hall 3, Stand 4" });
    const text = [
      "sep=;",
      "source;month;kind;amount;currency;note",
      "Fair, Oslo, Hall 3, Stand 4;2026-01-31;event;1.200,50;EUR;",
      'Fair, Oslo, Hall 3, Stand 4;2026-02;event;12,50;USD;"a stand,',
      "",
      'a ""carpet"""',
      "Fair, Oslo, Hall 3, Stand 4;2026-031;event;9;USD;",
    ].join("\n");
    const { created, problems } = await importSourceCosts(org.manager, { text });
    expect([created, problems.map((one) => one.line)]).toEqual([1, [3, 7]]);
    expect(problems[0]?.message).toMatch(/no rate from EUR .* "Set rate" under Budget, Costs/);
    const rows =
      await admin`select amount_minor::int as amount, note from lead_source_costs where org_id = ${org.orgId}`;
    expect([...rows]).toEqual([{ amount: 1250, note: 'a stand,\n\na "carpet"' }]);
  });

  it("is asked for its columns when it has none", async () => {
    const answer = await importSourceCosts(org.manager, { text: "a,b\n1,2" });
    expect(answer).toMatchObject({
      rows: 1,
      created: 0,
      problems: [{ line: 1, message: expect.stringContaining("source, month") }],
    });
  });
});

it("a cost keeps its rate when its note alone is put right, and takes the one that holds with another amount", async () => {
  const { id: source_id } = await createSource(org.manager, { name: "Fair" });
  const rate = (value: number) => setExchangeRate(org.manager, { currency: "EUR", day: "2026-01-20", rate: value });
  await rate(1.1);
  const cost = { source_id, month: "2026-01", kind: "event", amount_minor: 1000, currency: "EUR" };
  const { id: cost_id } = await recordSourceCost(org.manager, cost);
  await rate(2);
  const correct = (given: object) => correctSourceCost(org.manager, { cost_id, ...given });
  expect(await correct({ note: "The stand" })).toMatchObject({ note: "The stand", base_amount_minor: 1100 });
  expect(await correct({})).toMatchObject({ note: "The stand", base_amount_minor: 1100 });
  expect(await correct({ amount_minor: 1001 })).toMatchObject({ note: "The stand", base_amount_minor: 2002 });
  const told =
    await admin`select count(*)::int as n from events where org_id = ${org.orgId} and kind = 'source_cost.corrected'`;
  expect(told[0]?.n).toBe(2);
});

it("has the minor units of ISO 4217 in the database too, for every currency", async () => {
  const rows = await admin<{ code: string; decimals: number }[]>`
    select code, currency_decimals(code) as decimals from unnest(${CURRENCIES as string[]}::text[]) code`;
  expect(rows.map(({ code, decimals }) => [code, decimals])).toEqual(
    CURRENCIES.map((code) => [code, decimalsOf(code)]),
  );
});
