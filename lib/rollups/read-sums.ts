import type { OrgTx } from "@/db/tenant";
import { askFacts, type DayRange } from "./fact-queries";
import { type Days, dayNumber, Groups, toDays, withMore, withoutGrown } from "./fact-rules";
import { addUp, type SumQuestion, type Sums } from "./sum-rules";

/** Days of an organization as they were at a move. `days` is never changed: what moved makes others. */
type Kept = { latest: string; days: Days; groups: Groups; weight: number };

// Numbers that are kept in all, four bytes each; the organization that was asked for longest ago goes first.
const MOST_WEIGHT = 20_000_000;
const kept = new Map<string, Kept>();
let weight = 0;

/**
 * What the days add up to, exact to the last commit. A process keeps the facts of days together with the move it knows; the question itself
 * asks for what moved since, for what waits, and for days that nobody asked for yet, so that nothing kept is ever believed without the database.
 */
export async function readSums(tx: OrgTx, asked: SumQuestion): Promise<Sums> {
  const known = kept.get(tx.orgId);
  const [before, groups] = [known?.days ?? new Map(), known?.groups ?? new Groups()];
  const wanted = missing(before, asked);
  const facts = await askFacts(tx, { known: known?.latest ?? null, days: wanted });
  if (!facts) {
    forget(tx.orgId);
    return readSums(tx, asked);
  }
  const days = withHeld(withMore(before, toDays(facts.moved, groups)), wanted, toDays(facts.held, groups));
  // Whoever asked at the same time may have gone on from what was known; then nothing is kept of this.
  if (days !== before && kept.get(tx.orgId) === known && facts.latest !== null)
    keep(tx.orgId, { latest: facts.latest, days: withoutGrown(days, before), groups });
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

function keep(orgId: string, one: Omit<Kept, "weight">): void {
  forget(orgId);
  const own = [...one.days.values()].reduce((sum, facts) => sum + facts.length, 0);
  if (own > MOST_WEIGHT) return;
  kept.set(orgId, { ...one, weight: own });
  weight += own;
  for (const oldest of kept.keys()) {
    if (weight <= MOST_WEIGHT) break;
    forget(oldest);
  }
}

function forget(orgId: string): void {
  weight -= kept.get(orgId)?.weight ?? 0;
  kept.delete(orgId);
}
