import { beforeAll, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { convertLead } from "@/lib/clients/convert-lead";
import { unconvertLead } from "@/lib/clients/unconvert-lead";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import { deleteLead } from "@/lib/leads/delete-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { mergeLeads } from "@/lib/merges/merge-leads";
import { getFunnel, getLifecycle } from "./queries";
import { listFunnelRows } from "./row-queries";
import { funnelInputSchema, funnelRowsInputSchema, LEAD_FIGURES } from "./schema";

const { admin } = await testDatabase();

const now = "2026-11-20T12:00:00Z";
let org: MintedOrganization;
let ctx: Context;

// Days of November in New York: a lead of the 10th at 03:00 UTC arrived on the 9th there.
const arrivals: [string, string | undefined, string[]][] = [
  ["2026-11-02T15:00:00Z", "Fair", ["contacted", "conversing", "qualified", "converted"]],
  ["2026-11-03T15:00:00Z", "fair", ["contacted", "conversing", "lost"]],
  ["2026-11-10T03:00:00Z", "Fair", ["contacted"]],
  ["2026-11-10T15:00:00Z", "Webinar", ["contacted", "conversing", "qualified", "converted", "back"]],
  ["2026-11-11T15:00:00Z", undefined, []],
  ["2026-10-05T15:00:00Z", "Fair", ["contacted", "unqualified"]],
];

beforeAll(async () => {
  org = await mintOrganization({ timezone: "America/New_York", calm: true });
  ctx = at(org.manager, now);
  const leads: string[] = [];
  for (const [created, source, way] of arrivals) {
    const lead = await createLead(at(org.rep1, created), { last_name: "Doe", source });
    leads.push(lead.id);
    for (const [nth, status] of way.entries()) {
      const moment = new Date(Date.parse(created) + (nth + 1) * 36 * 3_600_000);
      if (status === "converted") await convertLead(at(org.rep1, moment), { lead_id: lead.id, name: "Doe Ltd" });
      else if (status === "back") await unconvertLead(at(org.admin, moment), { lead_id: lead.id, reason: "Too soon" });
      else await updateLead(at(org.rep1, moment), { lead_id: lead.id, status });
    }
  }
  const gone = await createLead(at(org.rep1, "2026-11-04T15:00:00Z"), { last_name: "Gone", source: "Fair" });
  await deleteLead(at(org.rep1, now), { lead_id: gone.id });
  const twin = await createLead(at(org.rep1, "2026-11-04T15:00:00Z"), { last_name: "Twin", source: "Fair" });
  await mergeLeads(at(org.rep1, now), { lead_id: leads[0] ?? "", other_id: twin.id });
});

const november = { from_date: "2026-11-01", to_date: "2026-11-30" };
const funnel = (asked = {}, as = ctx) =>
  read(as, "analytics:read", (tx) => getFunnel(tx, as, funnelInputSchema.parse({ ...november, ...asked })));
const lifecycle = (asked = {}) =>
  read(ctx, "analytics:read", (tx) => getLifecycle(tx, ctx, funnelInputSchema.parse({ ...november, ...asked })));
const rows = async (asked: object) =>
  (
    await read(ctx, "analytics:read", (tx) =>
      listFunnelRows(tx, ctx, funnelRowsInputSchema.parse({ ...november, ...asked })),
    )
  ).total;

describe("the funnel", () => {
  it("counts who arrived and how far each came; an undone conversion is none, a deleted or merged lead is nobody", async () => {
    const found = await funnel({ compare: "previous" });
    expect(found.stages.map(({ status, leads }) => [status, leads])).toEqual([
      ["new", 5],
      ["contacted", 4],
      ["conversing", 3],
      ["qualified", 2],
      ["proposal", 1],
      ["converted", 1],
    ]);
    expect(found).toMatchObject({
      total: 5,
      lost: 1,
      previous: { from_date: "2026-10-02", arrived: 1, contacted: 1, lost: 1 },
    });
    expect(found.stages[2]).toMatchObject({ rate_from_previous: 3 / 4, rate_from_start: 3 / 5 });
  });

  it("adds up by source and by rep", async () => {
    const { by_source, by_rep, total } = await funnel();
    expect(by_source.map(({ source, arrived, converted }) => [source?.name, arrived, converted])).toEqual([
      ["Fair", 3, 1],
      ["Webinar", 1, 0],
      [undefined, 1, 0],
    ]);
    expect(by_rep.reduce((sum, one) => sum + one.arrived, 0)).toBe(total);
  });

  it("has as many rows behind each figure as the figure says", async () => {
    const { by_source, stages, lost } = await funnel();
    for (const { source, ...sums } of by_source) {
      for (const figure of LEAD_FIGURES) {
        expect([source?.name, figure, await rows({ figure, source_id: source?.id ?? "none" })]).toEqual([
          source?.name,
          figure,
          sums[figure],
        ]);
      }
    }
    for (const { status, leads } of stages)
      expect(await rows({ figure: status === "new" ? "arrived" : status })).toBe(leads);
    expect(await rows({ figure: "lost" })).toBe(lost);
  });

  it("is empty without a rate when nobody arrived, and tells another organization nothing", async () => {
    const empty = await funnel({ from_date: "2020-01-01", to_date: "2020-01-31" });
    expect(empty).toMatchObject({ total: 0, by_source: [] });
    expect(empty.stages.map((one) => one.rate_from_start)).toEqual([null, null, null, null, null, null]);
    const stranger = at((await mintOrganization()).admin, now);
    expect((await funnel({}, stranger)).total).toBe(0);
  });
});

describe("the lifecycle", () => {
  it("tells moves and time in stage of the period, as a recount by hand does", async () => {
    const { moves, time_in_stage } = await lifecycle();
    const history = await admin<{ from: string; to: string; seconds: number }[]>`
      select h.from_status as from, h.to_status as to, h.seconds_in_previous::float8 as seconds from lead_status_history h join leads l on l.id = h.lead_id
      where h.org_id = ${org.orgId} and l.deleted_at is null and h.at >= '2026-11-01T04:00:00Z' and h.at < '2026-12-01T05:00:00Z'`;
    expect(moves.reduce((sum, one) => sum + one.moves, 0)).toBe(history.length);
    for (const { from_status, to_status, moves: n } of moves) {
      expect([from_status, to_status, n]).toEqual([
        from_status,
        to_status,
        history.filter((one) => one.from === from_status && one.to === to_status).length,
      ]);
    }
    for (const stage of time_in_stage) {
      const days = history
        .filter((one) => one.from === stage.status)
        .map((one) => one.seconds / 86_400)
        .toSorted((a, b) => a - b);
      expect(stage.left).toBe(days.length);
      expect(stage.mean_days).toBeCloseTo(days.reduce((sum, one) => sum + one, 0) / days.length, 6);
      const middle = (days.length - 1) / 2;
      const median = ((days[Math.floor(middle)] ?? 0) + (days[Math.ceil(middle)] ?? 0)) / 2;
      expect(stage.median_days).toBeCloseTo(median, 6);
    }
  });

  it("puts each arrival into the week that begins when the organization's does", async () => {
    const { cohorts, week_start } = await lifecycle();
    expect(week_start).toBe(1);
    expect(cohorts.map(({ week, arrived }) => [week, arrived])).toEqual([
      ["2026-11-02", 2],
      ["2026-11-09", 3],
    ]);
    await admin`update organizations set week_start = 0 where id = ${org.orgId}`;
    expect((await lifecycle()).cohorts.map(({ week }) => week)).toEqual(["2026-11-01", "2026-11-08"]);
    await admin`update organizations set week_start = 1 where id = ${org.orgId}`;
  });

  it("has as many rows behind each figure as the figure says", async () => {
    const { moves, time_in_stage, now: standing, cohorts } = await lifecycle();
    for (const { from_status, to_status, moves: n } of moves)
      expect(await rows({ figure: "moves", from_status, to_status })).toBe(n);
    for (const { status, left } of time_in_stage)
      expect(await rows({ figure: "left", from_status: status })).toBe(left);
    for (const { status, leads } of standing) expect(await rows({ figure: "now", from_status: status })).toBe(leads);
    for (const { week, ...sums } of cohorts) {
      for (const figure of LEAD_FIGURES)
        expect([week, figure, await rows({ figure, week })]).toEqual([week, figure, sums[figure]]);
    }
  });
});
