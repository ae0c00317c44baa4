import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { periodBefore } from "@/lib/periods/rules";
import { concerns } from "./contacted-queries";

type Days = { from: string; to: string };
type Fragment = postgres.PendingQuery<postgres.Row[]>;

/**
 * `places`: what lies before the days before (0), these (1), and each week of the period from 2 on; `ends`: the first and the last of the weeks.
 * `spans`: how many entries of the list came, were taken off and ran out in which place. Most never end, and are counted along an index place by place;
 * which places the others came and went in is looked up one by one.
 */
export const spansPart = (tx: OrgTx, ctx: Context, days: Days, campaign: string | undefined) => tx.sql`
  places as materialized (
    select 0 as place, null::date as week, '-infinity'::timestamptz as since, ${startOfDaysBefore(tx, ctx, days)} as until
    union all
    select 1, null, ${startOfDaysBefore(tx, ctx, days)}, b.low from bounds b
    union all
    select row_number() over (order by w.since)::int + 1, w.week, w.since, lead(w.since, 1, w.high) over (order by w.since) from (
      select w::date as week, greatest(w at time zone ${ctx.timezone}, b.low) as since, b.high
      from bounds b, organizations o, generate_series(
        ${days.from}::date::timestamp - make_interval(days => (extract(dow from ${days.from}::date)::int - o.week_start + 7) % 7), ${days.to}::date::timestamp, interval '7 days') w) w),
  ends as materialized (
    select 2 as first, max(p.place) as last, array_agg(p.since order by p.place) || max(p.until) as begins from places p),
  spans as materialized (
    select k.origin, p.place as came, null::int as taken_off, null::int as ran_out, k.n
    from places p cross join lateral (
      select e.source as origin, count(*) as n from dnc_entries e
      where e.revoked_at is null and e.expires_at is null and e.created_at >= p.since and e.created_at < p.until and ${concerns(tx, campaign)} group by 1 offset 0) k
    union all
    select e.source, width_bucket(e.created_at, w.begins) - 1, width_bucket(e.revoked_at, w.begins) - 1, width_bucket(e.expires_at, w.begins) - 1, count(*)
    from ends w cross join bounds b join dnc_entries e on e.created_at < b.high
    where (e.revoked_at is not null or e.expires_at is not null) and ${concerns(tx, campaign)} group by 1, 2, 3, 4)`;

const startOfDaysBefore = (tx: OrgTx, { timezone }: Context, days: Days) =>
  tx.sql`${periodBefore(days).from}::date::timestamp at time zone ${timezone}`;

/** What came and went in some places, and what stood at the end of one. */
export const listedAt = (tx: OrgTx, within: Fragment, end: Fragment) => tx.sql`
  (select coalesce(sum(s.n), 0)::int from spans s, ends p where s.came between ${within}) as entries_added,
  (select coalesce(sum(s.n), 0)::int from spans s, ends p where s.taken_off between ${within}) as entries_removed,
  (select coalesce(sum(s.n), 0)::int from spans s, ends p where s.came <= ${end} and coalesce(s.taken_off > ${end}, true) and coalesce(s.ran_out > ${end}, true)) as entries_standing`;

/** `entries`: the do-not-contact list, each entry with what it was in the period; goes on after `bounds`. */
export const entriesPart = (tx: OrgTx, campaign: string | undefined) => tx.sql`
  entries as materialized (
    select e.id, e.kind, e.value_norm, e.source, e.added_by, e.created_at, e.revoked_at, e.expires_at,
      e.created_at >= b.low and e.created_at < b.high as added, coalesce(e.revoked_at >= b.low and e.revoked_at < b.high, false) as removed,
      e.created_at < b.high and (e.revoked_at is null or e.revoked_at >= b.high) and (e.expires_at is null or e.expires_at >= b.high) as standing
    from dnc_entries e cross join bounds b where e.created_at < b.high and ${concerns(tx, campaign)})`;
