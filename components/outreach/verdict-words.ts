import { clockTime, moment, relativeWords, untilTime } from "@/components/ui/time-format";
import { CHANNELS } from "@/lib/guard/channel-rules";
import type { Channel, ChannelAnswer, Person, RefusalCode, RuleAnswer } from "@/lib/guard/schema";
import { failingRules, mayOverride, type VerdictWord, verdictUntil, verdictWord } from "@/lib/guard/verdict-rules";
import { CHANNEL_NAMES, CHANNEL_NOUNS, channelVerb } from "./channel-words";

export type ShownWord = VerdictWord | "checking";

export const WORD_NAMES: Record<ShownWord, string> = {
  free: "free",
  wait: "wait",
  taken: "taken",
  blocked: "blocked",
  none: "no address",
  checking: "checking",
};

export type Reader = { now: number; zone: string; userId?: string; firstNames?: boolean };

type Reason = Pick<RuleAnswer, "code" | "message" | "holder" | "until">;

export type ReasonWords = { strong: string; rest: string };

/** One reason as "who did what, when, whether they answered" in front and the rest behind it. */
export function reasonWords(rule: Reason, reader: Reader): ReasonWords {
  const { holder } = rule;
  const compose = holder ? COMPOSED[rule.code] : undefined;
  if (!holder || !compose) return { strong: firstSentence(rule.message), rest: laterSentences(rule.message) };
  const who = holder.user || rule.code !== "DRAFT_CLAIMED" ? holderName(holder.user, reader) : "A colleague";
  if (holder.scheduled) return scheduledWords(rule, who, reader);
  const subject = holder.subject ? `, “${holder.subject}”` : "";
  const head = compose(who, channelVerb(holder.channel), relativeWords(holder.at, reader.now, reader.zone));
  if (rule.code === "DRAFT_CLAIMED") return { strong: head, rest: ` since ${clockTime(holder.at, reader.zone)}` };
  return {
    strong: `${head}${answerTail(rule.message)}`,
    rest: `, ${moment(holder.at, reader.now, reader.zone)}${subject}`,
  };
}

/** What waits to go out has not been sent: "Rik has scheduled an email for tomorrow 09:00", in a narrow cell "Rik's email is set for ...". */
function scheduledWords({ holder }: Reason, who: string, { now, zone, firstNames }: Reader): ReasonWords {
  if (!holder) return { strong: "", rest: "" };
  const noun = CHANNEL_NOUNS[channelOf(holder.channel) ?? "other"];
  const mine = who === "You";
  const late = Date.parse(holder.at) <= now;
  const about = Math.abs(Date.parse(holder.at) - now) < ABOUT_TO_GO;
  const rest = holder.subject ? `, “${holder.subject}”` : "";
  const set = about ? "is about to go" : late ? "waits to go out" : `is set for ${moment(holder.at, now, zone)}`;
  if (firstNames) return { strong: `${mine ? "Your" : `${who}'s`} ${noun} ${set}`, rest };
  const article = /^[aeiou]/.test(noun) ? "an" : "a";
  const has = mine ? "have" : "has";
  if (about) return { strong: `${who} ${has} ${article} ${noun} about to go`, rest };
  const when = late ? "that waits to go out" : `for ${moment(holder.at, now, zone)}`;
  return { strong: `${who} ${has} scheduled ${article} ${noun} ${when}`, rest };
}

/** What was sent and not put off goes within the minute. */
const ABOUT_TO_GO = 60_000;

/** Every reason once: a slot and its soft window are the same touch. */
export function reasonLines(
  answer: ChannelAnswer,
  reader: Reader,
): { code: RefusalCode; strong: string; rest: string }[] {
  const lines = failingRules(answer).map((rule) => ({ code: rule.code, ...reasonWords(rule, reader) }));
  return withoutEchoes(lines);
}

/** A slot and its soft window are one touch: the line that says more stays. */
export function withoutEchoes<Line extends ReasonWords>(lines: Line[]): Line[] {
  return lines.filter((line, index) =>
    lines.every((other, place) => {
      const echoes = other.strong.startsWith(line.strong) && other.rest === line.rest;
      return place === index || !echoes || (other.strong === line.strong && index < place);
    }),
  );
}

/** "You", the colleague's name, or nobody in particular: a sequence, an import, a person who left. */
export function holderName(user: Person | null, reader: Reader): string {
  if (!user) return "Somebody";
  if (user.id === reader.userId) return "You";
  return reader.firstNames ? user.name.replace(/\s.*$/, "") : user.name;
}

/** At the right of the cell: until when the verdict stands, or that it has no end. */
export function untilWords(answer: ChannelAnswer, channel: Channel, reader: Reader): string {
  const word = verdictWord(answer, channel);
  if (word === "free") return "now";
  if (word === "none") return "no address";
  const until = verdictUntil(answer);
  const [strongest] = failingRules(answer);
  if (!until) return (strongest && ENDLESS[strongest.code]) ?? "";
  const when = untilTime(until, reader.now, reader.zone);
  return word === "wait" ? `better from ${when}` : `until ${when}`;
}

/** Who may still go on; empty when anyone may. */
export function standingWords(answer: ChannelAnswer, channel: Channel): string {
  const word = verdictWord(answer, channel);
  if (word === "blocked") return "Nobody can override";
  if (word === "taken" && !mayOverride(answer)) return "Only a manager can override";
  return "";
}

/** The whole answer in one sentence, for a dot and for a screen reader. */
export function verdictSentence(answer: ChannelAnswer, channel: Channel, reader: Reader): string {
  const word: ShownWord = verdictWord(answer, channel);
  const [strongest] = failingRules(answer);
  const reason = strongest ? `. ${reasonWords(strongest, reader).strong}` : "";
  const until = word === "free" || word === "none" ? "" : untilWords(answer, channel, reader);
  return `${CHANNEL_NAMES[channel]}: ${WORD_NAMES[word]}${until ? `, ${until}` : ""}${reason}`;
}

const channelOf = (code: string) => CHANNELS.find((one) => one === code);

/** Whether they answered is only in the guard's own sentence. */
function answerTail(message: string): string {
  return /, (no reply yet|answered since)/.exec(message)?.[0] ?? "";
}

function firstSentence(message: string): string {
  return message.replace(/\.(\s.*)?$/s, "");
}

function laterSentences(message: string): string {
  const rest = message.slice(firstSentence(message).length);
  return rest === "." ? "" : rest;
}

type Compose = (who: string, verb: string, when: string) => string;

/** The codes whose sentence is made here, so that it stays right while the page is open. */
const COMPOSED: Partial<Record<RefusalCode, Compose>> = {
  RECENTLY_CONTACTED: (who, verb, when) => `${who} ${verb} ${when}`,
  SAME_CHANNEL_RECENT: (who, verb, when) => `${who} ${verb} ${when}`,
  COMPANY_RECENT: (who, verb, when) => `${who} ${verb} somebody at this company ${when}`,
  SIMILAR_MESSAGE: (who, _verb, when) => `Your text is nearly what ${who === "You" ? "you" : who} sent ${when}`,
  DRAFT_CLAIMED: (who) => `${who} ${who === "You" ? "are" : "is"} writing to them now`,
};

const ENDLESS: Partial<Record<RefusalCode, string>> = {
  DNC_BLOCKED: "do not contact",
  NO_CONSENT: "no consent",
  ADDRESS_INVALID: "address does not work",
};
