import type { OrgTx } from "@/db/tenant";
import { keepCampaign } from "@/lib/analytics/link-rules";
import { templates } from "@/lib/analytics/made-queries";
import type { Context } from "@/lib/core/context";
import { takeMemory } from "@/lib/core/memory";
import { boundsPart } from "@/lib/funnels/arrival-queries";
import { periodBefore, periodOf } from "@/lib/periods/rules";
import { brokenPart, kindCounts } from "./collision-queries";
import { contactedPart, countContacted, madePart } from "./contacted-queries";
import { complianceLinks } from "./link-rules";
import { listedAt, spansPart } from "./list-queries";
import { complianceDefinitions, OPT_OUT_ORIGINS } from "./rules";
import type { ComplianceInput, ComplianceReport } from "./schema";

type Days = { from: string; to: string };
type Rates = { contacted: number; opted_out: number; complained: number };
type Row = Omit<
  ComplianceReport,
  | "from_date"
  | "to_date"
  | "timezone"
  | "opt_out_rate"
  | "complaint_rate"
  | "by_source"
  | "by_template"
  | "previous"
  | "rows"
  | "definitions"
> & {
  by_template: (Rates & { id: string; name: string })[];
  by_source: (Rates & { source: ComplianceReport["by_source"][number]["source"] })[];
};

type Before = Pick<ComplianceReport, "entries_added" | "entries_removed" | "entries_standing">;

/** How the do-not-contact list grew, who asked to be left alone, and what the guard had to stop. */
export async function getComplianceReport(tx: OrgTx, ctx: Context, asked: ComplianceInput): Promise<ComplianceReport> {
  takeMemory(tx);
  const days = periodOf(asked, ctx);
  const campaign = asked.campaign_id;
  const [found] = await tx.sql<(Row & { before: Before })[]>`
    with ${boundsPart(tx, ctx, days)}, ${brokenPart(tx, { campaign_id: campaign })}, ${contactedPart(tx, ctx, days, campaign)}, ${madePart(tx, campaign)}, ${spansPart(tx, ctx, days, campaign)},
    added as (select s.origin, sum(s.n) as n from spans s, ends p where s.came between p.first and p.last group by 1)
    select ${listedAt(tx, tx.sql`p.first and p.last`, tx.sql`p.last`)},
      (select coalesce(sum(a.n), 0)::int from added a where a.origin = any (${[...OPT_OUT_ORIGINS]})) as opt_outs,
      (select coalesce(sum(a.n), 0)::int from added a where a.origin = 'complaint') as complaints,
      (select to_jsonb(b) from (select ${listedAt(tx, tx.sql`1 and 1`, tx.sql`1`)}) b) as before,
      coalesce((select jsonb_agg(jsonb_build_object('origin', a.origin, 'added', a.n) order by a.n desc, a.origin) from added a), '[]') as by_origin,
      coalesce((select jsonb_agg(jsonb_build_object('week', w.week, 'added', c.entries_added, 'removed', c.entries_removed, 'standing', c.entries_standing) order by w.week) from places w
        cross join lateral (select ${listedAt(tx, tx.sql`w.place and w.place`, tx.sql`w.place`)}) c where w.place >= 2), '[]') as by_week,
      (select count(*)::int from contacted) as contacted, (select count(*)::int from contacted where opted_out) as opted_out,
      (select count(*)::int from contacted where complained) as complained,
      coalesce((select jsonb_agg(to_jsonb(k) - 'name' order by k.contacted desc, k.name) from (
        select case when s.id is not null then jsonb_build_object('id', s.id, 'name', s.name) end as source, s.name,
          ${ratesOf(tx)}
        from contacted c left join lead_sources s on s.id = c.source_id group by s.id, s.name) k), '[]') as by_source,
      coalesce((select jsonb_agg(to_jsonb(k) order by k.contacted desc, k.name) from (
        select w.id, w.name, ${ratesOf(tx)}
        from made m join contacted c on c.lead_id = m.lead_id join (${templates(tx, ctx.actor.userId)}) w on w.id = m.template_id group by w.id, w.name) k), '[]') as by_template,
      (t).*
    from (select ${kindCounts(tx)} from broken) t`;
  if (!found) throw new Error("The totals are always there");
  const { before, ...row } = found;
  const previous = asked.compare
    ? { ...before, ...(await getContactedBefore(tx, ctx, periodBefore(days), campaign)) }
    : null;
  return {
    from_date: days.from,
    to_date: days.to,
    timezone: ctx.timezone,
    ...row,
    ...sharesOf(row),
    by_source: row.by_source.map((one) => ({ ...one, ...sharesOf(one) })),
    by_template: row.by_template.map((one) => ({ ...one, ...sharesOf(one) })),
    previous,
    rows: keepCampaign(complianceLinks({ from_date: days.from, to_date: days.to }, previous), campaign),
    definitions: complianceDefinitions,
  };
}

async function getContactedBefore(tx: OrgTx, ctx: Context, days: Days, campaign: string | undefined) {
  const { parts, counts } = countContacted(tx, ctx, days, campaign);
  const [row] = await tx.sql<{ contacted: number; opted_out: number; prevented: number }[]>`
    with ${boundsPart(tx, ctx, days)}, ${brokenPart(tx, { campaign_id: campaign })}, ${parts}
    select ${counts}, (select count(*)::int from broken where kind = 'prevented') as prevented`;
  if (!row) throw new Error("The totals are always there");
  const { opt_out_rate } = sharesOf({ ...row, complained: 0 });
  return { from_date: days.from, to_date: days.to, ...row, opt_out_rate };
}

const sharesOf = ({ contacted, opted_out, complained }: Rates) => ({
  opt_out_rate: contacted === 0 ? null : opted_out / contacted,
  complaint_rate: contacted === 0 ? null : complained / contacted,
});

const ratesOf = (tx: OrgTx) => tx.sql`
  count(*) as contacted, count(*) filter (where c.opted_out) as opted_out, count(*) filter (where c.complained) as complained`;
