"use client";

import { useEffect, useState } from "react";
import type { Channel, ChannelAnswer, Contactability } from "@/lib/guard/schema";
import { VerdictInline } from "./verdict-inline";

type Props = { leadId: string; channel: Channel; userId?: string };

/** The verdict where the page did not bring it: the guard is asked when this is opened. */
export function AskedVerdict({ leadId, channel, userId }: Props) {
  const [answer, setAnswer] = useState<ChannelAnswer | null>(null);
  useEffect(() => {
    const gone = new AbortController();
    void askGuard(leadId, gone.signal).then((found) => setAnswer(found?.channels[channel] ?? null));
    return () => gone.abort();
  }, [leadId, channel]);
  return <VerdictInline channel={channel} answer={answer} userId={userId} />;
}

async function askGuard(leadId: string, signal: AbortSignal): Promise<Contactability | null> {
  try {
    const response = await fetch(`/api/leads/${leadId}/contactability`, { signal });
    // Our own route answers this shape: app/api/contract.db.test.ts holds every answer against its schema.
    return response.ok ? ((await response.json()) as Contactability) : null;
  } catch {
    return null;
  }
}
