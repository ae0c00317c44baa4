import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { dayAt } from "@/lib/outreach-items/rules";
import { type Counted, streakOfGoals, type Targets } from "./rules";
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
  let found = { today: none, streak: 0 };
  for (const back of LOOKED_BACK) {
    const days = await countDays(tx, me, now, back);
    found = { today: days.at(-1) ?? none, streak: streakOfGoals(days, me) };
    // Five days of seven count, but for those at the ends: a shorter streak began within these days.
    if (found.streak < (back * 5) / 7 - 3) return found;
  }
  return found;
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
