import type { OutreachFacts, TouchFact } from "@/lib/guard/fact-rules";
import type { ChannelAnswer } from "@/lib/guard/schema";
import { failingRules } from "@/lib/guard/verdict-rules";
import type { BlindAnswer } from "./schema";

/** The guard's answer without a name, a text or a rule: whether it is taken, since when, until when. */
export function blindAnswer(answer: ChannelAnswer): BlindAnswer {
  const since = failingRules(answer).find((rule) => rule.holder)?.holder?.at ?? null;
  return { verdict: answer.verdict, since, next_allowed_at: answer.next_allowed_at, holder: null };
}

const strength = { free: 0, warn: 1, blocked: 2 } as const;

/** Of several answers the hardest; of equals the one that lasts longest, without an end before any end. */
export function hardestAnswer(answers: readonly BlindAnswer[]): BlindAnswer | null {
  const [hardest] = answers.toSorted(
    (a, b) => strength[b.verdict] - strength[a.verdict] || endOf(b).localeCompare(endOf(a)),
  );
  return hardest ?? null;
}

const endOf = ({ next_allowed_at }: BlindAnswer) => next_allowed_at ?? "9999";

/** The same facts with the moments of every touch, for an answer that names nobody anyway. */
export function datedFacts(facts: OutreachFacts): OutreachFacts {
  const dated = (touch: TouchFact): TouchFact => ({ ...touch, hidden: false });
  return {
    ...facts,
    slots: facts.slots.map((slot) => ({ ...slot, touch: dated(slot.touch) })),
    recent: facts.recent.map(dated),
  };
}
