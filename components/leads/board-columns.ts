import type { Lead, LeadStatus } from "@/lib/leads/schema";
import type { Failure } from "./lead-requests";
import type { LeadRows } from "./lead-store";

export type BoardColumn = {
  status: LeadStatus;
  state: "here" | "waiting" | Failure;
  leads: Lead[];
  count: { total?: number; total_at_least?: number };
  next: boolean;
  busy: boolean;
};

type Loaded = { status: LeadStatus; rows: LeadRows | Failure | undefined };

/** The lists of a board as columns: a lead stands where its status says, also while its lists do not know of the move yet. */
export function boardColumns(lists: readonly Loaded[]): BoardColumn[] {
  const known = lists.map(({ status, rows }) => ({
    status,
    rows,
    leads: typeof rows === "object" ? leadsOf(rows) : [],
  }));
  return known.map(({ status, rows, leads }) => {
    const own = new Set(leads.map((lead) => lead.id));
    const elsewhere = known.flatMap((other) => (other.status === status ? [] : other.leads));
    const arrived = elsewhere.filter((lead) => lead.status === status && !own.has(lead.id));
    const staying = leads.filter((lead) => lead.status === status);
    const moved = arrived.length - (leads.length - staying.length);
    if (typeof rows !== "object") {
      return { status, state: rows ?? "waiting", leads: arrived, count: {}, next: false, busy: false };
    }
    const { total, total_at_least } = rows.count;
    return {
      status,
      state: "here",
      leads: [...arrived, ...staying],
      count: total === undefined ? { total_at_least } : { total: Math.max(0, total + moved) },
      next: rows.next !== null,
      busy: rows.more === "busy",
    };
  });
}

const leadsOf = (rows: LeadRows): Lead[] => rows.parts.flatMap((part) => part.leads ?? []);
