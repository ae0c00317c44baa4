import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { convertLead } from "@/lib/clients/convert-lead";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { setExchangeRate } from "@/lib/exchange-rates/set-exchange-rate";
import { getFunnel } from "@/lib/funnels/queries";
import { funnelInputSchema } from "@/lib/funnels/schema";
import { deleteLead } from "@/lib/leads/delete-lead";
import { mergeLeads } from "@/lib/merges/merge-leads";
import { undoMerge } from "@/lib/merges/undo-merge";
import { getForecast } from "./queries";
import { listForecastRows } from "./row-queries";
import { forecastRowsInputSchema, PIPELINE } from "./schema";

const { admin } = await testDatabase();
const months = ["2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"];
let org: MintedOrganization;
let ctx: Context;

// Forty leads that went back and forth, some of it told late and out of order; some were won, made one, parted again or deleted.
beforeAll(async () => {
  org = await mintOrganization({ calm: true });
  ctx = at(org.manager, "2026-11-20T12:00:00Z");
  await setExchangeRate(ctx, { currency: "EUR", day: "2026-11-10", rate: 1.1 });
  await setExchangeRate(ctx, { currency: "JPY", day: "2026-11-12", rate: 0.0065 });
  await admin`insert into leads (org_id, last_name, created_at, status_changed_at, owner_id, estimated_value_minor, currency)
    select ${org.orgId}, 'Doe ' || n, '2026-03-01'::timestamptz + n * interval '1 day', '2026-03-01'::timestamptz + n * interval '1 day', ${org.rep1.actor.userId},
      case when n % 4 > 0 then n * 1001 end, case when n % 4 > 0 then (array['USD', 'EUR', 'JPY', 'CHF'])[1 + n % 3 + (n % 8 = 7)::int] end
    from generate_series(1, 40) n`;
  const moves = await admin<{ from: string; to: string }[]>`
    select from_status as from, to_status as to from lead_status_transitions where 'converted' not in (from_status, to_status) order by 1, 2`;
  const leads = await admin<{ id: string }[]>`select id from leads where org_id = ${org.orgId} order by created_at`;
  const story = fc.array(fc.tuple(fc.nat(), fc.integer({ min: -5, max: 60 })), { maxLength: 9 });
  await admin.begin(async (sql) => {
    await sql`select set_config('app.org_id', ${org.orgId}, true)`;
    for (const [nth, steps] of fc.sample(story, { numRuns: leads.length, seed: 81 }).entries()) {
      let [status, day] = ["new", Date.parse("2026-03-15T12:00:00Z")];
      for (const [choice, days] of steps) {
        const ways = moves.filter((one) => one.from === status);
        status = ways[choice % ways.length]?.to ?? status;
        day = Math.min(day + days * 86_400_000, ctx.now.getTime());
        await sql`insert into lead_status_history (org_id, lead_id, to_status, trigger, reason, at)
          values (${org.orgId}, ${leads[nth]?.id ?? ""}, ${status}, 'user', 'a reason', ${new Date(day)})`;
      }
    }
  });
  const ready = await admin<{ id: string }[]>`
    select id from leads where org_id = ${org.orgId} and status in ('qualified', 'proposal') order by created_at limit 4`;
  const now = (nth: number) => at(org.rep1, new Date(Date.parse("2026-10-01T12:00:00Z") + nth * 86_400_000));
  for (const [nth, { id }] of ready.entries())
    await convertLead(now(nth), {
      lead_id: id,
      name: "Doe Ltd",
      value_minor: 5000 + nth,
      currency: nth % 2 ? "USD" : "CHF",
    });
  const open = await admin<{ id: string }[]>`
    select id from leads where org_id = ${org.orgId} and status <> 'converted' order by furthest_stage, created_at`;
  for (let nth = 0; nth < 5; nth++) {
    const [into = "", from = ""] = [open[nth]?.id, open[open.length - 1 - nth]?.id];
    await mergeLeads(at(org.rep1, ctx.now), { lead_id: into, other_id: from });
    if (nth < 2) await undoMerge(at(org.manager, ctx.now), { lead_id: into });
  }
  await deleteLead(at(org.rep1, ctx.now), { lead_id: open[10]?.id ?? "" });
});

it("leads come as far as their history tells, what came with a merge too, until it goes back", async () => {
  const told = await admin<{ id: string; kept: number; stage: number; live: boolean }[]>`
    select l.id, l.furthest_stage as kept, l.deleted_at is null as live, coalesce((
      select max(array_position(array['new', 'enriched', 'contacted', 'conversing', 'qualified', 'proposal'], h.to_status))
      from lead_status_history h where h.lead_id = l.id), 1) as stage
    from leads l where l.org_id = ${org.orgId}`;
  expect(told.map(({ id, kept }) => [id, kept])).toEqual(told.map(({ id, stage }) => [id, stage]));
  expect(new Set(told.map((one) => one.stage)).size).toBeGreaterThan(3);

  const year = funnelInputSchema.parse({ from_date: "2026-01-01", to_date: "2026-11-20" });
  const { stages } = await read(ctx, "analytics:read", (tx) => getFunnel(tx, ctx, year));
  const live = told.filter((one) => one.live);
  const converted = await admin`select id from leads where org_id = ${org.orgId} and status = 'converted'`;
  const clients = new Set(converted.map((one) => one.id));
  const reached = (least: number) => live.filter((one) => clients.has(one.id) || one.stage >= least).length;
  expect(stages.map((one) => one.leads)).toEqual([
    live.length,
    reached(3),
    reached(4),
    reached(5),
    reached(6),
    clients.size,
  ]);
});

it("whoever stood in the pipeline when a month began is told as asked by hand, with what they are worth", async () => {
  const rows = async (month: string, status: (typeof PIPELINE)[number], figure: "stood" | "came") => {
    const asked = forecastRowsInputSchema.parse({ month, status, figure, limit: 100 });
    const { data, total } = await read(ctx, "analytics:read", (tx) => listForecastRows(tx, ctx, asked));
    return {
      total,
      ids: data.map((one) => one.id).toSorted(),
      worth: data.reduce((all, one) => all + (one.amount?.minor ?? 0), 0),
    };
  };
  let stood = 0;
  for (const month of months) {
    for (const status of PIPELINE) {
      const byHand = await admin<{ id: string; worth: number }[]>`
        select l.id, coalesce(convert_minor(l.estimated_value_minor, l.currency, 'USD',
          case l.currency when 'USD' then 1 when 'EUR' then 1.1 when 'JPY' then 0.0065 end), 0)::int as worth
        from leads l where l.org_id = ${org.orgId} and l.deleted_at is null and ${status} = (
          select h.to_status from lead_status_history h where h.lead_id = l.id and h.merged_from is null and h.at <= ${`${month}-01`}::timestamp at time zone ${ctx.timezone}
          order by h.at desc, h.created_at desc, h.id desc limit 1) order by l.id`;
      expect([month, status, await rows(month, status, "stood")]).toEqual([
        month,
        status,
        {
          total: byHand.length,
          ids: byHand.map((one) => one.id),
          worth: byHand.reduce((all, one) => all + one.worth, 0),
        },
      ]);
      stood += byHand.length;
    }
  }
  expect(stood).toBeGreaterThan(10);
  const { pipeline } = await read(ctx, "analytics:read", (tx) => getForecast(tx, ctx, { months: 6 }));
  expect(pipeline.reduce((all, one) => all + one.base, 0)).toBe(stood);
});
