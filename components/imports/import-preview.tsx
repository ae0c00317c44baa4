"use client";

import Link from "next/link";
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
          cell: (row) => <Badge tone={row.outcome === "rejected" ? "danger" : "line"}>{wordOf(row)}</Badge>,
        },
        {
          id: "name",
          header: "Name",
          className: "c-name",
          width: "w-56",
          cell: (row) => row.name || `Line ${row.line}`,
        },
        { id: "told", header: "Addresses", className: "c-co", cell: toldOf },
        { id: "company", header: "Company", className: "c-last", width: "w-44", cell: (row) => row.company ?? "" },
      ]}
    />
  );
}

const wordOf = (row: PreviewRow) => (row.possible_duplicate ? "Duplicate?" : WORDS[row.outcome]);

function toldOf(row: PreviewRow) {
  const [problem] = row.problems;
  if (problem)
    return <span title={problem.suggestion}>{`${problem.column ? `${problem.column}: ` : ""}${problem.reason}`}</span>;
  const addresses = [row.email, row.phone, row.linkedin].filter(Boolean).join(" · ");
  const alike = row.possible_duplicate;
  if (!alike) return addresses;
  const who = [alike.name, alike.company].filter(Boolean).join(", ");
  return (
    <>
      {addresses ? `${addresses} · ` : null}
      <Link className="u" href={`/leads/${alike.id}`} prefetch={false}>
        {`May be ${who}`}
      </Link>
    </>
  );
}
