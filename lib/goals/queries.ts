import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { dayAt } from "@/lib/outreach-items/rules";
import { type Counted, enoughOf, streakOfGoals, type Targets } from "./rules";
import type { Goals } from "./schema";

/** So many who share theirs are shown, by name. */
const MOST_COLLEAGUES = 100;
/** So many days are looked at for a streak; more only where it began before them. */
const LOOKED_BACK = [60, 366, 3653];

type Row = Targets & { user_id: string; name: string; zone: string; shared: boolean };
type CountedDay = Counted & { automated: number };

/** One's own goals, how far they are reached today by one's own clock, the streak, and the goals that colleagues share. */
export async function getGoals(tx: OrgTx, ctx: Context): Promise<Goals> {
  const own = await getOwnGoals(tx, ctx);
  const others = await listTargets(
    tx,
    tx.sql`g.shared and m.active and m.user_id <> ${ctx.actor.userId} order by lower(m.name), m.user_id limit ${MOST_COLLEAGUES}`,
  );
  const colleagues = [];
  for (const one of others) {
    const [counted] = await countDays(tx, one, ctx.now, 1);
    colleagues.push({ user: { id: one.user_id, name: one.name }, ...reachedOf(counted ?? none, one) });
  }
  return { ...own, colleagues };
}

/** One's own goals and streak alone. */
export async function getOwnGoals(tx: OrgTx, ctx: Context): Promise<Omit<Goals, "colleagues">> {
  const [me] = await listTargets(tx, tx.sql`m.user_id = ${ctx.actor.userId}`);
  if (!me) throw new Error("Whoever asks is a member");
  const { today, streak } = await countStreak(tx, me, ctx.now);
  return {
    day: dayAt(me.zone, ctx.now),
    timezone: me.zone,
    ...reachedOf(today, me),
    automated: today.automated,
    streak,
    shared: me.shared,
  };
}

const listTargets = (tx: OrgTx, who: postgres.PendingQuery<postgres.Row[]>) => tx.sql<Row[]>`
  select m.user_id, m.name, coalesce(m.timezone, o.timezone) as zone, g.touches, g.people, g.calls, coalesce(g.shared, false) as shared
  from memberships m join organizations o on o.id = m.org_id left join member_goals g on g.org_id = m.org_id and g.user_id = m.user_id
  where m.org_id = current_org_id() and ${who}`;

/** What somebody did today, and their streak, however long ago it began. */
async function countStreak(tx: OrgTx, me: Row, now: Date): Promise<{ today: CountedDay; streak: number }> {
  const [today = none] = await countDays(tx, me, now, 1);
  let days: ReachedDay[] = [];
  let streak = 0;
  for (const back of LOOKED_BACK) {
    days = [...(await listReached(tx, me, now, { first: back - 1, last: days.length })), ...days];
    streak = streakOfGoals(days, me);
    // Five days of seven count, but for those at the ends: a shorter streak began within these days.
    if (streak < (back * 5) / 7 - 3) break;
  }
  return { today, streak };
}

type ReachedDay = Counted & { date: string };

/**
 * What somebody did on each day so many days ago, in their order, up to what their goals ask for and no further: of a day on which anybody at all had
 * to be contacted one touch is read, not all of it.
 */
function listReached(
  tx: OrgTx,
  { user_id, zone, ...targets }: Row,
  now: Date,
  { first, last }: { first: number; last: number },
) {
  const day = dayAt(zone, now);
  const theirs = tx.sql`from communications c where c.user_id = ${user_id} and is_attempt(c)
    and c.occurred_at >= d at time zone ${zone} and c.occurred_at < (d + interval '1 day') at time zone ${zone}`;
  const needed = enoughOf(targets);
  const upTo = (most: number, more = tx.sql``) =>
    most === 0 ? tx.sql`0` : tx.sql`(select count(*)::int from (select ${theirs}${more} limit ${most}) one)`;
  return tx.sql<ReachedDay[]>`
    select d::date::text as date, ${upTo(needed.touches)} as touches, ${upTo(needed.calls, tx.sql` and c.channel = 'call'`)} as calls,
      ${needed.people === 0 ? tx.sql`0` : tx.sql`(select count(distinct c.lead_id)::int ${theirs})`} as people
    from generate_series(${day}::date::timestamp - make_interval(days => ${first}), ${day}::date::timestamp - make_interval(days => ${last}), interval '1 day') d order by d`;
}

const none: CountedDay = { touches: 0, people: 0, calls: 0, automated: 0 };

const reachedOf = (done: Counted, targets: Targets) => ({
  touches: { done: done.touches, target: targets.touches },
  people: { done: done.people, target: targets.people },
  calls: { done: done.calls, target: targets.calls },
});

/** What somebody did on each of their last days, in their order and by their own clock; the last is today. */
async function countDays(tx: OrgTx, { user_id, zone }: Row, now: Date, days: number) {
  const day = dayAt(zone, now);
  return tx.sql<(CountedDay & { date: string })[]>`
    with counted as (
      select (c.occurred_at at time zone ${zone})::date as day, count(*)::int as touches, count(distinct c.lead_id)::int as people,
        (count(*) filter (where c.channel = 'call'))::int as calls, (count(*) filter (where c.source = 'sequence'))::int as automated
      from communications c
      where c.user_id = ${user_id} and c.occurred_at >= (${day}::date - ${days - 1}::int)::timestamp at time zone ${zone}
        and c.occurred_at < (${day}::date + 1)::timestamp at time zone ${zone} and is_attempt(c)
      group by 1)
    select d::date::text as date, coalesce(c.touches, 0) as touches, coalesce(c.people, 0) as people, coalesce(c.calls, 0) as calls,
      coalesce(c.automated, 0) as automated
    from generate_series(${day}::date - ${days - 1}::int, ${day}::date, interval '1 day') d left join counted c on c.day = d::date order by d`;
}
