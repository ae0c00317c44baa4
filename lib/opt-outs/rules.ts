import { cutText } from "@/lib/core/text-rules";
import { foreignPhrases } from "./foreign-phrase-rules";
import { ownText } from "./own-text-rules";
import { type Phrase, phrases } from "./phrase-rules";
import { scriptPhrases } from "./script-phrase-rules";

export type InboundText = { channel: string; subject: string | null; body: string | null };
/** `keyword`: one of the seven legal words alone. `detected`: a wording that means it. `channel` null: leave me alone everywhere. */
export type OptOut = { source: "keyword" | "detected"; channel: string | null; words: string; language: string };

/** The words that the law and the carriers name: alone, in any case and punctuation, they end all contact. */
export const LEGAL_WORDS = [
  "stop",
  "quit",
  "end",
  "revoke",
  "opt out",
  "optout",
  "cancel",
  "unsubscribe",
  "stop all",
  "stopall",
] as const;

const longestRead = 4000;

/** Whether a person's own words ask to be left alone; what they quote or sign with does not count. */
export function detectOptOut({ subject, body }: InboundText): OptOut | null {
  const own = ownText(body ?? "").slice(0, longestRead);
  const isBody = own.trim() !== "";
  return remembered(isBody ? own : (subject ?? ""), isBody);
}

// What came in is asked about twice, for its sender and for its conversation; the answer takes 0.25 ms.
const recent = new Map<string, OptOut | null>();
const mostRemembered = 200;

function remembered(told: string, isBody: boolean): OptOut | null {
  const key = `${isBody} ${told}`;
  const known = recent.get(key);
  if (known !== undefined) return known;
  const found = saidIn(told, isBody);
  if (recent.size >= mostRemembered) recent.clear();
  recent.set(key, found);
  return found;
}

function saidIn(told: string, isBody: boolean): OptOut | null {
  const [whole, words] = wholeWords(told, isBody);
  if (LEGAL_WORDS.some((word) => whole.includes(word)))
    return { source: "keyword", channel: null, words, language: "en" };
  const alone = all.find((one) => one.whole === "message" && whole.some((text) => one.pattern.test(text)));
  if (alone) return { source: "detected", channel: alone.channel, words, language: alone.language };
  for (const sentence of sentencesOf(told)) {
    const folded = foldSentence(sentence);
    const phrase = folded === "" ? undefined : all.find((one) => says(one, folded));
    if (phrase)
      return { source: "detected", channel: phrase.channel, words: cutText(sentence, 500), language: phrase.language };
  }
  return saidInScript(told, words);
}

// Folding leaves Latin letters alone; what is written in others is looked for as it stands.
function saidInScript(told: string, first: string): OptOut | null {
  if (!/\p{L}/u.test(told.replace(/\p{Script=Latin}/gu, ""))) return null;
  const clauses = told
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .toLowerCase()
    .split(/[.!?;:\n…。、،؛؟,]+/u)
    .map((one) => one.replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").trim())
    .filter(Boolean);
  for (const clause of clauses) {
    const phrase = scriptPhrases.find((one) => (!one.whole || clauses.length === 1) && one.pattern.test(clause));
    if (phrase) {
      const words = phrase.whole ? first : cutText(clause, 500);
      return { source: "detected", channel: null, words, language: phrase.language };
    }
  }
  return null;
}

const all: readonly Phrase[] = [...phrases, ...foreignPhrases];

// The whole message, or in a letter its first paragraph: a name and a signature may follow.
function wholeWords(text: string, isBody: boolean): [whole: string[], words: string] {
  const first = isBody ? (text.trim().split(/\n\s*\n/)[0] ?? "") : text.replace(/^((re|fwd?|aw)\s*:\s*)+/i, "");
  return [[...bareWords(text), ...bareWords(first)], cutText(first.trim(), 500)];
}

// As one string, and without repetition: "STOP STOP stop!!!" is one word.
function bareWords(text: string): string[] {
  const words = foldSentence(text.replace(/[\n\r]+/g, " "))
    .replaceAll("-", " ")
    .split(" ")
    .filter(Boolean);
  // "S.T.O.P" is the word as well.
  if (words.length > 3 && words.length < 13 && words.every((word) => word.length === 1)) return [words.join("")];
  return words.length > 6 ? [] : [words.join(" "), [...new Set(words)].join(" ")];
}

function says({ pattern, whole }: Phrase, sentence: string): boolean {
  if (whole === "message") return false;
  const found = pattern.exec(sentence);
  return found !== null && (whole === "sentence" || !isDenied(sentence.slice(0, found.index)));
}

// "Please don't stop sending these", "I did not ask you to remove me": what stands before turns it around.
const isDenied = (before: string) =>
  /(?:^|[^a-z])(?:do not|don't|dont|never|did not|didn't|will not|won't|would not|wouldn't|not|without|cannot|can't|unless|haven't|didnt|before we|before you|instead of|afraid you|thought you would|let's|lets|let us|shall we|who|they|he|she) (?:[a-z']+ ){0,3}$/.test(
    before,
  );

const sentencesOf = (text: string): string[] =>
  text
    .split(/[.!?;:\n…。]+|\s[–—-]\s/)
    .flatMap((one) => [one, ...(one.includes(",") ? one.split(",") : [])])
    .map((one) => one.trim())
    .filter(Boolean);

/** Lower case, without accents, signs and curly apostrophes, one space between words. */
export const foldSentence = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .toLowerCase()
    .replace(/[’‘ʼ`´]/g, "'")
    .replaceAll("ß", "ss")
    .replaceAll("ł", "l")
    .replaceAll("ø", "o")
    .replaceAll("ı", "i")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9'*-]+/g, " ")
    .replace(/(?<![a-z])[-'*]+|[-'*]+(?![a-z])/g, " ")
    .replace(/\s+/g, " ")
    .trim();
