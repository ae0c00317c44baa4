import type { Lead } from "@/lib/leads/schema";

/** One page of a list: behind which place it begins, and its rows, or only whose they are when they were let go. */
export type LeadPart = { after: string | null; size: number; leads: Lead[] | null; ids: readonly string[] };

/** Pages farther than this from what is in view are let go, and read again when somebody comes back to them. */
const NEAR_PARTS = 20;

export const toPart = (after: string | null, leads: Lead[]): LeadPart => ({
  after,
  size: leads.length,
  leads,
  ids: leads.map((lead) => lead.id),
});

export const rowCount = (parts: readonly LeadPart[]): number => parts.reduce((sum, part) => sum + part.size, 0);

/** The rows from one index up to another; null for a row that was let go. */
export function rowsBetween(parts: readonly LeadPart[], from: number, to: number): (Lead | null)[] {
  const rows: (Lead | null)[] = [];
  let start = 0;
  for (const { size, leads } of parts) {
    const last = Math.min(to, start + size);
    for (let index = Math.max(from, start); index < last; index++) rows.push(leads?.[index - start] ?? null);
    start += size;
  }
  return rows;
}

/** Whose the rows from one index up to another are, also of those that were let go. */
export const idsBetween = (parts: readonly LeadPart[], from: number, to: number): string[] =>
  parts.flatMap((part) => part.ids).slice(from, to);

/** Which pages hold the rows from one index up to another. */
export function partsBetween(parts: readonly LeadPart[], from: number, to: number): number[] {
  const found: number[] = [];
  let start = 0;
  for (const [place, { size }] of parts.entries()) {
    if (start < to && start + size > from) found.push(place);
    start += size;
  }
  return found;
}

/**
 * The list with some neighbouring pages read anew, and the place behind its end. When those no longer end where the next
 * page begins, a row came or went: what follows is let go whole and loaded again by scrolling, so that no row is missing.
 */
export function withFresh(
  list: { parts: readonly LeadPart[]; next: string | null },
  first: number,
  fresh: LeadPart[],
  next: string | null,
): { parts: LeadPart[]; next: string | null } {
  const here = new Set(fresh.flatMap((part) => part.leads ?? []).map((lead) => lead.id));
  const before = list.parts.slice(0, first).map((part) => withoutLeads(part, here));
  const behind = list.parts.slice(first + fresh.length);
  if (behind.length > 0 && behind[0]?.after === next) {
    return { parts: [...before, ...fresh, ...behind.map((part) => withoutLeads(part, here))], next: list.next };
  }
  return { parts: [...before, ...fresh], next };
}

/** The list without the rows of pages that nobody is near. */
export function withoutFar(parts: LeadPart[], near: readonly number[]): LeadPart[] {
  const isFar = (place: number) => place < (near[0] ?? 0) - NEAR_PARTS || place > (near.at(-1) ?? 0) + NEAR_PARTS;
  const heavy = parts.some((part, place) => part.leads && isFar(place));
  return heavy ? parts.map((part, place) => (isFar(place) ? { ...part, leads: null } : part)) : parts;
}

function withoutLeads(part: LeadPart, ids: ReadonlySet<string>): LeadPart {
  const rest = part.leads?.filter((lead) => !ids.has(lead.id));
  return rest && rest.length < part.size ? toPart(part.after, rest) : part;
}

/** Where a lead stands among the rows that were loaded; -1 when it does not. */
export function indexOfLead(parts: readonly LeadPart[], leadId: string): number {
  let start = 0;
  for (const { size, ids } of parts) {
    const at = ids.indexOf(leadId);
    if (at >= 0) return start + at;
    start += size;
  }
  return -1;
}
