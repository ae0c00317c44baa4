"use client";

import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import { type ListPlace, useLeadMemory } from "./lead-memory";

/** Where the reader is in the list: kept while a lead is open, restored when they come back, the top otherwise. */
export function useListPlace(query: string, scroller: RefObject<HTMLElement | null>) {
  const memory = useLeadMemory();
  const [first] = useState<ListPlace>(() => (memory.returning && memory.places.get(query)) || TOP);
  const [cursor, setCursor] = useState(first.cursor);
  const shown = useRef<string | null>(null);
  useLayoutEffect(() => {
    const arriving = shown.current === null;
    if (shown.current === query) return;
    shown.current = query;
    const place = arriving ? first : (memory.returning && memory.places.get(query)) || TOP;
    memory.returning = false;
    setCursor(place.cursor);
    scroller.current?.scrollTo({ top: place.top });
  }, [query, first, memory, scroller]);
  const keep = (part: Partial<ListPlace>) => {
    memory.places.set(query, { top: scroller.current?.scrollTop ?? 0, cursor, ...part });
  };
  return {
    top: first.top,
    cursor,
    setCursor: (leadId: string | null) => {
      setCursor(leadId);
      keep({ cursor: leadId });
    },
    onScroll: () => keep({}),
  };
}

const TOP: ListPlace = { top: 0, cursor: null };
