"use client";

import { createParser, parseAsArrayOf, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { useLate } from "@/components/ui/use-late";
import { LEAD_STATUSES } from "@/lib/leads/list-rules";
import { countConditions } from "./filter-words";
import { useLeadMemory } from "./lead-memory";
import { LEAD_ORDERS, type LeadFilters, leadHref, leadQuery } from "./lead-query";
import type { Failure } from "./lead-requests";
import { type FirstLeads, type LeadRows, toRows } from "./lead-store";

export type ChangeFilters = (change: Partial<LeadFilters>, options?: { typing?: boolean }) => void;

export type LeadList = {
  filters: LeadFilters;
  change: ChangeFilters;
  /** The list that is on the screen: the asked one, or for a moment still the one before it. */
  query: string;
  rows: LeadRows;
  state: "here" | "late" | Failure;
  retry: () => void;
  more: () => void;
  refresh: (from: number, to: number) => void;
};

/** The list that the address names: drawn by the server at first, then by JSON, without another page. */
export function useLeadList(first: FirstLeads): LeadList {
  const { store } = useLeadMemory();
  const [filters, setFilters] = useQueryStates(PARTS, { history: "push" });
  const asked = leadQuery(filters);
  const drawn = useMemo(() => toRows(first), [first]);
  const fallback = asked === first.query ? drawn : undefined;
  const read = () => store.read(asked) ?? fallback;
  const known = useSyncExternalStore(store.subscribe, read, () => fallback);
  const failure = useSyncExternalStore(
    store.subscribe,
    () => store.failure(asked),
    () => undefined,
  );
  const [shown, setShown] = useState({ query: asked, rows: known ?? drawn });
  if (known && (known !== shown.rows || asked !== shown.query)) setShown({ query: asked, rows: known });
  useEffect(() => store.put(first), [store, first]);
  const missing = known === undefined;
  useEffect(() => {
    if (missing) void store.show(asked);
  }, [store, asked, missing]);
  const late = useLate(missing && !failure);
  const change: ChangeFilters = useCallback(
    (part, { typing = false } = {}) =>
      void setFilters((now) => withoutEmptyView({ ...now, cursor: null, ...part }), {
        history: typing ? "replace" : "push",
      }),
    [setFilters],
  );
  return {
    filters,
    change,
    query: known ? asked : shown.query,
    rows: known ?? shown.rows,
    state: missing ? (failure ?? (late ? "late" : "here")) : "here",
    retry: () => void store.show(asked),
    more: () => void store.more(asked),
    refresh: (from, to) => void store.refresh(asked, from, to),
  };
}

// A view of which nothing is left is the list of all leads.
const withoutEmptyView = (filters: LeadFilters): LeadFilters =>
  filters.view && filters.view !== "all" && leadHref({ ...filters, view: null }, {}) === "/leads"
    ? { ...filters, view: "all" }
    : filters;

const words = (longest: number) =>
  createParser({ parse: (text) => text.trim().slice(0, longest) || null, serialize: (text: string) => text });

const owner = createParser({
  parse: (text) => (/^(me|none|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(text) ? text : null),
  serialize: (text: string) => text,
});

const filter = createParser({
  parse: (text) => (countConditions(text) === null ? null : text),
  serialize: (text: string) => text,
});

/** The filters as they stand in the address; what does not fit there is as if it were not. */
const PARTS = {
  q: words(200),
  status: parseAsArrayOf(parseAsStringLiteral(LEAD_STATUSES), ","),
  owner,
  tag: words(50),
  filter,
  sort: parseAsStringLiteral(LEAD_ORDERS),
  cursor: words(3000),
  view: createParser({
    parse: (text) => (/^(all|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(text) ? text : null),
    serialize: (text: string) => text,
  }),
  columns: words(600),
  layout: parseAsStringLiteral(["board"]),
};
