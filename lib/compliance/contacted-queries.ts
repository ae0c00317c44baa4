import type { OrgTx } from "@/db/tenant";
import { reachedBy } from "@/lib/campaigns/rule-queries";
import type { Context } from "@/lib/core/context";
import { dayIn } from "@/lib/core/time";
import { daysOf } from "@/lib/periods/rules";
import { leadsReached } from "@/lib/rollups/queries";
import { isBriefAndPast, OPT_OUT_ORIGINS } from "./rules";

type Days = { from: string; to: string };

/** Whether an entry is about somebody whom the campaign reached; any entry when none is asked for. */
export const concerns = (tx: OrgTx, campaign: string | undefined) =>
  campaign === undefined
    ? tx.sql`true`
    : tx.sql`(exists (select from contact_points p where p.lead_id is not null and ${reachedBy(tx, "p.lead_id", campaign)}
          and ((e.kind = p.kind and e.value_norm = p.norm) or (e.kind = 'domain' and e.value_norm = p.corporate_domain)))
        or (e.kind = 'person' and exists (select from leads x where x.id::text = e.value_norm and ${reachedBy(tx, "x.id", campaign)})))`;

/** `contacted`: each lead with an attempt in the period, and whether it opted out or complained in it; goes on after `bounds`. */
export const contactedPart = (tx: OrgTx, ctx: Context, days: Days, campaign: string | undefined) => tx.sql`
  ${gonePart(tx, days, campaign)},
  contacted as materialized (
    select l.id as lead_id, l.source_id, l.at, g.lead_id is not null as opted_out, coalesce(g.complained, false) as complained
    from (${leadsOf(tx, ctx, days, campaign)}) l left join gone g on g.lead_id = l.id)`;

/**
 * The two counts alone, `contacted` and `opted_out`: how many were contacted is known to the rollups, so that only of those who asked to be left alone
 * the touches are looked at. What rollups do not know is counted lead by lead.
 */
export function countContacted(tx: OrgTx, ctx: Context, days: Days, campaign: string | undefined) {
  if (ctx.actor.sees || campaign !== undefined)
    return {
      parts: contactedPart(tx, ctx, days, campaign),
      counts: tx.sql`(select count(*)::int from contacted) as contacted, (select count(*)::int from contacted where opted_out) as opted_out`,
    };
  return {
    parts: gonePart(tx, days, campaign),
    counts: tx.sql`${leadsReached(tx, days)} as contacted, (select count(*)::int from gone g where exists (
      select from communications c, bounds b
      where c.lead_id = g.lead_id and is_attempt(c) and c.occurred_at >= b.low and c.occurred_at < b.high)) as opted_out`,
  };
}

/**
 * `gone`: leads with an address whose owner asked to be left alone in the period, and whether by a complaint. The origins stand in the text, as the index
 * that holds such entries alone has them. The entries of a quarter are looked up one by one; for those of years all addresses are read once.
 */
function gonePart(tx: OrgTx, days: Days, campaign: string | undefined) {
  const theirs = tx.sql`p.lead_id is not null and p.kind = e.kind and p.norm = e.value_norm`;
  return tx.sql`
  asked_off as materialized (
    select e.kind, e.value_norm, e.source = 'complaint' as complained from dnc_entries e cross join bounds b
    where e.created_at >= b.low and e.created_at < b.high and e.source in (${tx.sql.unsafe(origins)}) and ${concerns(tx, campaign)}),
  gone as materialized (
    select x.lead_id, bool_or(x.complained) as complained from (
      ${
        daysOf(days).length <= QUARTER
          ? tx.sql`select p.lead_id, e.complained from asked_off e cross join lateral (select p.lead_id from contact_points p where ${theirs} offset 0) p`
          : tx.sql`select p.lead_id, e.complained from contact_points p join asked_off e on ${theirs}`
      }
      union all select l.id, e.complained from leads l join asked_off e on e.kind = 'person' and e.value_norm = l.id::text) x group by x.lead_id)`;
}

const QUARTER = 92;
const origins = OPT_OUT_ORIGINS.map((origin) => `'${origin}'`).join(", ");

function leadsOf(tx: OrgTx, ctx: Context, days: Days, campaign: string | undefined) {
  if (campaign !== undefined) return byTouch(tx, campaign);
  return isBriefAndPast(days, dayIn(ctx.now, ctx.timezone)) ? byTouches(tx) : byLead(tx);
}

// Each lead knows its first and its last attempt: only of those contacted again after the period the touches are looked at, in an index alone and once (offset 0).
const byLead = (tx: OrgTx) => tx.sql`
  select * from (
    select l.id, l.source_id, case when l.last_contacted_at < b.high then l.last_contacted_at else (
      select max(c.occurred_at) from communications c where c.lead_id = l.id and is_attempt(c) and c.occurred_at >= b.low and c.occurred_at < b.high) end as at
    from leads l cross join bounds b where l.first_contacted_at < b.high and l.last_contacted_at >= b.low offset 0) l where l.at is not null`;

// Of few days some time ago nearly every lead was contacted again: their touches are read at once.
const byTouches = (tx: OrgTx) => tx.sql`
  select l.id, l.source_id, c.at from (
    select l.id, l.source_id from leads l cross join bounds b where l.first_contacted_at < b.high and l.last_contacted_at >= b.low) l
  join (select c.lead_id, max(c.occurred_at) as at from communications c, bounds b
    where is_attempt(c) and c.occurred_at >= b.low and c.occurred_at < b.high group by 1) c on c.lead_id = l.id`;

const byTouch = (tx: OrgTx, campaign: string) => tx.sql`
  select l.id, l.source_id, c.at from (
    select c.lead_id, max(c.occurred_at) as at from communications c, bounds b
    where is_attempt(c) and c.occurred_at >= b.low and c.occurred_at < b.high and c.campaign_id = ${campaign} group by 1) c
  join leads l on l.id = c.lead_id`;

/** `made (template_id, lead_id)`: who was contacted with what in the period; goes on after `bounds`. */
export const madePart = (tx: OrgTx, campaign: string | undefined) => tx.sql`
  made as materialized (
    select distinct c.template_id, c.lead_id from communications c, bounds b
    where is_attempt(c) and c.template_id is not null and c.occurred_at >= b.low and c.occurred_at < b.high
      and (${campaign ?? null}::uuid is null or c.campaign_id = ${campaign ?? null}))`;
