"use client";

import { Clock } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { useClock } from "@/components/ui/clock";
import { untilTime } from "@/components/ui/time-format";
import type { Channel, ChannelAnswer } from "@/lib/guard/schema";
import { freeFrom, holderToAsk, verdictWord } from "@/lib/guard/verdict-rules";
import { MESSAGE_CHANNELS } from "@/lib/sending/schema";
import { holderName } from "./verdict-words";

export type ExitDoors = {
  /** Asks whoever stands in the way on this channel. */
  onAsk?: (channel: Channel) => Promise<void>;
  /** Goes on with a message for then. */
  onPlan?: (until: string) => void;
};
type ExitsProps = ExitDoors & { channel: Channel; answer: ChannelAnswer | null; userId?: string };

/** What one can do instead where something speaks against contact: write for later, or ask the colleague. */
export function Exits({ channel, answer, userId, onAsk, onPlan }: ExitsProps) {
  const { now, zone } = useClock();
  const [askedId, setAskedId] = useState<string | null>(null);
  const word = answer ? verdictWord(answer, channel) : "free";
  const until = answer && (word === "wait" || word === "taken") ? freeFrom(answer) : null;
  const holder = answer && holderToAsk(answer, userId);
  const ask = () => {
    setAskedId(holder?.id ?? null);
    void onAsk?.(channel);
  };
  return (
    <>
      {onPlan && until && MESSAGE_CHANNELS.some((one) => one === channel) ? (
        <Button icon={Clock} onClick={() => onPlan(until)}>
          {`Plan for ${untilTime(until, now, zone)}`}
        </Button>
      ) : null}
      {onAsk && holder ? (
        <Button variant="ghost" disabled={askedId === holder.id} onClick={ask}>
          {`${askedId === holder.id ? "Asked" : "Ask"} ${holderName(holder, { now, zone, userId, firstNames: true })}`}
        </Button>
      ) : null}
    </>
  );
}
