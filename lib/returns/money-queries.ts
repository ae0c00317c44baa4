import type { OrgTx } from "@/db/tenant";
import { reachedBy } from "@/lib/campaigns/rule-queries";
import type { Context } from "@/lib/core/context";
import { ratesPart } from "@/lib/exchange-rates/queries";

type Days = { from: string; to: string };

/** `won`: the clients of a period with their source, month and worth in the organization's currency; goes on after `bounds`. */
export const wonPart = (tx: OrgTx, ctx: Context, base: string, campaign: string | undefined) => tx.sql`
  won_on as materialized (
    select c.id, c.name, c.from_lead_id as lead_id, c.converted_by, c.converted_at, c.value_minor, c.currency,
      (c.converted_at at time zone ${ctx.timezone})::date as day
    from clients c cross join bounds b where c.undone_at is null and c.converted_at >= b.low and c.converted_at < b.high
      and ${reachedBy(tx, "c.from_lead_id", campaign)}),
  ${ratesPart(tx, "rates_then", base, tx.sql`select distinct w.currency, w.day from won_on w`)},
  won as materialized (
    select w.id, w.name, w.lead_id, w.converted_by, w.converted_at, w.value_minor, l.source_id,
      to_char(w.day, 'YYYY-MM') as month, round(w.value_minor * r.rate)::bigint as base_minor
    from won_on w join leads l on l.org_id = current_org_id() and l.id = w.lead_id
    left join rates_then r on r.currency = w.currency and r.day = w.day)`;

/** `spent`: the costs of the months of a period that were kept in the organization's currency; of a campaign, those of its source. */
export const spentPart = (tx: OrgTx, days: Days, base: string, campaign: string | undefined) => tx.sql`
  spent as materialized (${costsOf(tx, days, campaign)} and k.base_currency = ${base})`;

/** `spent_before`: those of them that were kept while the organization's currency was another one: they add up with nothing here. */
export const spentBeforePart = (tx: OrgTx, days: Days, base: string, campaign: string | undefined) => tx.sql`
  spent_before as materialized (${costsOf(tx, days, campaign)} and k.base_currency <> ${base})`;

const costsOf = (tx: OrgTx, { from, to }: Days, campaign: string | undefined) => tx.sql`
    select k.id, k.source_id, to_char(k.month, 'YYYY-MM') as month, k.kind, k.base_minor, k.amount_minor, k.currency, k.note, k.recorded_by, k.created_at
    from lead_source_costs k where k.month >= ${from}::date and k.month <= ${to}::date
      and (${campaign ?? null}::uuid is null or k.source_id = (select g.source_id from campaigns g where g.id = ${campaign ?? null}))`;
