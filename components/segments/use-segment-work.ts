"use client";

import { useMemo, useState } from "react";
import { useKeptWork } from "@/components/ui/use-kept-work";
import { type Filter, filterSchema } from "@/lib/filters/schema";
import type { Segment } from "@/lib/segments/schema";
import { toFilter, toQuery } from "./builder-rules";
import { isSegmentWork, type SegmentWork, unsavedConditions, workText } from "./segment-work";
import { useTellUnsaved } from "./shown-segment";

const BEGIN: Filter = { and: [{ field: "status", op: "is", value: "new" }] };

/** A segment as somebody edits it, kept in this browser until it is saved; who only looks at one keeps nothing. */
export function useSegmentWork(segment: Segment | null, userId: string) {
  const [saved] = useState(() => workOf(segment));
  const [work, setWork] = useState(saved);
  const built = useMemo(() => toFilter(work.query), [work.query]);
  const mayChange = segment?.may_change ?? true;
  const kept = useKeptWork({
    place: { kind: "segment", userId, id: segment?.id ?? "new" },
    work,
    saved,
    textOf: mayChange ? workText : () => "",
    isWork: isSegmentWork,
    take: setWork,
  });
  useTellUnsaved(useMemo(() => unsavedConditions(saved.query, work.query), [saved.query, work.query]));
  return {
    work,
    built,
    kept,
    mayChange,
    change: (part: Partial<SegmentWork>) => setWork((now) => ({ ...now, ...part })),
  };
}

const workOf = (segment: Segment | null): SegmentWork => ({
  name: segment?.name ?? "",
  visibility: segment?.visibility ?? "private",
  query: toQuery(filterSchema.parse(segment?.filter ?? BEGIN)),
});
