import type { LeadPage } from "@/lib/leads/schema";
import { type LeadFilters, leadQuery } from "./lead-query";

/** Which leads are chosen: some by their ids, or all that the list's filters find but some. */
export type LeadSelection =
  | { kind: "ids"; ids: ReadonlySet<string> }
  | { kind: "filter"; filter: LeadFilter; except: ReadonlySet<string> };

/** The filters as `GET /api/leads` takes them, without an order or a place. */
export type LeadFilter = Readonly<Record<string, string>>;

/** The same as a request carries it. */
export type ChosenLeads = { ids: string[] } | { filter: LeadFilter; except: string[] };

export const NONE_CHOSEN: LeadSelection = { kind: "ids", ids: new Set() };

/** A selection belongs to what is filtered for: another order of the same leads keeps it, other filters have their own. */
export const selectionKey = (filters: Partial<LeadFilters>): string =>
  leadQuery({ ...filters, sort: null, cursor: null });

export const chooseAll = (key: string): LeadSelection => ({
  kind: "filter",
  filter: Object.fromEntries(new URLSearchParams(key)),
  except: new Set(),
});

export function isChosen(selection: LeadSelection, leadId: string): boolean {
  return selection.kind === "ids" ? selection.ids.has(leadId) : !selection.except.has(leadId);
}

/** The selection with these leads chosen, or not chosen. */
export function withLeads(selection: LeadSelection, leadIds: readonly string[], chosen: boolean): LeadSelection {
  const named = new Set(selection.kind === "ids" ? selection.ids : selection.except);
  for (const id of leadIds) {
    if (chosen === (selection.kind === "ids")) named.add(id);
    else named.delete(id);
  }
  return selection.kind === "ids" ? { kind: "ids", ids: named } : { ...selection, except: named };
}

/** How many are chosen; of more than the list has counted, at least how many. */
export function countChosen(selection: LeadSelection, counted: Pick<LeadPage, "total" | "total_at_least">) {
  if (selection.kind === "ids") return { total: selection.ids.size };
  const { total, total_at_least = 0 } = counted;
  const left = (count: number) => Math.max(0, count - selection.except.size);
  return total === undefined ? { total_at_least: left(total_at_least) } : { total: left(total) };
}

export function toChosenLeads(selection: LeadSelection): ChosenLeads {
  if (selection.kind === "ids") return { ids: [...selection.ids] };
  return { filter: selection.filter, except: [...selection.except] };
}

export type SelectionStore = ReturnType<typeof openSelectionStore>;

/** The selections of this tab, by what was filtered for; the anchor is the lead from which a range begins. */
export function openSelectionStore() {
  const kept = new Map<string, { selection: LeadSelection; anchor: string | null }>();
  const listeners = new Set<() => void>();
  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    read: (key: string): LeadSelection => kept.get(key)?.selection ?? NONE_CHOSEN,
    anchor: (key: string): string | null => kept.get(key)?.anchor ?? null,
    put: (key: string, selection: LeadSelection, anchor: string | null = null) => {
      kept.set(key, { selection, anchor });
      for (const listener of listeners) listener();
    },
  };
}
