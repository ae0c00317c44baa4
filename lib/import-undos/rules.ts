import { type Before, nothingBefore } from "@/lib/lead-intake/schema";
import type { LeadState } from "@/lib/lead-sets/schema";

/** What an import did to one lead, its rows in the order of the file. */
export type Done = {
  leadId: string;
  created: boolean;
  /** of the last row */
  versionAfter: number;
  before: Before[];
};
/** How a lead is taken back to what it was. */
export type WayBack =
  | { leadId: string; kind: "delete"; before: Before }
  | { leadId: string; kind: "restore"; state: LeadState; before: Before; changes: Changes };
type Changes = Record<string, { old: unknown; new: unknown }>;

/** The way back for a lead that nobody touched since; null when somebody did, or it is gone: then it stays as it is. */
export function wayBack(done: Done, lead: LeadState | undefined, touched: boolean): WayBack | null {
  if (!lead || touched || lead.version !== done.versionAfter) return null;
  const before = joined(done.before);
  if (done.created) return { leadId: done.leadId, kind: "delete", before };
  const changes = changesBack(lead, before);
  return { leadId: done.leadId, kind: "restore", state: { ...lead, ...before.values }, before, changes };
}

/** What the way back changes, from what it is now to what it was. */
function changesBack(lead: LeadState, { values, owner, tags, links = [] }: Before): Changes {
  const now: Record<string, unknown> = lead;
  const pairs = Object.entries(values).map(([name, was]) => [name, { old: now[name], new: was }] as const);
  return {
    ...Object.fromEntries(pairs),
    ...(owner ? { owner_id: { old: lead.owner_id, new: owner.id } } : {}),
    ...(links.length > 0 ? { external_id: { old: links.map((link) => link.external_id).join(", "), new: null } } : {}),
    ...(tags.length > 0 ? { tags: { old: tags, new: null } } : {}),
  };
}

// Of a column that several rows changed, what was there before the first of them counts.
function joined(list: Before[]): Before {
  const all = { ...nothingBefore(), links: list.flatMap((one) => one.links ?? []) };
  for (const one of list.toReversed()) {
    Object.assign(all.values, one.values);
    if (one.owner) all.owner = one.owner;
    all.tags.push(...one.tags);
    all.points.push(...one.points);
    all.primary.push(...one.primary);
  }
  return { ...all, primary: all.primary.filter((point) => !all.points.includes(point)) };
}
