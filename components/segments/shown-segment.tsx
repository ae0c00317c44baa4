"use client";

import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";
import type { Filter } from "@/lib/filters/schema";

/** Conditions that the form shows and that are not saved; without a filter where one of them is not complete. */
export type Unsaved = { filter: Filter | null };
type Shown = { unsaved: Unsaved | null; tell: (unsaved: Unsaved | null) => void };

const ShownContext = createContext<Shown>({ unsaved: null, tell: () => {} });

/** Around the page of a segment: what its menu does is done with the conditions that its form shows. */
export function ShownSegment({ children }: { children: ReactNode }) {
  const [unsaved, tell] = useState<Unsaved | null>(null);
  const shown = useMemo(() => ({ unsaved, tell }), [unsaved]);
  return <ShownContext value={shown}>{children}</ShownContext>;
}

/** What the form shows beside what is saved; null when they are one. */
export const useUnsaved = () => use(ShownContext).unsaved;

/** Tells the menu of the page what the form shows. */
export function useTellUnsaved(unsaved: Unsaved | null) {
  const { tell } = use(ShownContext);
  const text = JSON.stringify(unsaved);
  // biome-ignore lint/correctness/useExhaustiveDependencies: its text says whether it is another
  useEffect(() => tell(unsaved), [tell, text]);
}
