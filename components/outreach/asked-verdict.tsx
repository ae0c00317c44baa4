"use client";

import { useEffect, useState } from "react";
import type { Channel, ChannelAnswer, Contactability } from "@/lib/guard/schema";
import { VerdictInline } from "./verdict-inline";

type Props = {
  leadId: string;
  channel: Channel;
  userId?: string;
  /** the message of theirs that is about to be answered: the guard says then what it says of an answer */
  replyToId?: string | null;
};

/** The verdict where the page did not bring it: the guard is asked when this is opened. */
export function AskedVerdict({ leadId, channel, userId, replyToId = null }: Props) {
  const [answer, setAnswer] = useState<ChannelAnswer | null>(null);
  useEffect(() => {
    const gone = new AbortController();
    void askGuard(leadId, replyToId, gone.signal).then((found) => setAnswer(found?.channels[channel] ?? null));
    return () => gone.abort();
  }, [leadId, channel, replyToId]);
  return <VerdictInline channel={channel} answer={answer} userId={userId} />;
}

async function askGuard(leadId: string, replyToId: string | null, signal: AbortSignal): Promise<Contactability | null> {
  try {
    const asked = replyToId ? `?reply_to_id=${replyToId}` : "";
    const response = await fetch(`/api/leads/${leadId}/contactability${asked}`, { signal });
    // Our own route answers this shape: app/api/contract.db.test.ts holds every answer against its schema.
    return response.ok ? ((await response.json()) as Contactability) : null;
  } catch {
    return null;
  }
}
