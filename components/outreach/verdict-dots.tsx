"use client";

import { useClock } from "@/components/ui/clock";
import { Tooltip } from "@/components/ui/tooltip";
import { VERDICT_CHANNELS } from "@/lib/guard/channel-rules";
import type { Channel, Contactability } from "@/lib/guard/schema";
import { verdictWord, windowLeft } from "@/lib/guard/verdict-rules";
import { ChannelIcon } from "./channel-icon";
import { CHANNEL_NAMES } from "./channel-words";
import { VerdictDot } from "./verdict-dot";
import { type Reader, type ShownWord, verdictSentence, WORD_NAMES } from "./verdict-words";

export type DotAnswer = { word: ShownWord; left?: number; sentence?: string };
export type DotAnswers = Partial<Record<Channel, DotAnswer>>;

export type VerdictDotsProps = {
  /** Either the guard's full answer or, in lists, one word per channel; nothing yet: "checking". */
  channels?: Contactability["channels"];
  answers?: DotAnswers;
  userId?: string;
  focusable?: boolean;
};

/** Four dots in the fixed order email, LinkedIn, call, SMS; pointing or focusing says each in a sentence. */
export function VerdictDots({ channels, answers, userId, focusable = true }: VerdictDotsProps) {
  const reader = { ...useClock(), userId };
  const shown = VERDICT_CHANNELS.map((channel) => ({ channel, ...dotAnswer(channel, channels, answers, reader) }));
  return (
    <Tooltip focusable={focusable} content={() => <DotCard shown={shown} />}>
      <span className="dots">
        {shown.map(({ channel, word, left, sentence }) => (
          <VerdictDot key={channel} word={word} left={left} label={sentence} />
        ))}
      </span>
    </Tooltip>
  );
}

/** The head of a column of dots. */
export function DotsHead() {
  return (
    <span className="dots">
      {VERDICT_CHANNELS.map((channel) => (
        <span key={channel} title={CHANNEL_NAMES[channel]}>
          <ChannelIcon channel={channel} />
          <span className="sr">{CHANNEL_NAMES[channel]}</span>
        </span>
      ))}
    </span>
  );
}

type Shown = DotAnswer & { channel: Channel; sentence: string };

function DotCard({ shown }: { shown: Shown[] }) {
  return (
    <span className="dotcard">
      {shown.map(({ channel, word, left, sentence }) => (
        <span key={channel} className="line">
          <VerdictDot word={word} left={left} />
          <span>{sentence}</span>
        </span>
      ))}
    </span>
  );
}

function dotAnswer(
  channel: Channel,
  channels: VerdictDotsProps["channels"],
  answers: DotAnswers | undefined,
  reader: Reader,
) {
  const full = channels?.[channel];
  if (full) {
    const word: ShownWord = verdictWord(full, channel);
    return { word, left: windowLeft(full, new Date(reader.now)), sentence: verdictSentence(full, channel, reader) };
  }
  const brief = answers?.[channel] ?? { word: channels || answers ? ("none" as const) : ("checking" as const) };
  return { ...brief, sentence: brief.sentence ?? `${CHANNEL_NAMES[channel]}: ${WORD_NAMES[brief.word]}` };
}
