"use client";

import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PhoneLine } from "@/components/ui/phone-line";
import type { SuggestionQuality } from "@/lib/suggestions/schema";
import { CAUSE_NAMES, percent, qualityLine } from "./suggestion-words";

type Row = SuggestionQuality["data"][number];
const share = (part: number, all: number) => (all === 0 ? "–" : `${part} of ${all}`);

/** What became of suggestions, ground by ground; each rate with its base. */
export function QualityTable({ rows }: { rows: Row[] }) {
  if (rows.length === 0) return <EmptyState title="No suggestions yet">This shows how good they were.</EmptyState>;
  return <DataTable label="Quality" rows={rows} rowKey={(one) => one.cause} columns={COLUMNS} />;
}

const COLUMNS: TableColumn<Row>[] = [
  {
    id: "cause",
    header: "Ground",
    className: "c-name",
    cell: (one) => (
      <>
        {CAUSE_NAMES[one.cause] ?? one.cause}
        <PhoneLine>{qualityLine(one)}</PhoneLine>
      </>
    ),
  },
  { id: "proposed", header: "Suggested", className: "num", width: "w-24", cell: (one) => one.proposed },
  { id: "open", header: "Waiting", className: "num", width: "w-20", cell: (one) => one.open },
  {
    id: "approved",
    header: "Approved",
    className: "num",
    width: "w-28",
    cell: (one) => share(one.executed, one.executed + one.rejected),
  },
  {
    id: "changed",
    header: "Changed before",
    className: "num",
    width: "w-32",
    cell: (one) => share(one.changed, one.executed),
  },
  {
    id: "edit",
    header: "Words changed",
    className: "num",
    width: "w-32",
    cell: (one) => (one.edit_share === null ? "–" : percent(one.edit_share)),
  },
  {
    id: "replied",
    header: "Replies in 14 days",
    className: "num",
    width: "w-36",
    cell: (one) => share(one.replied, one.sent),
  },
  { id: "expired", header: "Over", className: "num", width: "w-16", cell: (one) => one.expired },
];
