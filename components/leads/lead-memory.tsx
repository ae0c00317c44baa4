"use client";

import { usePathname } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { askLeads, askVerdicts } from "./lead-requests";
import { openSelectionStore, type SelectionStore } from "./lead-selection";
import { type LeadStore, openLeadStore } from "./lead-store";

/** Where somebody was in a list. */
export type ListPlace = { top: number; cursor: string | null };

export type LeadMemory = {
  store: LeadStore;
  selections: SelectionStore;
  places: Map<string, ListPlace>;
  /** The list the reader was in last: its query in the store, and its address. */
  last: { query: string; href: string } | null;
  /** The reader came by the browser's back or forward: show them the place they left. */
  returning: boolean;
};

const MemoryContext = createContext<LeadMemory | null>(null);

/** Keeps loaded lists and places while a lead is open, so that going back is at once and ends where it began. */
export function LeadMemoryProvider({ children }: { children: ReactNode }) {
  const [memory] = useState(newMemory);
  const path = usePathname();
  useEffect(() => {
    const onPopState = () => {
      memory.returning = true;
    };
    window.addEventListener("popstate", onPopState);
    return () => window.removeEventListener("popstate", onPopState);
  }, [memory]);
  // Behind the effects of the page itself, which has read it by now. A page reached by a link begins at its top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per page
  useEffect(() => {
    memory.returning = false;
  }, [path, memory]);
  return <MemoryContext value={memory}>{children}</MemoryContext>;
}

export function useLeadMemory(): LeadMemory {
  const kept = useContext(MemoryContext);
  const [own] = useState(() => kept ?? newMemory());
  return own;
}

function newMemory(): LeadMemory {
  return {
    store: openLeadStore(askLeads, askVerdicts),
    selections: openSelectionStore(),
    places: new Map(),
    last: null,
    returning: false,
  };
}
