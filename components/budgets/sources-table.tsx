"use client";

import { useState } from "react";
import { counted } from "@/components/analytics/figure-words";
import { Button } from "@/components/ui/button";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PhoneLine } from "@/components/ui/phone-line";
import type { Source } from "@/lib/sources/schema";
import { ChangeSource, type SourceActions } from "./change-source";

/** A source with its way down the tree and how many leads came from it and from those below it. */
export type PlacedSource = Source & { way: string; leads_below: number };
type SourcesTableProps = Pick<SourceActions, "change"> & { rows: PlacedSource[] };

/** Where leads come from, as a tree. */
export function SourcesTable({ rows, change }: SourcesTableProps) {
  const [chosen, setChosen] = useState<PlacedSource | null>(null);
  if (rows.length === 0) {
    return (
      <EmptyState title="No sources">
        A source is here with the first lead that names it. Add one to record what it costs before that.
      </EmptyState>
    );
  }
  const columns: TableColumn<PlacedSource>[] = [
    ...COLUMNS,
    {
      id: "change",
      header: "",
      headerLabel: "Change",
      className: "num c-owner",
      width: "w-28",
      cell: (row) => (
        <Button variant="ghost" aria-label={`Change ${row.way}`} onClick={() => setChosen(row)}>
          Change
        </Button>
      ),
    },
  ];
  const places = rows.map((one) => ({ value: one.id, label: one.way }));
  return (
    <>
      <DataTable label="Sources" rows={rows} rowKey={(row) => row.id} columns={columns} />
      {chosen ? <ChangeSource row={chosen} change={change} places={places} close={() => setChosen(null)} /> : null}
    </>
  );
}

const COLUMNS: TableColumn<PlacedSource>[] = [
  {
    id: "source",
    header: "Source",
    className: "c-name",
    cell: (row) => (
      <>
        {row.way}
        <PhoneLine>{counted(row.leads, "lead")} of its own</PhoneLine>
      </>
    ),
  },
  { id: "words", header: "Leads bring", className: "wide", width: "w-56", cell: (row) => row.arrives_as },
  { id: "leads", header: "Leads", className: "num", width: "w-28", cell: (row) => row.leads.toLocaleString("en") },
  {
    id: "below",
    header: "With those below",
    className: "num c-dots",
    width: "w-40",
    cell: (row) => row.leads_below.toLocaleString("en"),
  },
];
