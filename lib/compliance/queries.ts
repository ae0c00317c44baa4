import type { OrgTx } from "@/db/tenant";
import { keepCampaign } from "@/lib/analytics/link-rules";
import { templates } from "@/lib/analytics/made-queries";
import { periodBefore, periodOf } from "@/lib/analytics/rules";
import { reachedBy } from "@/lib/campaigns/rule-queries";
import type { Context } from "@/lib/core/context";
import { boundsPart } from "@/lib/funnels/arrival-queries";
import { brokenPart, kindCounts } from "./collision-queries";
import { complianceLinks } from "./link-rules";
import { complianceDefinitions, OPT_OUT_ORIGINS } from "./rules";
import type { ComplianceInput, ComplianceReport } from "./schema";

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

/** How the do-not-contact list grew, who asked to be left alone, and what the guard had to stop. */
export async function getComplianceReport(tx: OrgTx, ctx: Context, asked: ComplianceInput): Promise<ComplianceReport> {
  const days = periodOf(asked, ctx);
  const origins = [...OPT_OUT_ORIGINS];
  const [row] = await tx.sql<Row[]>`
    with ${boundsPart(tx, ctx, days)}, ${brokenPart(tx, { campaign_id: asked.campaign_id })}, ${entriesPart(tx, asked.campaign_id)}, ${contactedPart(tx, asked.campaign_id)}, ${madePart(tx, asked.campaign_id)},
    weeks as materialized (
      select row_number() over (order by w)::int as place, w::date as week, greatest(w at time zone ${ctx.timezone}, b.low) as since
      from bounds b, organizations o, generate_series(
        ${days.from}::date::timestamp - make_interval(days => (extract(dow from ${days.from}::date)::int - o.week_start + 7) % 7), ${days.to}::date::timestamp, interval '7 days') w),
    -- In which week each entry came, was taken off and ran out, 0 before the first: hundreds of kinds instead of all entries for each week.
    spans as materialized (
      select width_bucket(e.created_at, w.begins) as came, width_bucket(e.revoked_at, w.begins) as taken_off, width_bucket(e.expires_at, w.begins) as ran_out, count(*) as n
      from entries e, (select array_agg(since order by place) || (select high from bounds) as begins from weeks) w group by 1, 2, 3),
    listed as (
      select count(*) filter (where added)::int as added, count(*) filter (where removed)::int as removed, count(*) filter (where standing)::int as standing,
        count(*) filter (where added and source = any (${origins}))::int as opt_outs, count(*) filter (where added and source = 'complaint')::int as complaints from entries)
    select (select added from listed) as entries_added, (select removed from listed) as entries_removed, (select standing from listed) as entries_standing,
      (select opt_outs from listed) as opt_outs, (select complaints from listed) as complaints,
      coalesce((select jsonb_agg(to_jsonb(k) order by k.added desc, k.origin) from (
        select source as origin, count(*) as added from entries where added group by 1) k), '[]') as by_origin,
      coalesce((select jsonb_agg(jsonb_build_object('week', w.week, 'added', c.added, 'removed', c.removed, 'standing', c.standing) order by w.week) from weeks w
        cross join lateral (select coalesce(sum(s.n) filter (where s.came = w.place), 0) as added, coalesce(sum(s.n) filter (where s.taken_off = w.place), 0) as removed,
          coalesce(sum(s.n) filter (where s.came <= w.place and coalesce(s.taken_off > w.place, true) and coalesce(s.ran_out > w.place, true)), 0) as standing
          from spans s) c), '[]') as by_week,
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
  if (!row) throw new Error("The totals are always there");
  const previous = asked.compare
    ? await getPrevious(tx, ctx, { ...periodBefore(days), campaign: asked.campaign_id })
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
    rows: keepCampaign(complianceLinks({ from_date: days.from, to_date: days.to }, previous), asked.campaign_id),
    definitions: complianceDefinitions,
  };
}

type Before = { from: string; to: string; campaign: string | undefined };

async function getPrevious(tx: OrgTx, ctx: Context, { from, to, campaign }: Before) {
  const before = await getComplianceReport(tx, ctx, { from_date: from, to_date: to, campaign_id: campaign });
  const { from_date, to_date, entries_added, entries_removed, entries_standing } = before;
  const { contacted, opted_out, opt_out_rate, prevented } = before;
  const rates = { contacted, opted_out, opt_out_rate, prevented };
  return { from_date, to_date, entries_added, entries_removed, entries_standing, ...rates };
}

const sharesOf = ({ contacted, opted_out, complained }: Rates) => ({
  opt_out_rate: contacted === 0 ? null : opted_out / contacted,
  complaint_rate: contacted === 0 ? null : complained / contacted,
});

const ratesOf = (tx: OrgTx) => tx.sql`
  count(*) as contacted, count(*) filter (where c.opted_out) as opted_out, count(*) filter (where c.complained) as complained`;

/** `entries`: the do-not-contact list, each entry with what it was in the period; goes on after `bounds`. */
export const entriesPart = (tx: OrgTx, campaign: string | undefined) => tx.sql`
  entries as materialized (
    select e.id, e.kind, e.value_norm, e.source, e.added_by, e.created_at, e.revoked_at, e.expires_at,
      e.created_at >= b.low and e.created_at < b.high as added, coalesce(e.revoked_at >= b.low and e.revoked_at < b.high, false) as removed,
      e.created_at < b.high and (e.revoked_at is null or e.revoked_at >= b.high) and (e.expires_at is null or e.expires_at >= b.high) as standing
    from dnc_entries e cross join bounds b where e.created_at < b.high and ${concerns(tx, campaign)})`;

/** Whether an entry is about somebody whom the campaign reached; any entry when none is asked for. */
const concerns = (tx: OrgTx, campaign: string | undefined) =>
  campaign === undefined
    ? tx.sql`true`
    : tx.sql`(exists (select from contact_points p where p.lead_id is not null and ${reachedBy(tx, "p.lead_id", campaign)}
          and ((e.kind = p.kind and e.value_norm = p.norm) or (e.kind = 'domain' and e.value_norm = p.corporate_domain)))
        or (e.kind = 'person' and exists (select from leads x where x.id::text = e.value_norm and ${reachedBy(tx, "x.id", campaign)})))`;

/** `contacted`: each lead with an attempt in the period, and whether it opted out or complained in it; goes on after `entries`. */
export const contactedPart = (tx: OrgTx, campaign: string | undefined) => tx.sql`
  gone as materialized (
    select x.lead_id, bool_or(x.complained) as complained from (
      select p.lead_id, e.source = 'complaint' as complained from contact_points p join entries e on e.kind = p.kind and e.value_norm = p.norm
      where e.added and e.source = any (${[...OPT_OUT_ORIGINS]}) and p.lead_id is not null
      union all select l.id, e.source = 'complaint' from leads l join entries e on e.kind = 'person' and e.value_norm = l.id::text
      where e.added and e.source = any (${[...OPT_OUT_ORIGINS]})) x group by x.lead_id),
  contacted as materialized (
    select l.id as lead_id, l.source_id, c.at, g.lead_id is not null as opted_out, coalesce(g.complained, false) as complained
    from (select c.lead_id, max(c.occurred_at) as at from communications c, bounds b
      where is_attempt(c) and c.occurred_at >= b.low and c.occurred_at < b.high and (${campaign ?? null}::uuid is null or c.campaign_id = ${campaign ?? null}) group by 1) c
    join leads l on l.id = c.lead_id left join gone g on g.lead_id = l.id)`;

/** `made (template_id, lead_id)`: who was contacted with what in the period; goes on after `bounds`. */
export const madePart = (tx: OrgTx, campaign: string | undefined) => tx.sql`
  made as materialized (
    select distinct c.template_id, c.lead_id from communications c, bounds b
    where is_attempt(c) and c.template_id is not null and c.occurred_at >= b.low and c.occurred_at < b.high
      and (${campaign ?? null}::uuid is null or c.campaign_id = ${campaign ?? null}))`;
