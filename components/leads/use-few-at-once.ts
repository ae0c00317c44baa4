"use client";

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Lead } from "@/lib/leads/schema";
import { fewAtOnce } from "./few-at-once";

type Shown = { query: string; ids: ReadonlySet<string> };

/** While somebody scrolls fast, the rows that come are drawn in the next frames, some in each; another list is drawn at once. */
export function useFewAtOnce(
  query: string,
  rows: readonly (Lead | null)[],
  seen: { from: number; to: number },
): readonly (Lead | null)[] {
  const shown = useRef<Shown>(null);
  const [frame, setFrame] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each frame draws more of the same rows
  const drawn = useMemo(() => {
    const before = shown.current;
    return before?.query === query && before.ids.size > 0 ? fewAtOnce(rows, before.ids, seen) : rows;
  }, [query, rows, seen.from, seen.to, frame]);
  useLayoutEffect(() => {
    shown.current = { query, ids: new Set(drawn.flatMap((lead) => (lead ? [lead.id] : []))) };
  }, [query, drawn]);
  useEffect(() => {
    if (drawn === rows) return;
    const next = requestAnimationFrame(() => setFrame((one) => one + 1));
    return () => cancelAnimationFrame(next);
  }, [drawn, rows]);
  return drawn;
}
