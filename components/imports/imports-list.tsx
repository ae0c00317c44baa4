"use client";

import Link from "next/link";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Import, ImportState } from "@/lib/lead-imports/schema";
import { rowsLine, STATE_WORDS } from "./import-words";

const TONES: Partial<Record<ImportState, BadgeTone>> = {
  failed: "danger",
  running: "accent",
  checking: "accent",
  undoing: "accent",
  uploaded: "wait",
  done: "free",
};

export const StateBadge = ({ state }: { state: ImportState }) => (
  <Badge tone={TONES[state] ?? "line"}>{STATE_WORDS[state]}</Badge>
);

/** The files that were imported, the newest first. */
export function ImportsList({ imports }: { imports: Import[] }) {
  return (
    <DataTable
      label="Imports"
      rows={imports}
      rowKey={(one) => one.id}
      columns={[
        {
          id: "name",
          header: "File",
          className: "c-name",
          cell: (one) => (
            <Link className="cut" href={`/imports/${one.id}`}>
              {one.name}
            </Link>
          ),
        },
        {
          id: "state",
          header: "State",
          className: "c-dots",
          width: "w-44",
          cell: (one) => <StateBadge state={one.state} />,
        },
        { id: "rows", header: "Rows", className: "c-co", width: "w-44", cell: rowsLine },
        { id: "by", header: "By", className: "c-owner", width: "w-44", cell: (one) => one.created_by.name },
        {
          id: "at",
          header: "When",
          className: "c-last",
          width: "w-24",
          cell: (one) => <RelativeTime at={one.created_at} />,
        },
      ]}
    />
  );
}
