"use client";

import { kindWords, viaWords } from "@/components/audit/audit-words";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import type { LeadChange } from "@/lib/lead-changes/schema";
import { type FieldLine, fieldLines } from "./change-lines";

type Line = FieldLine & { id: string; change: LeadChange };

/** Every change of a lead: the field, from what to what, who, when. `currency` is the lead's. */
export function ChangesList({ changes, currency }: { changes: LeadChange[]; currency: string | null }) {
  if (changes.length === 0)
    return <EmptyState title="Nothing has been changed yet">Touches are on the timeline.</EmptyState>;
  return (
    <DataTable
      label="Changes"
      columns={columns}
      rows={changes.flatMap((change) => linesOf(change, currency))}
      rowKey={(line) => line.id}
    />
  );
}

/** A line per field; what has no fields is one line by its name. */
function linesOf(change: LeadChange, currency: string | null): Line[] {
  if (change.changes.length === 0) {
    return [{ id: change.id, change, field: kindWords(change.kind), old: null, now: null }];
  }
  return fieldLines(change.changes, currency).map((line, nth) => ({ ...line, id: `${change.id}-${nth}`, change }));
}

const columns: TableColumn<Line>[] = [
  {
    id: "field",
    header: "Field",
    className: "c-name",
    width: "w-40",
    cell: (line) => <span className="m">{line.field}</span>,
  },
  { id: "change", header: "Change", className: "c-co whole", cell: (line) => <FromTo line={line} /> },
  {
    id: "who",
    header: "Who",
    className: "c-last",
    width: "w-40",
    cell: ({ change }) => change.actor?.name ?? <span className="t2">{viaWords(change.via)}</span>,
  },
  {
    id: "when",
    header: "When",
    className: "c-owner",
    width: "w-28",
    cell: ({ change }) => <RelativeTime at={change.at} />,
  },
];

function FromTo({ line: { change, old, now } }: { line: Line }) {
  if (change.erased) return <span className="t3">Erased with the person</span>;
  const because = change.because ? <span className="t2"> ({change.because})</span> : null;
  if (change.changes.length === 0) return because;
  return (
    <span>
      <span className="t2">{old ?? "empty"}</span> → <span>{now ?? "empty"}</span>
      {because}
    </span>
  );
}
