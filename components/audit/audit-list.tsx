"use client";

import Link from "next/link";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { tellPayload } from "@/lib/audit/rules";
import type { AuditEvent } from "@/lib/audit/schema";
import { AuditDialog } from "./audit-dialog";
import { kindWords, viaWords } from "./audit-words";
import { ChangeList } from "./change-list";

/** What happened, by whom, to whom, and what changed. Each line opens whole. */
export function AuditList({ events }: { events: AuditEvent[] }) {
  if (events.length === 0) return <EmptyState title="No event fits">Remove a filter, or choose other days.</EmptyState>;
  return <DataTable label="Events" rows={events} rowKey={(one) => one.id} columns={COLUMNS} className="audit" />;
}

const COLUMNS: TableColumn<AuditEvent>[] = [
  { id: "kind", header: "What", className: "c-name", width: "w-52", cell: (one) => <AuditDialog event={one} /> },
  { id: "who", header: "Who", className: "c-co t2", width: "w-56", cell: WhoCell },
  { id: "lead", header: "Lead", className: "c-dots", width: "w-44", cell: LeadCell },
  { id: "change", header: "What changed", cell: ChangeCell },
  {
    id: "when",
    header: "When",
    className: "c-last",
    width: "w-28",
    cell: (one) => <RelativeTime at={one.at} focusable={false} />,
  },
  {
    id: "position",
    header: "Place",
    className: "c-owner t3",
    width: "w-20",
    cell: (one) => one.position.toLocaleString("en"),
  },
];

function WhoCell({ actor, via }: AuditEvent) {
  return (
    <>
      {actor?.name ?? "Touchline"} <span className="t3">{viaWords(via)}</span>
    </>
  );
}

function LeadCell({ lead }: AuditEvent) {
  if (!lead) return null;
  if (lead.name === null) return <span className="t3">Not here any more</span>;
  return (
    <Link className="cut" href={`/leads/${lead.id}`} prefetch={false}>
      {lead.name}
    </Link>
  );
}

function ChangeCell({ payload, kind }: AuditEvent) {
  if (payload === null) return <span className="t3">Erased</span>;
  const { changes } = tellPayload(payload);
  if (changes.length > 0) return <ChangeList changes={changes.slice(0, 2)} />;
  return <span className="t3 sr">{kindWords(kind)}</span>;
}
