"use client";

import Link from "next/link";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import type { BulkAction } from "@/lib/bulk-actions/schema";
import { askedWords, bulkHref, leadsWords, outcomeWords } from "./bulk-words";
import { type BulkById, RefreshAtBulkEnd, UndoBulkButton } from "./undo-bulk-button";

/** Every change of many leads: what, how many, who, when, what came of it, and the way back while there is one. */
export function BulkList({ actions, undo }: { actions: BulkAction[]; undo: BulkById }) {
  if (actions.length === 0)
    return (
      <EmptyState title="No bulk change yet">
        Select leads in the list with X, then assign, tag or move them together. What came of it is kept here.
      </EmptyState>
    );
  const columns: TableColumn<BulkAction>[] = [
    ...COLUMNS,
    {
      id: "undo",
      header: "",
      headerLabel: "Undo",
      className: "c-owner end",
      width: "w-28",
      cell: (one) =>
        one.undo?.state === "open" ? <UndoBulkButton id={one.id} changed={one.changed} undo={undo} /> : null,
    },
  ];
  return (
    <>
      <RefreshAtBulkEnd />
      <DataTable label="Bulk changes" rows={actions} rowKey={(one) => one.id} columns={columns} />
    </>
  );
}

const COLUMNS: TableColumn<BulkAction>[] = [
  { id: "what", header: "What", className: "c-name", width: "w-60", cell: WhatCell },
  { id: "leads", header: "Leads", className: "c-dots", width: "w-28", cell: (one) => leadsWords(one.total) },
  { id: "outcome", header: "What came of it", className: "c-co", cell: (one) => outcomeWords(one) },
  { id: "who", header: "Who", width: "w-36", cell: (one) => one.started_by.name },
  {
    id: "when",
    header: "When",
    className: "c-last",
    width: "w-28",
    cell: (one) => <RelativeTime at={one.created_at} focusable={false} />,
  },
];

function WhatCell(action: BulkAction) {
  return (
    <span className="who">
      <Link className="m cut" href={bulkHref(action.id)} prefetch={false}>
        {askedWords(action)}
      </Link>
    </span>
  );
}
