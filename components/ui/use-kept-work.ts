"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { type KeptWork, keepWork, readWork, standingOfWork, type WorkPlace } from "./kept-work";

type Options<T> = {
  place: WorkPlace;
  /** as it stands on the page */
  work: T;
  /** what the server has */
  saved: T;
  /** as it would be saved: two works of one text are the same */
  textOf: (work: T) => string;
  isWork: (raw: unknown) => raw is T;
  take: (work: T) => void;
};

/** Keeps what is being written until it is saved, and brings it back where it was left. */
export function useKeptWork<T>({ place, work, saved, textOf, isWork, take }: Options<T>) {
  const [first] = useState(saved);
  const start = textOf(first);
  const text = textOf(work);
  const changed = text !== start;
  const [found, setFound] = useState<"mine" | "both" | null | undefined>(undefined);
  const since = useRef(start);
  const latest = useRef({ text, work });
  useEffect(() => {
    latest.current = { text, work };
  });
  // Only in the browser: the server does not know what is kept here.
  const look = useEffectEvent(() => {
    const kept = readWork(place, isWork);
    const standing = standingOfWork(kept && { start: kept.start, text: textOf(kept.work) }, start);
    if (kept && standing) {
      since.current = kept.start;
      take(kept.work);
    }
    setFound(standing);
  });
  useEffect(() => look(), []);
  const keep = useEffectEvent((kept: KeptWork<T> | null) => keepWork(place, kept));
  // biome-ignore lint/correctness/useExhaustiveDependencies: its text says whether it is another work
  useEffect(() => {
    if (found !== undefined) keep(changed ? { start: since.current, work } : null);
  }, [found, changed, text]);
  return {
    /** "mine": work that was left comes back; "both": and what is saved was changed since */
    found: changed ? (found ?? null) : null,
    changed,
    startOver: () => {
      since.current = start;
      setFound(null);
      take(first);
    },
    /** This text is saved; what was typed meanwhile is kept. */
    settle: (done: string) => {
      const now = latest.current;
      since.current = done;
      keepWork(place, now.text === done ? null : { start: done, work: now.work });
    },
  };
}
