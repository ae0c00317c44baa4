import type { OrgTx } from "@/db/tenant";
import { addSince, addUp, type SumQuestion } from "./sum-queries";
import { addLines, noSums, type Sums } from "./sum-rules";

type Kept = { sums: Sums; latest: string; weight: number };

// Numbers that are kept in all, eight bytes each and what holds them; the answers least asked for go first.
const MOST_WEIGHT = 2_000_000;
const kept = new Map<string, Kept>();
let weight = 0;

/**
 * What the days add up to, exact to the last commit. What was added up once is kept by the process with the move it knows, and what moved
 * since is added: the question itself asks for that and for what waits, so that nothing kept is ever believed without the database.
 */
export async function readSums(tx: OrgTx, asked: SumQuestion): Promise<Sums> {
  const name = [tx.orgId, asked.from, asked.to, asked.method ?? ""].join(" ");
  const known = kept.get(name);
  const since = known ? await addSince(tx, asked, known.latest) : null;
  if (known && since) {
    const sums = addLines(known.sums, since.lines);
    keep(name, sums, since.latest);
    return addLines(sums, since.waiting);
  }
  const { lines, waiting, latest } = await addUp(tx, asked);
  const sums = addLines(noSums, lines);
  keep(name, sums, latest);
  return addLines(sums, waiting);
}

function keep(name: string, sums: Sums, latest: string | null): void {
  drop(name);
  if (latest === null) return;
  let own = sums.counts.size * 20;
  for (const times of sums.times.values()) own += times.length;
  if (own > MOST_WEIGHT / 4) return;
  kept.set(name, { sums, latest, weight: own });
  weight += own;
  for (const oldest of kept.keys()) {
    if (weight <= MOST_WEIGHT) break;
    drop(oldest);
  }
}

function drop(name: string): void {
  weight -= kept.get(name)?.weight ?? 0;
  kept.delete(name);
}
