"use client";

import { createContext, type ReactNode, useCallback, useContext, useMemo, useSyncExternalStore } from "react";
import { useLeadMemory } from "./lead-memory";
import { idsBetween, indexOfLead, type LeadPart } from "./lead-parts";
import {
  chooseAll,
  countChosen,
  isChosen,
  type LeadSelection,
  NONE_CHOSEN,
  selectionKey,
  withLeads,
} from "./lead-selection";
import type { LeadList } from "./use-lead-list";

export type ChosenNow = {
  selection: LeadSelection;
  /** How many, exact or at least. */
  count: ReturnType<typeof countChosen>;
  any: boolean;
  all: boolean;
  /** All that the filters find, however many that are. */
  chooseAll: () => void;
  clear: () => void;
  /** Turns one lead round; with `range` everything from the one before it. */
  toggle: (leadId: string, range: boolean) => void;
};

const SelectionContext = createContext<ChosenNow | null>(null);

/** Keeps which leads of this list are chosen: through paging, sorting and a visit to a lead. */
export function LeadSelectionProvider({ list, children }: { list: LeadList; children: ReactNode }) {
  const { selections } = useLeadMemory();
  const { filters, rows } = list;
  const key = selectionKey(filters);
  const selection = useSyncExternalStore(
    selections.subscribe,
    () => selections.read(key),
    () => NONE_CHOSEN,
  );
  const { parts, count: counted } = rows;
  const put = useCallback(
    (next: LeadSelection, anchor?: string) => selections.put(key, next, anchor),
    [selections, key],
  );
  const toggle = useCallback(
    (leadId: string, range: boolean) => {
      const now = selections.read(key);
      const anchor = selections.anchor(key);
      const reach = range && anchor !== null ? between(parts, anchor, leadId) : [];
      if (reach.length === 0) return put(withLeads(now, [leadId], !isChosen(now, leadId)), leadId);
      put(withLeads(now, reach, true), leadId);
    },
    [selections, key, parts, put],
  );
  const chosen = useMemo((): ChosenNow => {
    const count = countChosen(selection, counted);
    const any = (count.total ?? 1) > 0;
    const all = selection.kind === "filter" && selection.except.size === 0;
    const everything = () => put(chooseAll(key));
    return { selection, count, any, all, chooseAll: everything, clear: () => put(NONE_CHOSEN), toggle };
  }, [selection, counted, key, put, toggle]);
  return <SelectionContext value={chosen}>{children}</SelectionContext>;
}

/** Which leads are chosen in the list around this component. */
export function useLeadSelection(): ChosenNow {
  const chosen = useContext(SelectionContext);
  if (!chosen) throw new Error("useLeadSelection needs a LeadSelectionProvider above it");
  return chosen;
}

function between(parts: readonly LeadPart[], one: string, other: string): string[] {
  const [a, b] = [indexOfLead(parts, one), indexOfLead(parts, other)];
  return a < 0 || b < 0 ? [] : idsBetween(parts, Math.min(a, b), Math.max(a, b) + 1);
}
