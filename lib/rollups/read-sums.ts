import type { OrgTx } from "@/db/tenant";
import { askFacts, type DayRange } from "./fact-queries";
import { type Days, dayNumber, Groups, toDays, withMore, withoutGrown } from "./fact-rules";
import { addUp, type SumQuestion, type Sums } from "./sum-rules";

/** Days of an organization as they were at a move, or a period of many. `days` is never changed: what moved makes others. */
type Kept = { latest: string; days: Days; groups: Groups; weight: number; first: number };

// Numbers that are kept in all, four bytes each; what was asked for longest ago goes first.
const MOST_WEIGHT = 20_000_000;
// Of more days the database tells what they add up to as one period: two years are a million facts.
const MOST_DAYS = 92;
// What moved in a period that is kept makes it so many times as heavy at most; below a weight it never matters.
const MOST_GROWTH = 1.5;
const LEAST_WEIGHT = 100_000;
const kept = new Map<string, Kept>();
let weight = 0;

/**
 * What the days add up to, exact to the last commit. A process keeps the facts of days together with the move it knows; the question itself
 * asks for what moved since, for what waits, and for days that nobody asked for yet, so that nothing kept is ever believed without the database.
 */
export function readSums(tx: OrgTx, asked: SumQuestion): Promise<Sums> {
  const days = { from: dayNumber(asked.from), to: dayNumber(asked.to) };
  return days.to - days.from < MOST_DAYS
    ? sumDays(tx, asked, tx.orgId)
    : sumPeriod(tx, asked, { ...days, key: `${tx.orgId} ${asked.from} ${asked.to}` });
}

async function sumDays(tx: OrgTx, asked: SumQuestion, key: string): Promise<Sums> {
  const known = kept.get(key);
  const [before, groups] = [known?.days ?? new Map(), known?.groups ?? new Groups()];
  const wanted = missing(before, asked);
  const facts = await askFacts(tx, { known: known?.latest ?? null, days: wanted, summed: false });
  if (!facts) {
    forget(key);
    return sumDays(tx, asked, key);
  }
  const days = withHeld(withMore(before, toDays(facts.moved, groups)), wanted, toDays(facts.held, groups));
  // Whoever asked at the same time may have gone on from what was known; then nothing is kept of this.
  if (days !== before && kept.get(key) === known && facts.latest !== null)
    keep(key, { latest: facts.latest, days: withoutGrown(days, before), groups });
  return addUp([days, toDays(facts.waiting, groups)], groups, asked);
}

/** The same of a period of many days, kept as what it adds up to and what moved since, until that is more than what it was. */
async function sumPeriod(tx: OrgTx, asked: SumQuestion, { key, ...period }: DayRange & { key: string }): Promise<Sums> {
  const known = kept.get(key);
  const groups = known?.groups ?? new Groups();
  const wanted = known ? null : period;
  const facts = await askFacts(tx, { known: known?.latest ?? null, days: wanted, summed: true });
  if (!facts) {
    forget(key);
    return sumPeriod(tx, asked, { key, ...period });
  }
  const days = known
    ? withMore(known.days, toDays(facts.moved, groups))
    : withHeld(new Map(), wanted, toDays(facts.held, groups));
  if (days !== known?.days && kept.get(key) === known && facts.latest !== null)
    keep(key, { latest: facts.latest, days, groups }, known?.first);
  return addUp([days, toDays(facts.waiting, groups)], groups, asked);
}

/** From the first to the last of the days that are not there. */
function missing(days: Days, asked: SumQuestion): DayRange | null {
  let [from, to] = [dayNumber(asked.from), dayNumber(asked.to)];
  while (from <= to && days.has(from)) from++;
  while (from <= to && days.has(to)) to--;
  return from <= to ? { from, to } : null;
}

/** A day without facts is known as well. */
function withHeld(days: Days, wanted: DayRange | null, held: Days): Days {
  if (!wanted) return days;
  const all = new Map(days);
  for (let day = wanted.from; day <= wanted.to; day++) all.set(day, held.get(day) ?? nothing);
  return all;
}
const nothing = new Int32Array();

const weightOf = (days: Days) => [...days.values()].reduce((sum, facts) => sum + facts.length, 0);

function keep(key: string, one: Pick<Kept, "latest" | "days" | "groups">, first?: number): void {
  forget(key);
  const own = weightOf(one.days);
  if (own > MOST_WEIGHT || own > MOST_GROWTH * Math.max(first ?? own, LEAST_WEIGHT)) return;
  kept.set(key, { ...one, weight: own, first: first ?? own });
  weight += own;
  for (const oldest of kept.keys()) {
    if (weight <= MOST_WEIGHT) break;
    forget(oldest);
  }
}

function forget(key: string): void {
  weight -= kept.get(key)?.weight ?? 0;
  kept.delete(key);
}
