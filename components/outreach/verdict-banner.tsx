"use client";

import { clsx } from "clsx";
import { Badge } from "@/components/ui/badge";
import { useClock } from "@/components/ui/clock";
import { LocalTime } from "@/components/ui/local-time";
import { relativeWords } from "@/components/ui/time-format";
import type { Touch } from "@/lib/communications/schema";
import { VERDICT_CHANNELS } from "@/lib/guard/channel-rules";
import type { Channel, ChannelAnswer, Contactability } from "@/lib/guard/schema";
import { failingRules, holderToAsk, mayOverride, verdictWord, windowLeft } from "@/lib/guard/verdict-rules";
import { CHANNEL_NAMES, CHANNEL_NOUNS } from "./channel-words";
import { useVerdictChanges } from "./verdict-changes";
import { VerdictDot, VerdictLine } from "./verdict-dot";
import {
  holderName,
  type Reader,
  reasonWords,
  type ShownWord,
  standingWords,
  untilWords,
  WORD_NAMES,
} from "./verdict-words";

export type VerdictBannerProps = {
  contactability: Contactability | null;
  /** The newest touches: a free cell says who was last on this channel. */
  touches?: readonly Touch[];
  userId?: string;
  /** Opens the log dialog on this channel with "I'm about to contact". */
  onContact: (channel: Channel) => void;
  onAddAddress?: (channel: Channel) => void;
  /** Asks the colleague who stands in the way on this channel. */
  onAsk?: (channel: Channel) => Promise<void>;
};

/** May I contact this person now? One cell per channel: word, until when, who and what, what you can do. */
export function VerdictBanner(props: VerdictBannerProps) {
  const { contactability, touches = [], userId, onContact, onAddAddress, onAsk } = props;
  const clock = useClock();
  const changed = useVerdictChanges(contactability);
  return (
    <div className="verdicts" role="status" aria-label="May I contact this lead now?">
      {VERDICT_CHANNELS.map((channel) => (
        <VerdictCell
          key={channel}
          channel={channel}
          answer={contactability?.channels[channel] ?? null}
          last={touches.find((touch) => touch.method === channel)}
          isNew={changed.has(channel)}
          zone={BY_THEIR_CLOCK.has(channel) ? knownZone(contactability) : null}
          reader={{ ...clock, userId, firstNames: true }}
          onContact={() => onContact(channel)}
          onAddAddress={onAddAddress ? () => onAddAddress(channel) : undefined}
          onAsk={onAsk ? () => void onAsk(channel) : undefined}
        />
      ))}
    </div>
  );
}

type CellProps = {
  channel: Channel;
  answer: ChannelAnswer | null;
  last: Touch | undefined;
  isNew: boolean;
  /** theirs, where quiet hours count and it is known */
  zone: string | null;
  reader: Reader;
  onContact: () => void;
  onAddAddress?: () => void;
  onAsk?: () => void;
};

function VerdictCell({ channel, answer, last, isNew, zone, reader, ...doors }: CellProps) {
  const word: ShownWord = answer ? verdictWord(answer, channel) : "checking";
  const left = answer ? windowLeft(answer, new Date(reader.now)) : 100;
  const why = answer ? whyWords(answer, word, last, reader) : "Asking the guard";
  const until = answer && word !== "none" ? untilWords(answer, channel, reader) : "";
  return (
    <section
      className={clsx("verdict", word, isNew && "changed")}
      aria-label={`${CHANNEL_NAMES[channel]}: ${WORD_NAMES[word]}`}
    >
      <div className="in">
        <h2 className="hd">
          <VerdictDot word={word} left={left} large />
          <span>{CHANNEL_NAMES[channel]}</span> <span className={`vword ${word}`}>{WORD_NAMES[word]}</span>
          {isNew ? <Badge tone="accent">new</Badge> : null}
          <span className="until">
            {isNew ? until.replace(/^better /, "") : until}
            {word === "free" && zone ? (
              <>
                , <LocalTime zone={zone} />
              </>
            ) : null}
          </span>
        </h2>
        <p className="why" title={why}>
          {why}
        </p>
        <p className="act">{answer ? <CellAction {...{ answer, channel, word, reader, ...doors }} /> : null}</p>
      </div>
      <VerdictLine word={word} left={left} />
    </section>
  );
}

type ActionProps = Pick<CellProps, "channel" | "reader" | "onContact" | "onAddAddress" | "onAsk"> & {
  answer: ChannelAnswer;
  word: ShownWord;
};

function CellAction({ answer, channel, word, reader, onContact, onAddAddress, onAsk }: ActionProps) {
  if (word === "none" && onAddAddress) {
    return (
      <button type="button" onClick={onAddAddress}>
        Add it
      </button>
    );
  }
  const label = mayOverride(answer) ? "Go on with a reason" : `Log ${CHANNEL_NOUNS[channel]}`;
  const holder = onAsk ? holderToAsk(answer, reader.userId) : null;
  const may = word === "free" || word === "none" || mayOverride(answer);
  return (
    <>
      {may ? (
        <button type="button" onClick={onContact}>
          {label}
        </button>
      ) : null}
      {holder ? <button type="button" onClick={onAsk}>{`Ask ${holderName(holder, reader)}`}</button> : null}
      <span className="t3">{standingWords(answer, channel)}</span>
    </>
  );
}

const BY_THEIR_CLOCK: ReadonlySet<Channel> = new Set(["call", "sms"]);

function knownZone(contactability: Contactability | null): string | null {
  const zones = contactability?.place?.zones ?? [];
  return zones.length === 1 ? (zones[0] ?? null) : null;
}

function whyWords(answer: ChannelAnswer, word: ShownWord, last: Touch | undefined, reader: Reader): string {
  const [strongest] = failingRules(answer);
  if (strongest) return reasonWords(strongest, reader).strong;
  if (last) return lastWords(last, reader);
  return word === "none" ? "Nothing on file to reach them by" : "Nobody has used this channel yet";
}

function lastWords(touch: Touch, reader: Reader): string {
  const when = relativeWords(touch.occurred_at, reader.now, reader.zone);
  if (touch.direction === "inbound") return `They ${INBOUND_VERBS[touch.method] ?? "wrote"} ${when}`;
  const who = holderName(touch.user, reader);
  return `${who}, ${when}, ${touch.responded ? "answered" : "no reply"}`;
}

const INBOUND_VERBS: Partial<Record<Channel, string>> = { call: "called", meeting: "met us", sms: "texted" };
