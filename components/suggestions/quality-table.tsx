"use client";

import Link from "next/link";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PhoneLine } from "@/components/ui/phone-line";
import type { QUALITY_FIGURES, SuggestionQuality } from "@/lib/suggestions/schema";
import { CAUSE_NAMES, decidedOf, percent, qualityLine } from "./suggestion-words";

type Row = SuggestionQuality["data"][number];
type Figure = (typeof QUALITY_FIGURES)[number];

function Rows({ row, figure, value }: { row: Row; figure: Figure; value: number }) {
  const href = `/suggestions/quality/rows?${new URLSearchParams({ cause: row.cause, figure })}`;
  return (
    <Link href={href} prefetch={false}>
      {value.toLocaleString("en")}
    </Link>
  );
}

type ShareProps = { row: Row; part: [Figure, number]; all: [Figure, number] };

/** A rate with its base; nothing of none. */
function Share({ row, part, all }: ShareProps) {
  if (all[1] === 0) return "–";
  return (
    <>
      <Rows row={row} figure={part[0]} value={part[1]} /> of <Rows row={row} figure={all[0]} value={all[1]} />
    </>
  );
}

/** What became of suggestions, ground by ground; each rate with its base. */
export function QualityTable({ rows }: { rows: Row[] }) {
  if (rows.length === 0)
    return (
      <EmptyState title="No suggestions yet">
        When there are some, this says how many were approved, changed, rejected and answered, ground by ground.
      </EmptyState>
    );
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
  {
    id: "proposed",
    header: "Suggested",
    className: "num",
    width: "w-24",
    cell: (row) => <Rows row={row} figure="proposed" value={row.proposed} />,
  },
  {
    id: "open",
    header: "Waiting",
    className: "num",
    width: "w-20",
    cell: (row) => <Rows row={row} figure="open" value={row.open} />,
  },
  {
    id: "executed",
    header: "Carried out",
    className: "num",
    width: "w-28",
    cell: (row) => <Share row={row} part={["executed", row.executed]} all={["decided", decidedOf(row)]} />,
  },
  {
    id: "failed",
    header: "Failed",
    className: "num",
    width: "w-16",
    cell: (row) => <Rows row={row} figure="failed" value={row.failed} />,
  },
  {
    id: "changed",
    header: "Changed before",
    className: "num",
    width: "w-32",
    cell: (row) => <Share row={row} part={["changed", row.changed]} all={["executed", row.executed]} />,
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
    cell: (row) => <Share row={row} part={["replied", row.replied]} all={["sent", row.sent]} />,
  },
  {
    id: "expired",
    header: "Over",
    className: "num",
    width: "w-16",
    cell: (row) => <Rows row={row} figure="expired" value={row.expired} />,
  },
];
