"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { useClock } from "@/components/ui/clock";
import type { Channel, ChannelAnswer } from "@/lib/guard/schema";
import { verdictWord, windowLeft } from "@/lib/guard/verdict-rules";
import { CHANNEL_NAMES } from "./channel-words";
import { VerdictDot, VerdictLine } from "./verdict-dot";
import { reasonLines, type ShownWord, standingWords, untilWords, WORD_NAMES } from "./verdict-words";

export type VerdictInlineProps = {
  channel: Channel;
  /** null while the guard is being asked. */
  answer: ChannelAnswer | null;
  userId?: string;
  isNew?: boolean;
  /** One more line under the reasons: what will happen with this log. */
  note?: ReactNode;
  /** Of a moment to come: what is free is free then, not now. */
  later?: boolean;
};

/** The verdict at full width, in dialogs and composers: one line per reason. */
export function VerdictInline({ channel, answer, userId, isNew = false, note, later = false }: VerdictInlineProps) {
  const clock = useClock();
  const reader = { ...clock, userId };
  const word: ShownWord = answer ? verdictWord(answer, channel) : "checking";
  const left = answer ? windowLeft(answer, new Date(clock.now)) : 100;
  const standing = answer && word === "taken" && !note ? standingWords(answer, channel) : "";
  return (
    <section className={clsx("verdict inline", word, isNew && "changed")} role="status" aria-atomic="true">
      <div className="in">
        <h3 className="hd">
          <VerdictDot word={word} left={left} large />
          <span>{CHANNEL_NAMES[channel]}</span> <span className={`vword ${word}`}>{WORD_NAMES[word]}</span>
          <span className="until">
            {isNew ? <Badge tone="accent">new</Badge> : null}{" "}
            {answer && !(later && word === "free") ? untilWords(answer, channel, reader) : ""}
          </span>
        </h3>
        <div className="rules">
          {answer ? reasonLines(answer, reader).map(({ code, ...line }) => <ReasonLine key={code} {...line} />) : null}
          {standing ? <p className="t2">{standing}</p> : null}
          {note ? <p className="why">{note}</p> : null}
        </div>
      </div>
      <VerdictLine word={word} left={left} />
    </section>
  );
}

function ReasonLine({ strong, rest }: { strong: string; rest: string }) {
  return (
    <p className="rule">
      <span className="why">
        <span className="m">{strong}</span>
        {rest}
      </span>
    </p>
  );
}
