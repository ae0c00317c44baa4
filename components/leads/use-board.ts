"use client";

import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { useLiveEvents } from "@/components/live/live-provider";
import { LEAD_STATUSES, type LeadStatus } from "@/lib/leads/schema";
import { type BoardColumn, boardColumns } from "./board-columns";
import { useLeadMemory } from "./lead-memory";
import { type LeadFilters, leadQuery } from "./lead-query";
import type { Failure } from "./lead-requests";
import type { LeadRows } from "./lead-store";

export type Board = {
  columns: BoardColumn[];
  more: (status: LeadStatus) => void;
  retry: (status: LeadStatus) => void;
  /** Reads the columns anew that a lead left and came to. */
  refresh: (statuses: readonly LeadStatus[]) => void;
};

/** One list per status, each with its own pages and count; the filters hold for all. */
export function useBoard(filters: LeadFilters): Board {
  const { store } = useLeadMemory();
  const shown = LEAD_STATUSES.filter((one) => !filters.status?.length || filters.status.includes(one));
  // The same text as the list of this status alone has, so that both are one in memory.
  const key = shown.map((status) => leadQuery({ ...filters, status: [status], cursor: null })).join("\n");
  const lists = useMemo(() => key.split("\n").map((query) => ({ query, status: statusIn(query) })), [key]);
  const last = useRef<(LeadRows | Failure | undefined)[]>([]);
  const read = useCallback(() => {
    const now = lists.map(({ query }) => store.failure(query) ?? store.read(query));
    if (now.length !== last.current.length || now.some((one, at) => one !== last.current[at])) last.current = now;
    return last.current;
  }, [lists, store]);
  const loaded = useSyncExternalStore(store.subscribe, read, () => NOTHING);
  useEffect(() => {
    for (const { query } of lists) store.load(query);
  }, [lists, store]);
  const queryOf = (status: LeadStatus) => lists.find((one) => one.status === status)?.query;
  const refresh = (statuses: readonly LeadStatus[]) => {
    for (const query of statuses.map(queryOf)) if (query !== undefined) void store.refresh(query, 0, 50);
  };
  useLiveEvents({ kinds: ["lead.changed"] }, (event) => {
    if (event.kind === "reset") return refresh(lists.map((one) => one.status));
    const { lead_id } = event.body;
    const holds = (rows: LeadRows | Failure | undefined) =>
      typeof rows === "object" && rows.parts.some((part) => lead_id !== null && part.ids.includes(lead_id));
    refresh(lists.filter((_, at) => holds(loaded[at])).map((one) => one.status));
  });
  return {
    columns: boardColumns(lists.map(({ status }, at) => ({ status, rows: loaded[at] }))),
    more: (status) => void store.more(queryOf(status) ?? ""),
    retry: (status) => store.load(queryOf(status) ?? "", { again: true }),
    refresh,
  };
}

const NOTHING: never[] = [];

const statusIn = (query: string): LeadStatus => {
  const told = new URLSearchParams(query).get("status");
  return LEAD_STATUSES.find((one) => one === told) ?? "new";
};
