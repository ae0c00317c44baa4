"use client";

import { useEffect, useRef, useState } from "react";
import { CHANNELS } from "@/lib/guard/channel-rules";
import type { Channel, Contactability } from "@/lib/guard/schema";
import { verdictWord } from "@/lib/guard/verdict-rules";

/** The channels whose verdict has changed since this component was opened: they get "new". */
export function useVerdictChanges(contactability: Contactability | null): ReadonlySet<Channel> {
  const first = useRef<Contactability | null>(null);
  const [changed, setChanged] = useState<ReadonlySet<Channel>>(new Set());
  useEffect(() => {
    if (!contactability) return;
    first.current ??= contactability;
    const before = first.current;
    const found = CHANNELS.filter((channel) => answerKey(before, channel) !== answerKey(contactability, channel));
    setChanged(new Set(found));
  }, [contactability]);
  return changed;
}

function answerKey(contactability: Contactability, channel: Channel): string {
  const answer = contactability.channels[channel];
  if (!answer) return "";
  const failing = answer.rules.filter((rule) => rule.result === "warn" || rule.result === "block");
  return [verdictWord(answer, channel), ...failing.map((rule) => `${rule.code} ${rule.holder?.at ?? ""}`)].join("|");
}
