import { beforeAll, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { convertLead } from "@/lib/clients/convert-lead";
import { unconvertLead } from "@/lib/clients/unconvert-lead";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { setExchangeRate } from "@/lib/exchange-rates/set-exchange-rate";
import { createLead } from "@/lib/leads/create-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { recordSourceCost } from "@/lib/source-costs/record-source-cost";
import { createSource } from "@/lib/sources/create-source";
import { listSources } from "@/lib/sources/queries";
import { getRoiReport, getSourcesReport } from "./queries";
import { listReturnRows } from "./row-queries";
import { ATTRIBUTION_MODELS, returnRowsInputSchema } from "./schema";

const { admin } = await testDatabase();
let org: MintedOrganization;
let ctx: Context;
let fair = "";

const win = async (arrived: string, source: string | undefined, value: number | null, currency = "USD") => {
  const then = (days: number) => new Date(Date.parse(arrived) + days * 86_400_000);
  const { id } = await createLead(at(org.rep1, arrived), { last_name: "Doe", source });
  const touch = (method: string, days: number, direction: string) =>
    logContact(at(org.rep1, then(30)), {
      lead_id: id,
      method,
      direction,
      occurred_at: then(days).toISOString(),
      already_happened: true,
    });
  await touch("email", 1, "outbound");
  await touch("call", 2, "inbound");
  await updateLead(at(org.rep1, then(3)), { lead_id: id, status: "qualified" });
  await convertLead(at(org.rep1, then(4)), { lead_id: id, name: "Doe Ltd", value_minor: value, currency });
  await touch("meeting", 9, "outbound");
  return id;
};

beforeAll(async () => {
  org = await mintOrganization({ calm: true });
  ctx = at(org.manager, "2026-11-20T12:00:00Z");
  await setExchangeRate(ctx, { currency: "EUR", day: "2026-10-01", rate: 1.1 });
  await win("2026-10-02T12:00:00Z", "Fair", 100_001);
  await win("2026-10-03T12:00:00Z", "Fair", 100_000, "EUR");
  await win("2026-10-04T12:00:00Z", undefined, 50_000);
  await win("2026-10-05T12:00:00Z", "Webinar", null);
  await win("2026-10-06T12:00:00Z", "Webinar", 7000, "CHF");
  const back = await win("2026-10-07T12:00:00Z", "Fair", 999_999);
  await unconvertLead(at(org.admin, "2026-10-20T12:00:00Z"), { lead_id: back, reason: "Too soon" });
  await createLead(at(org.rep1, "2026-11-02T12:00:00Z"), { last_name: "Roe", source: "Fair" });
  fair = (await read(ctx, "sources:read", listSources)).find((one) => one.name === "Fair")?.id ?? "";
  await recordSourceCost(ctx, { source_id: fair, month: "2026-10", kind: "event", amount_minor: 60_000 });
  await recordSourceCost(ctx, {
    source_id: fair,
    month: "2026-11",
    kind: "tool",
    amount_minor: 10_000,
    currency: "USD",
  });
});

const asked = { from_date: "2026-10-15", to_date: "2026-11-20" };
const roi = () => read(ctx, "analytics:read", (tx) => getRoiReport(tx, ctx, asked));

describe("what sources bring", () => {
  it("is cost, revenue and what remains, over whole months, in the organization's currency", async () => {
    const report = await roi();
    expect(report).toMatchObject({ from_date: "2026-10-01", to_date: "2026-11-20", base_currency: "USD" });
    expect(
      report.by_source.map(({ source, cost_minor, leads, won, revenue_minor }) => [
        source?.name,
        cost_minor,
        leads,
        won,
        revenue_minor,
      ]),
    ).toEqual([
      ["Fair", 70_000, 4, 2, 210_001],
      ["Webinar", 0, 2, 2, 0],
      [undefined, 0, 1, 1, 50_000],
    ]);
    expect(report.by_source[0]).toMatchObject({
      roi: (210_001 - 70_000) / 70_000,
      cost_per_lead_minor: 17_500,
      cost_per_won_minor: 35_000,
      payback_months: 1,
    });
    expect(report.by_source[1]).toMatchObject({ roi: null, cost_per_lead_minor: null, payback_months: null });
    expect(report.totals).toMatchObject({ cost_minor: 70_000, revenue_minor: 260_001, won: 5, leads: 7 });
    expect([report.without_value, report.without_rate]).toEqual([1, 1]);
    expect(report.by_month.map(({ month, cost_minor, revenue_minor }) => [month, cost_minor, revenue_minor])).toEqual([
      ["2026-10", 60_000, 260_001],
      ["2026-11", 10_000, 0],
    ]);
  });

  it("is shared among touches under four models that add up to the same", async () => {
    const { attribution, totals } = await roi();
    for (const model of ATTRIBUTION_MODELS) {
      const sum = attribution[model].reduce((all, one) => all + one.revenue_minor, 0);
      expect([model, sum]).toEqual([model, totals.revenue_minor]);
      expect(attribution[model].reduce((all, one) => all + one.won, 0)).toBeCloseTo(5, 9);
    }
    // The meeting came after the conversion: it earned nothing.
    expect(attribution.last).toMatchObject([
      { touchpoint: { kind: "channel", id: "call" }, revenue_minor: 260_001, won: 5 },
    ]);
    expect(attribution.first[0]).toMatchObject({
      touchpoint: { kind: "source", name: "Fair" },
      revenue_minor: 210_001,
    });
  });

  it("has as many rows behind each figure as the figure says, and costs that add up to theirs", async () => {
    const report = await roi();
    const rows = (more: object) =>
      read(ctx, "analytics:read", (tx) => listReturnRows(tx, ctx, returnRowsInputSchema.parse({ ...asked, ...more })));
    for (const { source, won, cost_minor, revenue_minor } of report.by_source) {
      const source_id = source?.id ?? "none";
      const [wins, costs] = [await rows({ source_id }), await rows({ figure: "costs", source_id })];
      const sum = (data: typeof wins.data) => data.reduce((all, one) => all + (one.amount?.minor ?? 0), 0);
      expect([wins.total, sum(wins.data), sum(costs.data)]).toEqual([won, revenue_minor, cost_minor]);
    }
    expect([(await rows({ figure: "without_value" })).total, (await rows({ figure: "without_rate" })).total]).toEqual([
      1, 1,
    ]);
  });

  it("tells how far the leads of each source came", async () => {
    const { data } = await read(ctx, "analytics:read", (tx) => getSourcesReport(tx, ctx, asked));
    expect(data[0]).toMatchObject({
      source: { name: "Fair" },
      arrived: 4,
      contacted: 3,
      qualified: 3,
      converted: 2,
      cost_minor: 70_000,
    });
  });

  it("tells of a source what came from it and from those below it, once in every sum", async () => {
    const other = await mintOrganization({ calm: true });
    const now = at(other.manager, "2026-11-20T12:00:00Z");
    const paid = await createSource(now, { name: "Paid" });
    const search = await createSource(now, { name: "Search", parent_id: paid.id });
    await createSource(now, { name: "Brand", parent_id: search.id });
    await createSource(now, { name: "Fallow", parent_id: paid.id });
    for (const source of ["Brand", "Brand", "Search", "Fair"])
      await createLead(at(other.rep1, "2026-11-02T12:00:00Z"), { last_name: source, source });
    await recordSourceCost(now, { source_id: search.id, month: "2026-11", kind: "tool", amount_minor: 900 });
    const [sources, returns] = await read(now, "analytics:read", (tx) =>
      Promise.all([getSourcesReport(tx, now, {}), getRoiReport(tx, now, {})]),
    );
    const told = Object.fromEntries(
      sources.data.map((one) => [
        one.source?.name,
        [one.arrived, one.cost_minor, one.with_below?.arrived, one.with_below?.cost_per_lead_minor],
      ]),
    );
    expect(told).toEqual({
      Brand: [2, 0, undefined, undefined],
      Search: [1, 900, 3, 300],
      Fair: [1, 0, undefined, undefined],
      Paid: [0, 0, 3, 300],
    });
    expect(returns.totals).toMatchObject({ leads: 4, cost_minor: 900 });
    expect(returns.by_source.find((one) => one.source?.name === "Paid")).toMatchObject({
      leads: 0,
      cost_minor: 0,
      with_below: { leads: 3, cost_minor: 900 },
    });
  });

  it("counts costs apart that were kept while the organization's currency was another one", async () => {
    const other = await mintOrganization();
    const now = at(other.manager, "2026-11-20T12:00:00Z");
    const { id: source_id } = await createSource(now, { name: "Fair" });
    await recordSourceCost(now, { source_id, month: "2026-11", kind: "event", amount_minor: 900 });
    await admin`update organizations set base_currency = 'EUR' where id = ${other.orgId}`;
    const said = await read(now, "analytics:read", (tx) => getRoiReport(tx, now, {}));
    expect([said.costs_before, said.totals.cost_minor]).toEqual([1, 0]);
    const asked = returnRowsInputSchema.parse({ figure: "costs_before" });
    const { total, data } = await read(now, "analytics:read", (tx) => listReturnRows(tx, now, asked));
    expect([total, data[0]?.what, data[0]?.amount]).toEqual([1, "Fair, event, 2026-11", null]);
  });

  it("is nothing where nobody came", async () => {
    const stranger = at((await mintOrganization()).admin, "2026-11-20T12:00:00Z");
    const report = await read(stranger, "analytics:read", (tx) => getRoiReport(tx, stranger, {}));
    expect(report).toMatchObject({
      by_source: [],
      totals: { cost_minor: 0, roi: null, won: 0 },
      attribution: { linear: [] },
    });
  });
});
