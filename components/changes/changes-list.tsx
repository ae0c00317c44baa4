"use client";

import { fieldWords, kindWords, viaWords } from "@/components/audit/audit-words";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import type { LeadChange } from "@/lib/lead-changes/schema";

type Line = { id: string; change: LeadChange; field: string; old: string | null; now: string | null };

/** Every change of a lead: the field, from what to what, who, when. */
export function ChangesList({ changes }: { changes: LeadChange[] }) {
  if (changes.length === 0)
    return <EmptyState title="Nothing has been changed yet">Touches are on the timeline.</EmptyState>;
  return (
    <DataTable
      label="Changes"
      className="plain"
      columns={columns}
      rows={changes.flatMap(linesOf)}
      rowKey={(line) => line.id}
    />
  );
}

/** A line per field; what has no fields is one line by its name. */
function linesOf(change: LeadChange): Line[] {
  if (change.changes.length === 0) {
    return [{ id: change.id, change, field: kindWords(change.kind), old: null, now: null }];
  }
  return change.changes.map(({ field, old, new: now }) => ({
    id: `${change.id}-${field}`,
    change,
    field: fieldWords(field),
    old,
    now,
  }));
}

const columns: TableColumn<Line>[] = [
  { id: "field", header: "Field", width: "w-40", cell: (line) => <span className="m">{line.field}</span> },
  { id: "change", header: "Change", cell: (line) => <FromTo line={line} /> },
  {
    id: "who",
    header: "Who",
    width: "w-40",
    cell: ({ change }) => change.actor?.name ?? <span className="t2">{viaWords(change.via)}</span>,
  },
  {
    id: "when",
    header: "When",
    width: "w-28",
    cell: ({ change }) => <RelativeTime at={change.at} focusable={false} />,
  },
];

function FromTo({ line: { change, old, now } }: { line: Line }) {
  if (change.erased) return <span className="t3">Erased with the person</span>;
  const because = change.because ? <span className="t2"> ({change.because})</span> : null;
  if (change.changes.length === 0) return because;
  return (
    <span className="whole">
      <span className="t2">{old ?? "empty"}</span> → <span>{now ?? "empty"}</span>
      {because}
    </span>
  );
}
