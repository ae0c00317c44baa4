"use client";

import Link from "next/link";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import type { FigureRow } from "@/lib/analytics/schema";
import { tellMoney } from "@/lib/deals/rules";
import { statusWords } from "./status-words";

/** The rows behind a figure: as many as it says. */
export function FigureRows({ rows }: { rows: FigureRow[] }) {
  if (rows.length === 0) {
    return <EmptyState title="No rows">Nothing in this period with these filters. Choose another period.</EmptyState>;
  }
  const hasAmount = rows.some((row) => row.amount !== null);
  const hasLead = rows.some((row) => row.lead !== null);
  const columns = COLUMNS.filter((one) => (hasAmount || one.id !== "amount") && (hasLead || one.id !== "lead")).map(
    // What no lead has, as a cost, is told by what it is: a phone shows that first.
    (one) => (!hasLead && one.id === "what" ? { ...one, className: "c-name" } : one),
  );
  return <DataTable label="Rows" rows={rows} rowKey={(row) => row.id} columns={columns} />;
}

const COLUMNS: TableColumn<FigureRow>[] = [
  {
    id: "lead",
    header: "Lead",
    className: "c-name",
    width: "w-56",
    cell: (row) =>
      row.lead ? (
        <Link className="m" href={`/leads/${row.lead.id}`} prefetch={false}>
          {row.lead.name}
        </Link>
      ) : (
        <span className="t3">–</span>
      ),
  },
  { id: "what", header: "What", className: "c-co", cell: (row) => statusWords(row.what) },
  {
    id: "amount",
    header: "Amount",
    className: "num c-dots",
    width: "w-36",
    cell: (row) => (row.amount ? tellMoney(row.amount) : ""),
  },
  { id: "user", header: "Rep", className: "c-owner", width: "w-44", cell: (row) => row.user?.name ?? "" },
  { id: "when", header: "When", className: "c-last", width: "w-36", cell: (row) => <RelativeTime at={row.at} /> },
];
