import { plusSeconds } from "@/lib/core/time";
import type { TouchFact } from "@/lib/guard/fact-rules";
import type { SequenceStep } from "@/lib/sequences/schema";
import { type Assessed, CONTACT_KINDS } from "./rules";

/** That one colleague contacts one lead of a company by a sequence, and when for the last time. */
export type Turn = {
  lead: string;
  sender: { id: string; name: string };
  /** the company and its domains, as the guard finds somebody else there */
  keys: readonly string[];
  lastAt: Date;
};

/** When a sequence that begins then contacts somebody for the last time, at the latest. */
function lastContact(steps: readonly SequenceStep[], beginsAt: Date): Date {
  const last = steps.findLastIndex((step) => CONTACT_KINDS.includes(step.kind));
  const hours = steps.slice(1, last + 1).reduce((sum, step) => sum + step.delay_hours, 0);
  return plusSeconds(beginsAt, hours * 3600);
}

/** Of each company, by its keys, the turn of each colleague that ends last: of ten thousand people at one company a few remain. */
type Turns = Map<string, Map<string, Turn>>;

function takeTurn(turns: Turns, turn: Turn): void {
  for (const key of turn.keys) {
    const there = turns.get(key) ?? new Map<string, Turn>();
    const own = there.get(turn.sender.id);
    if (!own || own.lastAt < turn.lastAt) there.set(turn.sender.id, turn);
    turns.set(key, there);
  }
}

/** Of what colleagues are to do at the same company the turn that ends last; null: nobody is in the way. */
function turnBefore({ sender, keys }: Pick<Turn, "sender" | "keys">, turns: Turns): Turn | null {
  const there = keys.flatMap((key) => [...(turns.get(key)?.values() ?? [])]);
  const others = there.filter((turn) => turn.sender.id !== sender.id);
  return others.toSorted((a, b) => b.lastAt.getTime() - a.lastAt.getTime())[0] ?? null;
}

/** Somebody to enroll, and what it would come to with this turn before theirs. */
export type Asked<A extends Assessed> = Omit<Turn, "lastAt"> & { assess: (before: Turn | null) => A };

/**
 * Assesses all in the order given. Who can begin now and meets no colleague at their company does; those to decide come behind them, one
 * colleague after the other.
 */
export function inTurn<A extends Assessed>(asked: readonly Asked<A>[], steps: readonly SequenceStep[]): A[] {
  const turns: Turns = new Map();
  const take = ({ lead, sender, keys }: Asked<A>, { beginsAt }: A) =>
    takeTurn(turns, { lead, sender, keys, lastAt: lastContact(steps, beginsAt) });
  const alone = asked.map((one) => {
    const assessed = one.assess(null);
    const begins = assessed.outcome === "ok" && turnBefore(one, turns) === null;
    if (begins) take(one, assessed);
    return { one, assessed, begins };
  });
  return alone.map(({ one, assessed, begins }) => {
    if (begins || assessed.outcome === "skipped") return assessed;
    const before = turnBefore(one, turns);
    const behind = before ? one.assess(before) : assessed;
    if (behind.outcome !== "skipped") take(one, behind);
    return behind;
  });
}

/** The last touch of a turn as the guard will meet it. */
export const touchOfTurn = ({ sender, lastAt }: Turn, channel: string): TouchFact => ({
  communicationId: "",
  user: sender,
  at: lastAt,
  channel,
  subject: null,
  excerpt: null,
  answered: false,
  waiting: true,
});

export const turnWords = ({ sender, lead }: Turn): string =>
  `${sender.name} is to contact ${lead} at the same company by this sequence. Two colleagues at once would stop each other.`;
