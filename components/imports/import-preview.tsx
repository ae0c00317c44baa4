"use client";

import { Badge } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import type { PreviewRow } from "@/lib/import-work/preview-schema";

const WORDS = { created: "New", updated: "Update", skipped: "Skip", rejected: "Rejected" } as const;

/** The first rows as they will be stored; of a rejected one why, and what to do. */
export function ImportPreview({ rows }: { rows: PreviewRow[] }) {
  return (
    <DataTable
      label="The first rows, as they will be stored"
      rows={rows}
      rowKey={(row) => String(row.line)}
      columns={[
        {
          id: "what",
          header: "",
          className: "c-dots",
          width: "w-24",
          cell: (row) => <Badge tone={row.outcome === "rejected" ? "danger" : "line"}>{WORDS[row.outcome]}</Badge>,
        },
        {
          id: "name",
          header: "Name",
          className: "c-name",
          width: "w-56",
          cell: (row) => row.name || `Line ${row.line}`,
        },
        { id: "told", header: "Addresses", className: "c-co", cell: toldOf },
        { id: "company", header: "Company", className: "c-owner", width: "w-44", cell: (row) => row.company ?? "" },
      ]}
    />
  );
}

function toldOf(row: PreviewRow) {
  const [problem] = row.problems;
  if (problem)
    return <span title={problem.suggestion}>{`${problem.column ? `${problem.column}: ` : ""}${problem.reason}`}</span>;
  return [row.email, row.phone, row.linkedin].filter(Boolean).join(" · ");
}
