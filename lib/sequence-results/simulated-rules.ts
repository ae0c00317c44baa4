import { plusSeconds } from "@/lib/core/time";
import type { OutreachFacts, TouchFact } from "@/lib/guard/fact-rules";
import type { Windows } from "@/lib/guard/window-rules";
import { likenessOf, partsOf } from "@/lib/texts/likeness-rules";

/** What a test has sent, or had a rep do, as the guard would know of it by then. */
export type Simulated = { touch: TouchFact; text: string | null };

/** The facts of a lead as they would be after what a test has done: its touches hold their slots and windows, and their texts were received. */
export function withSimulated(
  facts: OutreachFacts,
  done: readonly Simulated[],
  { groups, hardWindows, softWindows }: Windows,
  at: Date,
): OutreachFacts {
  const newest = done.toSorted((a, b) => b.touch.at.getTime() - a.touch.at.getTime());
  const within = (windowOf: (channel: string) => number) =>
    newest.filter(({ touch }) => at.getTime() - touch.at.getTime() < windowOf(touch.channel) * 1000);
  const days = (key: "guard.touches.window_days" | "guard.similarity.window_days") => facts.settings[key] * 86_400;
  const slots = newest.map(({ touch }) => ({
    guardId: "",
    group: groups[touch.channel] ?? touch.channel,
    since: touch.at,
    until: plusSeconds(touch.at, hardWindows[touch.channel] ?? 0),
    touch,
  }));
  const touches = (list: readonly Simulated[]) => list.map(({ touch }) => touch);
  return {
    ...facts,
    slots: [...facts.slots, ...slots],
    recent: [...touches(within((channel) => softWindows[channel] ?? 0)), ...facts.recent],
    person: [...touches(within(() => days("guard.touches.window_days"))), ...facts.person],
    similar: nearestOf(
      facts,
      within(() => days("guard.similarity.window_days")),
    ),
  };
}

/** The nearest text that they received, in truth or in the test. */
function nearestOf({ text, similar, settings }: OutreachFacts, done: readonly Simulated[]): OutreachFacts["similar"] {
  if (text === null) return similar;
  const own = partsOf(text);
  const found = done.flatMap(({ touch, text: other }) =>
    other === null ? [] : [{ touch, similarity: likenessOf(own, partsOf(other)) }],
  );
  return (
    [...(similar ? [similar] : []), ...found]
      .filter((one) => one.similarity >= settings["guard.similarity.threshold"])
      .toSorted((a, b) => b.similarity - a.similarity)[0] ?? null
  );
}
