"use client";

import { Plus, SearchCheck } from "lucide-react";
import { VerdictLegend } from "@/components/outreach/verdict-legend";
import { KeysFooter } from "@/components/shell/keys-footer";
import { TopBar } from "@/components/shell/top-bar";
import { ButtonLink } from "@/components/ui/button";
import { countWords } from "@/components/ui/count-words";
import { LeadFilters } from "./lead-filters";
import { LeadRows } from "./lead-rows";
import type { FirstLeads } from "./lead-store";
import { useLeadList } from "./use-lead-list";

export type LeadListProps = { first: FirstLeads; people: { id: string; name: string }[]; userId: string };

/** Who is a lead, how far along, whose, when last contacted, and who may be contacted now. */
export function LeadList({ first, people, userId }: LeadListProps) {
  const list = useLeadList(first);
  return (
    <>
      <TopBar title="Leads" note={countWords(list.rows.count)}>
        <ButtonLink href="/leads/check" variant="ghost" icon={SearchCheck} className="wide">
          Check an address
        </ButtonLink>
        <ButtonLink href="/leads/new" variant="primary" icon={Plus}>
          New lead
        </ButtonLink>
      </TopBar>
      <LeadFilters filters={list.filters} change={list.change} people={people} />
      <LeadRows list={list} userId={userId} />
      <KeysFooter hints={HINTS} end={<VerdictLegend />} />
    </>
  );
}

const HINTS = [
  { keys: ["J", "K"], label: "Move" },
  { keys: ["Enter"], label: "Open" },
  { keys: ["L"], label: "Log" },
  { keys: ["/"], label: "Filter" },
  { keys: ["?"], label: "All keys" },
];
