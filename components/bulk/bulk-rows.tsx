"use client";

import Link from "next/link";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import type { BulkRow } from "@/lib/bulk-actions/schema";

/** What came of each lead of a bulk change, and why some stayed as they were. */
export function BulkRows({ rows }: { rows: BulkRow[] }) {
  if (rows.length === 0)
    return <EmptyState title="No lead here">Choose another tab to see what became of the others.</EmptyState>;
  return <DataTable label="Leads of this change" rows={rows} rowKey={(one) => one.id} columns={COLUMNS} />;
}

const COLUMNS: TableColumn<BulkRow>[] = [
  { id: "lead", header: "Lead", className: "c-name", width: "w-60", cell: LeadCell },
  { id: "outcome", header: "Outcome", className: "c-dots", width: "w-36", cell: outcomeOf },
  {
    id: "reason",
    header: "Why",
    className: "c-co whole",
    cell: (one) => <span title={reasonOf(one)}>{reasonOf(one)}</span>,
  },
  {
    id: "when",
    header: "When",
    className: "c-last",
    width: "w-28",
    cell: (one) => (one.done_at ? <RelativeTime at={one.done_at} focusable={false} /> : null),
  },
];

function LeadCell({ lead }: BulkRow) {
  if (!lead) return <span className="t3">Not in your sight</span>;
  return (
    <Link className="m cut" href={`/leads/${lead.id}`} prefetch={false}>
      {lead.name}
    </Link>
  );
}

function outcomeOf({ outcome, undo_outcome }: BulkRow): string {
  if (undo_outcome === "restored") return "Taken back";
  if (undo_outcome === "kept") return "Stays changed";
  return outcome ? OUTCOMES[outcome] : "Not its turn yet";
}

const reasonOf = ({ reason, undo_reason }: BulkRow) => undo_reason ?? reason ?? "";
const OUTCOMES = { changed: "Changed", unchanged: "Was so already", refused: "Left as it was" };
