"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PhoneLine } from "@/components/ui/phone-line";
import { hrefWith } from "@/components/ui/query-href";
import type { SourceCost } from "@/lib/source-costs/schema";
import { CorrectCost, type CostActions } from "./correct-cost";
import { signedMoney } from "./money-words";

/** `narrowed`: what the rows are narrowed to, in words; empty when they are all. */
type CostsTableProps = CostActions & { rows: SourceCost[]; narrowed: string };

/** What sources cost, the newest month first; each can be put right or taken away. */
export function CostsTable({ rows, narrowed, ...actions }: CostsTableProps) {
  const [chosen, setChosen] = useState<SourceCost | null>(null);
  if (rows.length === 0) {
    return (
      <EmptyState title="No costs">
        {narrowed ? `No cost is recorded for ${narrowed}.` : "No cost is recorded yet. Record one, or import a table."}
      </EmptyState>
    );
  }
  const columns: TableColumn<SourceCost>[] = [
    ...COLUMNS,
    {
      id: "correct",
      header: "",
      headerLabel: "Put right",
      className: "num c-owner",
      width: "w-28",
      cell: (row) => (
        <Button
          variant="ghost"
          aria-label={`Put right: ${row.source.name}, ${kindWords(row)}, ${row.month}`}
          onClick={() => setChosen(row)}
        >
          Put right
        </Button>
      ),
    },
  ];
  return (
    <>
      <DataTable label="Costs" rows={rows} rowKey={(row) => row.id} columns={columns} />
      {chosen ? <CorrectCost row={chosen} {...actions} close={() => setChosen(null)} /> : null}
    </>
  );
}

/** Every cost that the page's filters leave, as a file that can be imported again. */
export const CostsFile = ({ query }: { query: string }) => (
  <a className="btn" href={`/api/source_costs/export${hrefWith(query, { limit: null, cursor: null })}`} download>
    CSV
  </a>
);

const kindWords = ({ kind }: SourceCost) => kind.replaceAll("_", " ");

const COLUMNS: TableColumn<SourceCost>[] = [
  { id: "month", header: "Month", className: "c-last", width: "w-24", cell: (row) => row.month },
  {
    id: "source",
    header: "Source",
    className: "c-name",
    cell: (row) => (
      <>
        {row.source.name}
        <PhoneLine>{kindWords(row)}</PhoneLine>
      </>
    ),
  },
  {
    id: "kind",
    header: "Kind",
    width: "w-32",
    cell: (row) => kindWords(row).replace(/^./, (letter) => letter.toUpperCase()),
  },
  {
    id: "amount",
    header: "Amount",
    className: "num c-dots",
    width: "w-36",
    cell: (row) => signedMoney(row.amount_minor, row.currency),
  },
  {
    id: "base",
    header: "In our currency",
    className: "num",
    width: "w-36",
    cell: (row) => signedMoney(row.base_amount_minor, row.base_currency),
  },
  { id: "note", header: "Note", className: "c-co", width: "w-48", cell: (row) => row.note ?? "" },
  { id: "by", header: "Recorded by", className: "wide", width: "w-32", cell: (row) => row.recorded_by.name },
];
