import { LEAD_SORTS, type LeadStatus } from "@/lib/leads/schema";

type SortField = (typeof LEAD_SORTS)[number];
export type LeadSort = SortField | `-${SortField}`;

/** Every field, rising and falling. */
export const LEAD_ORDERS: LeadSort[] = LEAD_SORTS.flatMap((field): LeadSort[] => [field, `-${field}`]);

export type LeadFilters = {
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
  const query = leadQuery({ ...filters, cursor: null, ...change });
  return query ? `/leads?${query}` : "/leads";
}
