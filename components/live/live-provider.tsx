"use client";

import { createContext, type ReactNode, useContext, useEffect, useEffectEvent, useState } from "react";
import type { LiveEvent } from "@/lib/live/schema";
import { concerns, type LiveFilter, openLiveConnection } from "./live-connection";

type Subscriber = { filter: LiveFilter; handler: (event: LiveEvent) => void };

const Subscribers = createContext<Set<Subscriber> | null>(null);

/** Holds the tab's one stream; everything below it may listen. Without it nothing is heard and nothing breaks. */
export function LiveProvider({ url, since, children }: { url?: string; since?: number; children: ReactNode }) {
  const [subscribers] = useState(() => new Set<Subscriber>());
  // That of the first drawing: a refresh draws what was heard meanwhile.
  const [begin] = useState(since);
  useEffect(() => {
    const onEvent = (event: LiveEvent) => {
      for (const one of [...subscribers]) if (concerns(one.filter, event)) one.handler(event);
    };
    return openLiveConnection({ url, since: begin, onEvent }).close;
  }, [url, begin, subscribers]);
  return <Subscribers value={subscribers}>{children}</Subscribers>;
}

/** Calls the handler for every event that the filter lets through, and for every `reset`: then read anew what you show. */
export function useLiveEvents(filter: LiveFilter, handler: (event: LiveEvent) => void): void {
  const subscribers = useContext(Subscribers);
  const onEvent = useEffectEvent(handler);
  const { leadId } = filter;
  const kinds = filter.kinds?.join(" ");
  const keptFilter = useEffectEvent(() => filter);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the filter by its values, not by its identity
  useEffect(() => {
    if (!subscribers) return;
    const one: Subscriber = { filter: keptFilter(), handler: (event) => onEvent(event) };
    subscribers.add(one);
    return () => {
      subscribers.delete(one);
    };
  }, [subscribers, leadId, kinds]);
}
