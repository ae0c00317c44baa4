import { useEffect, useState } from "react";
import type { ChosenPreview } from "@/lib/enrolling/chosen-schema";

export type DryRun = Omit<ChosenPreview, "next_cursor"> & { over: boolean; failure: string | null };

const NOTHING: DryRun = { looked_at: 0, ok: 0, skipped: 0, decide: 0, reasons: [], over: false, failure: null };

/** Counts what enrolling the chosen would come to, part by part, until all are looked at or somebody leaves. */
export function useDryRun(sequenceId: string, chosen: () => object): DryRun {
  const [found, setFound] = useState<{ of: string; sum: DryRun } | null>(null);
  const [body] = useState(() => JSON.stringify(chosen()));
  useEffect(() => {
    if (!sequenceId) return;
    const leaving = new AbortController();
    void count(sequenceId, body, leaving.signal, (sum) => {
      if (!leaving.signal.aborted) setFound({ of: sequenceId, sum });
    });
    return () => leaving.abort();
  }, [sequenceId, body]);
  return found?.of === sequenceId ? found.sum : NOTHING;
}

/** Whether enrolling would begin with anybody, as far as is known; what could not be looked at is looked at when it begins. */
export const wouldBegin = ({ ok, decide, failure }: DryRun, whenAllowed: boolean): boolean =>
  failure !== null || ok > 0 || (whenAllowed && decide > 0);

async function count(sequenceId: string, body: string, signal: AbortSignal, tell: (sum: DryRun) => void) {
  let sum = NOTHING;
  let cursor: string | null = null;
  do {
    const part: ChosenPreview | string | null = await askPart(sequenceId, body, cursor, signal);
    if (part === null) return;
    if (typeof part === "string") return tell({ ...sum, over: true, failure: part });
    cursor = part.next_cursor;
    sum = addPart(sum, part);
    tell({ ...sum, over: cursor === null });
  } while (cursor !== null);
}

/** The sum with a part more; a reason keeps its first example. */
export function addPart(sum: DryRun, part: Omit<ChosenPreview, "next_cursor">): DryRun {
  const reasons = sum.reasons.map((one) => ({ ...one }));
  for (const one of part.reasons) {
    const known = reasons.find((other) => other.outcome === one.outcome && other.code === one.code);
    if (known) known.count += one.count;
    else reasons.push({ ...one });
  }
  return {
    ...sum,
    looked_at: sum.looked_at + part.looked_at,
    ok: sum.ok + part.ok,
    skipped: sum.skipped + part.skipped,
    decide: sum.decide + part.decide,
    reasons: reasons.toSorted((a, b) => b.count - a.count),
  };
}

/** A part, what is wrong in words, or null when somebody left. */
async function askPart(sequenceId: string, body: string, cursor: string | null, signal: AbortSignal) {
  try {
    const asked = { ...JSON.parse(body), ...(cursor ? { cursor } : {}) };
    const response = await fetch(`/api/nurture_sequences/${sequenceId}/enroll/dry_run`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(asked),
      signal,
    });
    const answer: unknown = await response.json();
    // Our own route answers this shape: app/api/nurture_sequences/sequences.db.test.ts holds every answer against its schema.
    if (response.ok) return answer as ChosenPreview;
    return (answer as { detail?: string }).detail ?? "It could not be looked at.";
  } catch {
    return signal.aborted ? null : "It could not be looked at. Nothing was enrolled; try again.";
  }
}
