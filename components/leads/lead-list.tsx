"use client";

import { Plus, SearchCheck } from "lucide-react";
import type { ReactNode } from "react";
import { VerdictLegend } from "@/components/outreach/verdict-legend";
import { KeysFooter } from "@/components/shell/keys-footer";
import { TopBar } from "@/components/shell/top-bar";
import { ButtonLink } from "@/components/ui/button";
import { countWords } from "@/components/ui/count-words";
import { LeadFilters } from "./lead-filters";
import { LeadRows } from "./lead-rows";
import type { FirstLeads } from "./lead-store";
import { ListMenu } from "./list-menu";
import { SelectionBar } from "./selection-bar";
import { useLeadList } from "./use-lead-list";
import { LeadSelectionProvider } from "./use-lead-selection";

export type LeadListProps = {
  first: FirstLeads;
  people: { id: string; name: string }[];
  userId: string;
  mayExport: boolean;
  /** What can be done with the chosen leads: buttons that read `useLeadSelection`. */
  bulkBar?: ReactNode;
  /** How a change of many leads goes. */
  bulkNote?: ReactNode;
};

/** Who is a lead, how far along, whose, when last contacted, and who may be contacted now. */
export function LeadList({ first, people, userId, mayExport, bulkBar, bulkNote }: LeadListProps) {
  const list = useLeadList(first);
  return (
    <LeadSelectionProvider list={list}>
      <TopBar title="Leads" note={countWords(list.rows.count)}>
        <ButtonLink href="/leads/check" variant="ghost" icon={SearchCheck} className="wide">
          Check an address
        </ButtonLink>
        <ListMenu filters={list.filters} mayExport={mayExport} />
        <ButtonLink href="/leads/new" variant="primary" icon={Plus}>
          New lead
        </ButtonLink>
      </TopBar>
      <LeadFilters filters={list.filters} change={list.change} people={people} />
      {bulkNote}
      <LeadRows list={list} userId={userId} />
      <SelectionBar counted={countWords(list.rows.count)}>{bulkBar}</SelectionBar>
      <KeysFooter hints={HINTS} end={<VerdictLegend />} />
    </LeadSelectionProvider>
  );
}

const HINTS = [
  { keys: ["J", "K"], label: "Move" },
  { keys: ["Enter"], label: "Open" },
  { keys: ["X"], label: "Select" },
  { keys: ["L"], label: "Log" },
  { keys: ["/"], label: "Filter" },
  { keys: ["?"], label: "All keys" },
];
