"use client";

import { useEffect, useEffectEvent, useRef } from "react";
import { useBulkEnd } from "@/components/bulk/bulk-provider";
import { useLiveEvents } from "@/components/live/live-provider";
import type { Lead } from "@/lib/leads/schema";
import { rowCount } from "./lead-parts";
import type { LeadList } from "./use-lead-list";

type Seen = { from: number; to: number };

/** How near the end somebody must be for the next page to be loaded. */
const AHEAD = 20;
const SETTLE = 80;

/** Loads the next page before its rows are seen, and rows that were let go when somebody comes back to them. */
export function useRowsInView(list: LeadList, drawn: readonly (Lead | null)[], { from, to }: Seen): void {
  const { rows } = list;
  const more = useEffectEvent(() => list.more());
  const refresh = useEffectEvent(() => list.refresh(from, to));
  const wanted = rows.next !== null && rows.more === "idle" && to >= rowCount(rows.parts) - AHEAD;
  useEffect(() => {
    if (wanted) more();
  }, [wanted]);
  const gaps = drawn.includes(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once the scrolling has settled
  useEffect(() => {
    if (!gaps) return;
    const timer = setTimeout(() => refresh(), SETTLE);
    return () => clearTimeout(timer);
  }, [gaps, from, to]);
}

const GATHER = 250;
const REST = 1000;

/** Reads the rows in view anew when something happens to one of them, or anywhere while the top is in view. */
export function useLiveRows(list: LeadList, drawn: readonly (Lead | null)[], seen: Seen): void {
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const readAt = useRef(0);
  const refresh = useEffectEvent(() => list.refresh(seen.from, seen.to));
  useBulkEnd(() => refresh());
  useEffect(() => () => clearTimeout(waiting.current), []);
  useLiveEvents({ kinds: ["lead.contacted", "lead.replied", "lead.changed"] }, (event) => {
    const about = "lead_id" in event.body ? event.body.lead_id : null;
    const known = about !== null && drawn.some((lead) => lead?.id === about);
    if (waiting.current !== undefined || (event.kind !== "reset" && seen.from > 0 && !known)) return;
    // Many events in a row, as from an import, are one reading a second.
    const rest = Math.max(GATHER, readAt.current + REST - Date.now());
    waiting.current = setTimeout(() => {
      waiting.current = undefined;
      readAt.current = Date.now();
      refresh();
    }, rest);
  });
}
