import { LEAD_SORTS } from "@/lib/leads/list-rules";
import type { LeadStatus } from "@/lib/leads/schema";

type SortField = (typeof LEAD_SORTS)[number];
export type LeadSort = SortField | `-${SortField}`;

/** Every field, rising and falling. */
export const LEAD_ORDERS: LeadSort[] = LEAD_SORTS.flatMap((field): LeadSort[] => [field, `-${field}`]);

/** How a list looks, beside what is in it. */
export type ListLook = {
  /** The saved view it came from; "all": none, also for who has a view of their own as the first. */
  view: string | null;
  columns: string | null;
  layout: "board" | null;
};

export type LeadFilters = ListLook & {
  q: string | null;
  status: LeadStatus[] | null;
  /** "me", "none" or a member's id. */
  owner: string | null;
  tag: string | null;
  /** a tree of conditions, as JSON */
  filter: string | null;
  sort: LeadSort | null;
  /** Behind which place the list begins; only links of pages without scripts have one. */
  cursor: string | null;
};

export const DEFAULT_SORT: LeadSort = "-last_contacted_at";

/** The same filters always give the same text: it names the list in the address, in requests and in memory. */
export function leadQuery({ q, status, owner, tag, filter, sort, cursor }: Partial<LeadFilters>): string {
  const parts = { q, status: status?.join(","), owner, tag, filter, sort: sort === DEFAULT_SORT ? null : sort, cursor };
  return Object.entries(parts)
    .flatMap(([name, value]) => (value ? [`${name}=${encodeURIComponent(value).replaceAll("%2C", ",")}`] : []))
    .join("&");
}

/** Where a change of the filters leads: the same list otherwise, from its first row. */
export function leadHref(filters: Partial<LeadFilters>, change: Partial<LeadFilters>): string {
  const asked = { ...filters, cursor: null, ...change };
  const query = [leadQuery(asked), lookQuery(asked)].filter(Boolean).join("&");
  return query ? `/leads?${query}` : "/leads";
}

function lookQuery({ view, columns, layout }: Partial<LeadFilters>): string {
  const parts = Object.entries({ columns, layout, view });
  return parts.flatMap(([name, value]) => (value ? [`${name}=${value}`] : [])).join("&");
}

/** Everything of a list that a saved view keeps, by the names of the address. */
export const viewQuery = (filters: Partial<LeadFilters>): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(leadHref({ ...filters, view: null }, {}).replace(/^[^?]*/, "")));

/** The list of a saved view: its whole address, so that it opens without asking what the view holds. */
export function viewHref({ id, query }: { id: string; query: Record<string, string> }): string {
  const params = new URLSearchParams({ ...query, view: id });
  return `/leads?${params.toString().replaceAll("%2C", ",")}`;
}

/** Whether the list is still what the view says. */
export function isSameQuery(one: Record<string, string>, other: Record<string, string>): boolean {
  const told = (query: Record<string, string>) =>
    Object.entries({ ...query, sort: query.sort ?? DEFAULT_SORT })
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .join("&");
  return told(one) === told(other);
}
