"use client";

import { useCallback, useEffect, useState } from "react";
import { type FeedPage, RECORD_KINDS, type RecordEntry } from "@/lib/feed/schema";

/** A page of what happened to the lead; null: it could not be loaded. */
export type LoadRecord = (kinds: readonly string[], cursor: string | null) => Promise<FeedPage | null>;

export type LeadRecord = {
  entries: RecordEntry[];
  /** What is missing and why, in words; null: nothing. */
  problem: string | null;
  retry: () => void;
};

type Options = {
  load: LoadRecord | undefined;
  /** Whether anybody wants to see it. */
  on: boolean;
  /** As far back as the touches reach; null: to the beginning. */
  until: string | null;
  /** Changes when the page is drawn anew. */
  asOf: string | undefined;
};

const NOTHING: Omit<LeadRecord, "retry"> = { entries: [], problem: null };

/** What happened to the lead as far back as the touches that are loaded, so that no day looks emptier than it was. */
export function useRecord({ load, on, until, asOf }: Options): LeadRecord {
  const [record, setRecord] = useState(NOTHING);
  const [tries, setTries] = useState(0);
  const retry = useCallback(() => setTries((now) => now + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew when the page is drawn anew, and when somebody tries again
  useEffect(() => {
    if (!on || !load) return setRecord(NOTHING);
    let gone = false;
    readOn(load, until).then((found) => {
      if (!gone) setRecord(found);
    });
    return () => {
      gone = true;
    };
  }, [on, load, until, asOf, tries]);
  return { ...record, entries: until ? record.entries.filter((one) => one.at >= until) : record.entries, retry };
}

async function readOn(load: LoadRecord, until: string | null): Promise<Omit<LeadRecord, "retry">> {
  const entries: RecordEntry[] = [];
  const problems = new Set<string>();
  for (let cursor: string | null = null; ; ) {
    const page: FeedPage | null = await load(RECORD_KINDS, cursor).catch(() => null);
    if (!page) return { entries, problem: "What happened to the lead did not load." };
    for (const entry of page.data) {
      if (entry.kind === "error") problems.add(entry.detail);
      else if (entry.kind !== "touch" && entry.kind !== "note") entries.push(entry);
    }
    const last = entries.at(-1);
    cursor = page.next_cursor;
    if (!cursor || (until && last && last.at < until)) break;
  }
  return { entries, problem: problems.size > 0 ? [...problems].join(" ") : null };
}
