"use client";

import { Plus, SearchCheck } from "lucide-react";
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { VerdictLegend } from "@/components/outreach/verdict-legend";
import { KeysFooter } from "@/components/shell/keys-footer";
import { TopBar } from "@/components/shell/top-bar";
import { ButtonLink } from "@/components/ui/button";
import type { SavedView } from "@/lib/saved-views/schema";
import type { TagColours } from "@/lib/tags/schema";
import { ColumnButton } from "./column-button";
import { LayoutSwitch } from "./layout-switch";
import { LeadEditsProvider, type LoadMoves } from "./lead-edits";
import { LeadFilters } from "./lead-filters";
import { LeadRows } from "./lead-rows";
import type { FirstLeads } from "./lead-store";
import { ListMenu } from "./list-menu";
import { SelectionBar } from "./selection-bar";
import { type SetColumns, useColumns } from "./use-columns";
import { useCounted } from "./use-counted";
import { useLeadList } from "./use-lead-list";
import { LeadSelectionProvider } from "./use-lead-selection";
import { useViewActions, type ViewDoors } from "./view-actions";
import { ViewTabs } from "./view-tabs";

const LeadBoard = dynamic(() => import("./lead-board").then((module) => module.LeadBoard));

export type LeadListProps = {
  first: FirstLeads;
  people: { id: string; name: string }[];
  userId: string;
  mayExport: boolean;
  views: SavedView[];
  /** The columns somebody made their own. */
  ownColumns: string | null;
  tagColours: TagColours;
  actions: { views: ViewDoors; setColumns: SetColumns; loadMoves: LoadMoves };
  /** What can be done with the chosen leads: buttons that read `useLeadSelection`. */
  bulkBar?: ReactNode;
  /** How a change of many leads goes. */
  bulkNote?: ReactNode;
};

/** Who is a lead, how far along, whose, when last contacted, and who may be contacted now. */
export function LeadList(props: LeadListProps) {
  const { first, people, userId, mayExport, views, ownColumns, tagColours, actions, bulkBar, bulkNote } = props;
  const list = useLeadList(first);
  const columns = useColumns(list, ownColumns, actions.setColumns);
  const board = list.filters.layout === "board";
  const counted = useCounted(list);
  const viewActions = useViewActions(actions.views);
  return (
    <LeadSelectionProvider list={list}>
      <LeadEditsProvider people={people} userId={userId} loadMoves={actions.loadMoves}>
        <TopBar title="Leads" note={counted}>
          <ButtonLink href="/leads/check" variant="ghost" icon={SearchCheck} className="wide">
            Check an address
          </ButtonLink>
          <ListMenu filters={list.filters} mayExport={mayExport} />
          <ButtonLink href="/leads/new" variant="primary" icon={Plus}>
            New lead
          </ButtonLink>
        </TopBar>
        <ViewTabs views={views} filters={list.filters} actions={viewActions} />
        <LeadFilters filters={list.filters} change={list.change} people={people}>
          <LayoutSwitch filters={list.filters} change={list.change} />
          {board ? null : <ColumnButton columns={columns} />}
        </LeadFilters>
        {bulkNote}
        {board ? (
          <LeadBoard list={list} />
        ) : (
          <LeadRows list={list} columns={columns} userId={userId} tagColours={tagColours} />
        )}
        <SelectionBar counted={counted}>{bulkBar}</SelectionBar>
        <KeysFooter hints={board ? BOARD_HINTS : HINTS} end={<VerdictLegend />} />
      </LeadEditsProvider>
    </LeadSelectionProvider>
  );
}

const BOARD_HINTS = [
  { keys: ["J", "K"], label: "Move" },
  { keys: ["Enter"], label: "Open" },
  { keys: ["S"], label: "Status" },
  { keys: ["/"], label: "Filter" },
  { keys: ["?"], label: "All keys" },
];

const HINTS = [
  { keys: ["J", "K"], label: "Move" },
  { keys: ["Enter"], label: "Open" },
  { keys: ["X"], label: "Select" },
  { keys: ["L"], label: "Log" },
  { keys: ["/"], label: "Filter" },
  { keys: ["?"], label: "All keys" },
];
