"use client";

import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useSyncExternalStore } from "react";
import { useLiveEvents } from "@/components/live/live-provider";
import { LEAD_STATUSES } from "@/lib/leads/list-rules";
import type { LeadStatus } from "@/lib/leads/schema";
import { type BoardColumn, boardColumns } from "./board-columns";
import { useLeadMemory } from "./lead-memory";
import { type LeadFilters, leadQuery } from "./lead-query";
import { askLead, type Failure } from "./lead-requests";
import type { LeadRows, LeadStore } from "./lead-store";

type BoardList = { status: LeadStatus; query: string };

export type Board = {
  columns: BoardColumn[];
  more: (status: LeadStatus) => void;
  retry: (status: LeadStatus) => void;
  /** Reads columns anew, one after the other: where a lead came to first, so that it is never nowhere. */
  refresh: (statuses: readonly LeadStatus[]) => Promise<void>;
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
  const refresh = async (statuses: readonly LeadStatus[]) => {
    for (const query of statuses.map(queryOf)) if (query !== undefined) await store.refresh(query, 0, 50);
  };
  useLiveLeads(store, lists, refresh);
  return {
    columns: boardColumns(lists.map(({ status }, at) => ({ status, rows: loaded[at] }))),
    more: (status) => void store.more(queryOf(status) ?? ""),
    retry: (status) => store.load(queryOf(status) ?? "", { again: true }),
    refresh,
  };
}

const GATHER = 300;
/** From so many leads at once on, the columns are read anew instead of the leads. */
const MANY = 4;

/** A lead that somebody changed moves to where it stands now; many at once are one reading of all columns. */
function useLiveLeads(store: LeadStore, lists: readonly BoardList[], refresh: Board["refresh"]): void {
  const waiting = useRef<{ ids: Set<string>; timer: ReturnType<typeof setTimeout> | undefined }>({
    ids: new Set(),
    timer: undefined,
  });
  const catchUp = useEffectEvent(async () => {
    const ids = [...waiting.current.ids];
    waiting.current = { ids: new Set(), timer: undefined };
    if (ids.length >= MANY) return void refresh(lists.map((one) => one.status));
    for (const id of ids) {
      const lead = await askLead(id);
      if (!lead) continue;
      store.patch(id, lead);
      void refresh([lead.status]);
    }
  });
  useEffect(() => () => clearTimeout(waiting.current.timer), []);
  useLiveEvents({ kinds: ["lead.changed"] }, (event) => {
    if (event.kind === "reset") return void refresh(lists.map((one) => one.status));
    if (event.kind !== "lead.changed") return;
    waiting.current.ids.add(event.body.lead_id);
    waiting.current.timer ??= setTimeout(() => void catchUp(), GATHER);
  });
}

const NOTHING: never[] = [];

const statusIn = (query: string): LeadStatus => {
  const told = new URLSearchParams(query).get("status");
  return LEAD_STATUSES.find((one) => one === told) ?? "new";
};
