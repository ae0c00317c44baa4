import type { Lead, LeadPage } from "@/lib/leads/schema";
import { type LeadPart, partsBetween, toPart, withFresh, withoutFar } from "./lead-parts";
import type { AskLeads, AskVerdicts, Failure, LeadVerdicts } from "./lead-requests";

export type LeadRows = {
  parts: LeadPart[];
  next: string | null;
  count: Pick<LeadPage, "total" | "total_at_least">;
  verdicts: LeadVerdicts;
  more: "idle" | "busy" | Failure;
};

/** What the server drew: the first page of one list, and when it was read. */
export type FirstLeads = { query: string; page: LeadPage; verdicts: LeadVerdicts; asOf: string };

/** As many lists are kept as somebody may come back to; a board is ten of them. */
const MOST_LISTS = 32;

type Kept = {
  ask: { leads: AskLeads; verdicts: AskVerdicts };
  lists: Map<string, LeadRows>;
  failures: Map<string, Failure>;
  drawnAt: Map<string, string>;
  listeners: Set<() => void>;
  asking: AbortController;
  loading: Set<string>;
};

export type LeadStore = ReturnType<typeof openLeadStore>;

/** The lists of leads that this tab has loaded, by their query: unchangeable snapshots; whoever subscribed hears of each new one. */
export function openLeadStore(leads: AskLeads, verdicts: AskVerdicts) {
  const kept: Kept = {
    ask: { leads, verdicts },
    lists: new Map(),
    failures: new Map(),
    drawnAt: new Map(),
    listeners: new Set(),
    asking: new AbortController(),
    loading: new Set(),
  };
  return {
    subscribe: (listener: () => void) => {
      kept.listeners.add(listener);
      return () => void kept.listeners.delete(listener);
    },
    read: (query: string) => kept.lists.get(query),
    failure: (query: string) => kept.failures.get(query),
    /** Takes over what the server drew, once. */
    put: (first: FirstLeads) => put(kept, first),
    /** Asks for a list; whatever else was asked for is no longer wanted. */
    show: (query: string) => show(kept, query),
    /** Asks for a list beside others, unless it is here; after a failure only `again`. */
    load: (query: string, { again = false } = {}) => void load(kept, query, again),
    /** Shows a change of a lead wherever it is loaded. */
    patch: (leadId: string, change: Partial<Lead>) => patch(kept, leadId, change),
    /** Loads the page behind the last. */
    more: (query: string) => more(kept, query),
    /** Reads the pages of these rows anew and lets go of those far away. */
    refresh: (query: string, from: number, to: number) => refresh(kept, query, from, to),
  };
}

export function toRows({ page, verdicts }: Pick<FirstLeads, "page" | "verdicts">): LeadRows {
  return { parts: [toPart(null, page.data)], next: page.next_cursor, count: countOf(page), verdicts, more: "idle" };
}

function put(kept: Kept, first: FirstLeads): void {
  const { query, page, verdicts, asOf } = first;
  if ((kept.drawnAt.get(query) ?? "") >= asOf) return;
  kept.drawnAt.set(query, asOf);
  const old = kept.lists.get(query);
  const merged = withFresh(old ?? NO_ROWS, 0, [toPart(null, page.data)], page.next_cursor);
  set(kept, query, { ...merged, count: countOf(page), verdicts: { ...old?.verdicts, ...verdicts }, more: "idle" });
}

async function show(kept: Kept, query: string): Promise<void> {
  kept.asking.abort();
  kept.asking = new AbortController();
  const { signal } = kept.asking;
  if (kept.failures.delete(query)) tell(kept);
  const answer = await kept.ask.leads(query, null, signal);
  if (signal.aborted) return;
  if ("failure" in answer) {
    kept.failures.set(query, answer.failure);
    return tell(kept);
  }
  set(kept, query, toRows({ page: answer.value, verdicts: {} }));
  await judge(kept, query, answer.value);
}

async function load(kept: Kept, query: string, again: boolean): Promise<void> {
  if (kept.lists.has(query) || kept.loading.has(query) || (kept.failures.has(query) && !again)) return;
  if (kept.failures.delete(query)) tell(kept);
  kept.loading.add(query);
  const answer = await kept.ask.leads(query, null);
  kept.loading.delete(query);
  if ("failure" in answer) {
    kept.failures.set(query, answer.failure);
    return tell(kept);
  }
  if (!kept.lists.has(query)) set(kept, query, toRows({ page: answer.value, verdicts: {} }));
}

function patch(kept: Kept, leadId: string, change: Partial<Lead>): void {
  for (const [query, rows] of kept.lists) {
    if (!rows.parts.some((part) => part.ids.includes(leadId))) continue;
    const parts = rows.parts.map((part) => {
      const leads = part.leads?.map((lead) => (lead.id === leadId ? { ...lead, ...change } : lead));
      return leads && part.ids.includes(leadId) ? { ...part, leads } : part;
    });
    kept.lists.set(query, { ...rows, parts });
  }
  tell(kept);
}

async function more(kept: Kept, query: string): Promise<void> {
  const rows = kept.lists.get(query);
  if (!rows?.next || rows.more === "busy") return;
  const after = rows.next;
  set(kept, query, { ...rows, more: "busy" });
  const answer = await kept.ask.leads(query, after);
  const now = kept.lists.get(query);
  if (!now) return;
  // The end moved while the page was on its way: it is asked for again from where the list ends now.
  if (now.next !== after) return set(kept, query, { ...now, more: "idle" });
  if ("failure" in answer) return set(kept, query, { ...now, more: answer.failure });
  const merged = withFresh(now, now.parts.length, [toPart(after, answer.value.data)], answer.value.next_cursor);
  set(kept, query, { ...now, ...merged, count: countOf(answer.value), more: "idle" });
  await judge(kept, query, answer.value);
}

async function refresh(kept: Kept, query: string, from: number, to: number): Promise<void> {
  const rows = kept.lists.get(query);
  if (!rows) return;
  const near = partsBetween(rows.parts, from, to);
  const [first = 0] = near;
  const begin = rows.parts[first]?.after ?? null;
  const pages = await readOn(kept, query, begin, Math.max(1, near.length));
  const now = kept.lists.get(query);
  // Somebody scrolled on or filtered meanwhile: what was read no longer fits what is here.
  if (!now || !pages || (now.parts[first]?.after ?? null) !== begin) return;
  const merged = withFresh(now, first, pages.parts, pages.last.next_cursor);
  set(kept, query, { ...now, ...merged, parts: withoutFar(merged.parts, near), count: countOf(pages.last) });
  await judge(kept, query, { data: pages.parts.flatMap((part) => part.leads ?? []) });
}

async function readOn(kept: Kept, query: string, begin: string | null, count: number) {
  const parts: LeadPart[] = [];
  let last: LeadPage | null = null;
  for (let after = begin; parts.length < count; after = last.next_cursor) {
    const answer = await kept.ask.leads(query, after);
    if ("failure" in answer) return null;
    last = answer.value;
    parts.push(toPart(after, last.data));
    if (last.next_cursor === null) break;
  }
  return last && { parts, last };
}

/** Dots come after the rows: a list that is there is shown at once, its verdicts read "checking" for a moment. */
async function judge(kept: Kept, query: string, { data }: Pick<LeadPage, "data">): Promise<void> {
  if (data.length === 0) return;
  const answer = await kept.ask.verdicts(data.map((lead) => lead.id));
  const rows = kept.lists.get(query);
  if (!rows || "failure" in answer) return;
  const here = new Set(rows.parts.flatMap((part) => part.leads ?? []).map((lead) => lead.id));
  const known = Object.entries({ ...rows.verdicts, ...answer.value }).filter(([id]) => here.has(id));
  set(kept, query, { ...rows, verdicts: Object.fromEntries(known) });
}

function set(kept: Kept, query: string, rows: LeadRows): void {
  kept.lists.delete(query);
  kept.lists.set(query, rows);
  const [oldest] = kept.lists.size > MOST_LISTS ? kept.lists.keys() : [];
  if (oldest !== undefined) kept.lists.delete(oldest);
  tell(kept);
}

function tell(kept: Kept): void {
  for (const listener of kept.listeners) listener();
}

const NO_ROWS = { parts: [], next: null };

const countOf = ({ total, total_at_least }: LeadPage) => ({ total, total_at_least });
