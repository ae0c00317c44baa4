import type { Before } from "@/lib/lead-intake/schema";
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
  | { leadId: string; kind: "delete" }
  | { leadId: string; kind: "restore"; state: LeadState; before: Before };

/** The way back for a lead that nobody touched since; null when somebody did, or it is gone: then it stays as it is. */
export function wayBack(done: Done, lead: LeadState | undefined, touched: boolean): WayBack | null {
  if (!lead || touched || lead.version !== done.versionAfter) return null;
  if (done.created) return { leadId: done.leadId, kind: "delete" };
  const before = joined(done.before);
  return { leadId: done.leadId, kind: "restore", state: { ...lead, ...before.values }, before };
}

// Of a column that several rows changed, what was there before the first of them counts.
function joined(list: Before[]): Before {
  const all: Before = { values: {}, tags: [], points: [], primary: [] };
  for (const one of list.toReversed()) {
    Object.assign(all.values, one.values);
    if (one.owner) all.owner = one.owner;
    all.tags.push(...one.tags);
    all.points.push(...one.points);
    all.primary.push(...one.primary);
  }
  return { ...all, primary: all.primary.filter((point) => !all.points.includes(point)) };
}
