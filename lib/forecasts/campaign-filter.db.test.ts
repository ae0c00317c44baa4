import { beforeAll, describe, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { getOutreachAnalytics } from "@/lib/analytics/queries";
import { listOutreachRows } from "@/lib/analytics/row-queries";
import { outreachRowsInputSchema } from "@/lib/analytics/schema";
import { createCampaign } from "@/lib/campaigns/create-campaign";
import { convertLead } from "@/lib/clients/convert-lead";
import { listCollisions } from "@/lib/collisions/queries";
import { logContact } from "@/lib/communications/log-contact";
import { getCollisionReport } from "@/lib/compliance/collision-queries";
import { getComplianceReport } from "@/lib/compliance/queries";
import { listComplianceRows } from "@/lib/compliance/row-queries";
import { complianceRowsInputSchema } from "@/lib/compliance/schema";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { completeItem } from "@/lib/daily-outreach/complete-item";
import { createDay } from "@/lib/daily-outreach/create-day";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { getFunnel, getLifecycle } from "@/lib/funnels/queries";
import { listFunnelRows } from "@/lib/funnels/row-queries";
import { funnelRowsInputSchema } from "@/lib/funnels/schema";
import { createLead } from "@/lib/leads/create-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { getRanking } from "@/lib/rankings/queries";
import { getRoiReport, getSourcesReport } from "@/lib/returns/queries";
import { listReturnRows } from "@/lib/returns/row-queries";
import { returnRowsInputSchema } from "@/lib/returns/schema";
import { createSegment } from "@/lib/segments/create-segment";
import { recordSourceCost } from "@/lib/source-costs/record-source-cost";
import { listSources } from "@/lib/sources/queries";
import { getForecast } from "./queries";
import { listForecastRows } from "./row-queries";
import { forecastRowsInputSchema } from "./schema";

await testDatabase();
let org: MintedOrganization;
let spring = "";

// Two of each: one whom the campaign reached, and one whom the same people reached without it.
beforeAll(async () => {
  org = await mintOrganization({ calm: true });
  const { rep1, rep2, manager } = org;
  const ids: Record<string, string> = {};
  for (const [nth, name] of ["mine", "other", "won-mine", "won-other", "open-mine", "open-other"].entries()) {
    const source = name.endsWith("mine") ? "Fair" : "Website";
    const lead = { last_name: name, phone: `+1415555014${nth}`, source, estimated_value_minor: 1000, currency: "USD" };
    ids[name] = (await createLead(rep1, lead)).id;
  }
  const sources = await read(manager, "sources:read", listSources);
  const fair = sources.find((one) => one.name === "Fair")?.id ?? null;
  for (const { id: source_id } of sources)
    await recordSourceCost(manager, {
      source_id,
      month: rep1.now.toISOString().slice(0, 7),
      kind: "event",
      amount_minor: 500,
      currency: "USD",
    });
  spring = (await createCampaign(manager, { name: "Spring", source_id: fair })).id;
  const filter = { field: "name", op: "contains", value: "mine" };
  const segment = await createSegment(rep1, { name: "Mine", filter });
  const { data } = await createDay(rep1, { segment_id: segment.id, campaign_id: spring });
  for (const { id } of data) await completeItem(rep1, { item_id: id });
  for (const name of ["other", "won-other", "open-other"])
    await logContact(rep1, { lead_id: ids[name], method: "call" });
  for (const name of ["mine", "other"]) {
    await expect(logContact(rep2, { lead_id: ids[name], method: "call" })).rejects.toThrow();
    await addDncEntry(rep1, { kind: "person", value: ids[name], reason: "asked", source: "complaint" });
  }
  for (const name of ["mine", "other"]) {
    for (const lead of [`won-${name}`, `open-${name}`])
      await updateLead(rep1, { lead_id: ids[lead], status: "qualified" });
    await convertLead(rep1, { lead_id: ids[`won-${name}`], name, value_minor: 1000, currency: "USD" });
  }
});

const day = () => org.rep1.now.toISOString().slice(0, 10);
const ask = <T>(run: (tx: Parameters<Parameters<typeof read>[2]>[0], ctx: MintedOrganization["admin"]) => Promise<T>) =>
  read(org.manager, "analytics:read", (tx) => run(tx, { ...org.manager, now: new Date() }));
const period = (campaign_id?: string) => ({ from_date: day(), to_date: day(), campaign_id });
const sum = <T>(list: readonly T[], of: (one: T) => number) => list.reduce((all, one) => all + of(one), 0);

/** Every figure that a page of analytics shows, each as one number. */
const figures = (campaign?: string) =>
  ask(async (tx, ctx) => {
    const asked = period(campaign);
    const outreach = await getOutreachAnalytics(tx, ctx, { ...asked, compare: "previous" });
    const [funnel, lifecycle] = [await getFunnel(tx, ctx, asked), await getLifecycle(tx, ctx, asked)];
    const ranking = await getRanking(tx, ctx, { ...asked, minimum: 10 });
    const [broken, list] = [await getCollisionReport(tx, ctx, asked), await getComplianceReport(tx, ctx, asked)];
    const [sources, roi] = [await getSourcesReport(tx, ctx, asked), await getRoiReport(tx, ctx, asked)];
    const forecast = await getForecast(tx, ctx, { months: 1, campaign_id: campaign });
    return {
      attempts: outreach.total_attempts,
      reached: outreach.leads_reached,
      hours: sum(outreach.by_hour, (one) => one.attempts),
      directions: sum(outreach.by_direction, (one) => one.touches),
      prevented: outreach.collisions.prevented,
      ranked: sum(ranking.data, (one) => one.attempts),
      arrived: funnel.total,
      standing: sum(lifecycle.now, (one) => one.leads),
      moves: sum(
        lifecycle.moves.filter((one) => one.to_status === "converted"),
        (one) => one.moves,
      ),
      broken: broken.prevented,
      contacted: list.contacted,
      entries: list.entries_added,
      opted_out: list.opted_out,
      came: sum(sources.data, (one) => one.arrived),
      won: roi.totals.won,
      revenue: roi.totals.revenue_minor,
      cost: roi.totals.cost_minor,
      pipeline: sum(forecast.pipeline, (one) => one.leads),
      worth: forecast.pipeline_minor,
    };
  });

const whole = {
  attempts: 6,
  reached: 6,
  hours: 6,
  directions: 6,
  prevented: 2,
  ranked: 6,
  arrived: 6,
  standing: 6,
  moves: 2,
  broken: 2,
  contacted: 6,
  entries: 4,
  opted_out: 2,
  came: 6,
  won: 2,
  revenue: 2000,
  cost: 1000,
  pipeline: 2,
  worth: 2000,
};
const half = Object.fromEntries(Object.entries(whole).map(([name, value]) => [name, value / 2]));
const none = Object.fromEntries(Object.keys(whole).map((name) => [name, 0]));

describe("one campaign", () => {
  it("is what every figure can be narrowed to", async () => {
    expect(await figures()).toEqual(whole);
    expect(await figures(spring)).toEqual(half);
  });

  it("has in every list of rows as many as its figure says", async () => {
    const asked = { ...period(spring) };
    const totals = await ask(async (tx, ctx) => [
      (await listOutreachRows(tx, ctx, outreachRowsInputSchema.parse(asked))).total,
      (await listFunnelRows(tx, ctx, funnelRowsInputSchema.parse(asked))).total,
      (await listFunnelRows(tx, ctx, funnelRowsInputSchema.parse({ ...asked, figure: "now" }))).total,
      (await listComplianceRows(tx, ctx, complianceRowsInputSchema.parse(asked))).total,
      (await listComplianceRows(tx, ctx, complianceRowsInputSchema.parse({ ...asked, figure: "added" }))).total,
      (await listComplianceRows(tx, ctx, complianceRowsInputSchema.parse({ ...asked, figure: "contacted" }))).total,
      (await listReturnRows(tx, ctx, returnRowsInputSchema.parse(asked))).total,
      (await listReturnRows(tx, ctx, returnRowsInputSchema.parse({ ...asked, figure: "costs" }))).total,
      (await listForecastRows(tx, ctx, forecastRowsInputSchema.parse({ campaign_id: spring }))).total,
      (await listCollisions(tx, ctx, { campaign: spring, limit: 10 })).data.length,
    ]);
    expect(totals).toEqual([3, 3, 3, 1, 2, 3, 1, 1, 1, 1]);
  });

  it("of another organization, or of nobody, has nothing", async () => {
    const theirs = await createCampaign((await mintOrganization()).manager, { name: "Spring" });
    expect(await figures(theirs.id)).toEqual(none);
    expect(await figures(newId())).toEqual(none);
  });
});
