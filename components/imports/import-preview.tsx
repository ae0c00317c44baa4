"use client";

import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import { Note } from "@/components/ui/note";
import type { PreviewRow } from "@/lib/import-work/preview-schema";
import { alsoOf, firstOf } from "./preview-words";

const WORDS = { created: "New", updated: "Update", skipped: "Skip", rejected: "Rejected" } as const;

/** The first rows as they will be stored; of a rejected one why, and what to do. */
export function ImportPreview({ rows }: { rows: PreviewRow[] }) {
  if (rows.length === 0)
    return <Note>Below its header this file has no rows, so there is nothing to import. Choose another one.</Note>;
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
          width: "w-48",
          cell: (row) => row.name || `Line ${row.line}`,
        },
        { id: "told", header: "Addresses", className: "c-co whole", cell: toldOf },
        { id: "company", header: "Company", width: "w-40", cell: (row) => row.company ?? "" },
        { id: "also", header: "And", className: "c-last wraps whole t2", width: "w-80", cell: AlsoCell },
      ]}
    />
  );
}

function AlsoCell(row: PreviewRow) {
  const also = row.problems.length > 0 ? row.problems.map(({ suggestion }) => suggestion) : alsoOf(row);
  return (
    <span title={also.join("\n")}>
      {row.company ? <span className="phone-words">{[row.company, ""].join(" · ")}</span> : null}
      {row.problems.length > 0 ? also.join(" ") : firstOf(also).join(" · ")}
    </span>
  );
}

const wordOf = (row: PreviewRow) => (row.possible_duplicate ? "Duplicate?" : WORDS[row.outcome]);

function toldOf(row: PreviewRow) {
  if (row.problems.length > 0) {
    const said = row.problems.map(({ column, reason }) => `${column ? `${column}: ` : ""}${reason}`);
    return said.join(" ");
  }
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
