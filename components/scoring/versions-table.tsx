"use client";

import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Scoring } from "@/lib/scoring/schema";

type Row = Scoring["versions"][number];

/** Every version of the model, the newest first. */
export function VersionsTable({ versions }: { versions: Row[] }) {
  if (versions.length === 0) return null;
  return <DataTable label="Versions" rows={versions} rowKey={(one) => String(one.version)} columns={COLUMNS} />;
}

const COLUMNS: TableColumn<Row>[] = [
  { id: "version", header: "Version", className: "num c-dots", width: "w-20", cell: (one) => one.version },
  { id: "note", header: "Note", className: "c-name", cell: (one) => one.note ?? <span className="t3">–</span> },
  {
    id: "tiers",
    header: "Hot, warm, cold from",
    className: "num c-co",
    width: "w-44",
    cell: (one) => `${one.hot}, ${one.warm}, ${one.cold}`,
  },
  { id: "by", header: "By", className: "c-owner", width: "w-36", cell: (one) => one.created_by ?? "Somebody" },
  {
    id: "at",
    header: "When",
    className: "c-last",
    width: "w-28",
    cell: (one) => <RelativeTime at={one.created_at} focusable={false} />,
  },
];
