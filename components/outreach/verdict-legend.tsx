import { VerdictDot } from "./verdict-dot";
import { WORD_NAMES } from "./verdict-words";

const WORDS = ["free", "wait", "taken", "blocked"] as const;

/** What the four dots mean, in one line. */
export function VerdictLegend() {
  return WORDS.map((word) => (
    <span key={word}>
      <VerdictDot word={word} left={75} /> <span className="capitalize">{WORD_NAMES[word]}</span>
    </span>
  ));
}
