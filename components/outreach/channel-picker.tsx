"use client";

import { useId } from "react";
import { useClock } from "@/components/ui/clock";
import { VERDICT_CHANNELS } from "@/lib/guard/channel-rules";
import type { Channel, Contactability } from "@/lib/guard/schema";
import { verdictWord, windowLeft } from "@/lib/guard/verdict-rules";
import { ChannelIcon } from "./channel-icon";
import { CHANNEL_NAMES } from "./channel-words";
import { VerdictDot } from "./verdict-dot";
import { type ShownWord, WORD_NAMES } from "./verdict-words";

/** As on every screen, then the meeting; what is rarer comes last. */
const ORDER: readonly Channel[] = [...VERDICT_CHANNELS, "meeting", "whatsapp", "other"];

export type ChannelPickerProps = {
  value: Channel;
  channels: Contactability["channels"] | undefined;
  onChange: (channel: Channel) => void;
  /** Left out: all of them. */
  only?: readonly Channel[];
};

/** One channel of all, each with its verdict, so that the free one is seen before the wrong one is chosen. */
export function ChannelPicker({ value, channels, onChange, only = ORDER }: ChannelPickerProps) {
  const id = useId();
  const { now } = useClock();
  return (
    <div className="field">
      <span className="lab" id={id}>
        Channel
      </span>
      <div className="chans" role="radiogroup" aria-labelledby={id}>
        {ORDER.filter((one) => only.includes(one)).map((channel) => {
          const answer = channels?.[channel];
          const word: ShownWord = answer ? verdictWord(answer, channel) : channels ? "none" : "checking";
          return (
            <label key={channel}>
              <input
                type="radio"
                name="channel"
                value={channel}
                aria-label={CHANNEL_NAMES[channel]}
                aria-describedby={`${id}-${channel}`}
                checked={channel === value}
                onChange={() => onChange(channel)}
              />
              <ChannelIcon channel={channel} />
              {CHANNEL_NAMES[channel]}
              <VerdictDot word={word} left={answer ? windowLeft(answer, new Date(now)) : 100} />
              <span className="sr" id={`${id}-${channel}`}>
                {WORD_NAMES[word]}
              </span>
            </label>
          );
        })}
      </div>
    </div>
  );
}
