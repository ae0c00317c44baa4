"use client";

import Link from "next/link";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Suggestion, SuggestionStatus } from "@/lib/suggestions/schema";
import { failureWords, headline, TYPE_NAMES } from "./suggestion-words";

/** The suggestions behind a figure: as many as it says. */
export function SuggestionRows({ rows }: { rows: Suggestion[] }) {
  if (rows.length === 0) return <EmptyState title="No suggestions">None of these so far.</EmptyState>;
  return <DataTable label="Suggestions" rows={rows} rowKey={(one) => one.id} columns={COLUMNS} />;
}

const STATES: Record<SuggestionStatus, [string, BadgeTone]> = {
  DRAFT: ["Draft", "line"],
  PENDING: ["Waiting", "wait"],
  MODIFIED: ["Waiting", "wait"],
  APPROVED: ["Approved", "free"],
  EXECUTED: ["Carried out", "free"],
  REJECTED: ["Rejected", "line"],
  EXPIRED: ["Over", "plain"],
  FAILED: ["Failed", "danger"],
};

const COLUMNS: TableColumn<Suggestion>[] = [
  {
    id: "lead",
    header: "Lead",
    className: "c-name",
    width: "w-56",
    cell: (one) => (
      <Link className="m cut" href={`/leads/${one.lead.id}`} prefetch={false}>
        {one.lead.name}
      </Link>
    ),
  },
  {
    id: "state",
    header: "State",
    className: "c-dots",
    width: "w-28",
    cell: (one) => <Badge tone={STATES[one.status][1]}>{STATES[one.status][0]}</Badge>,
  },
  {
    id: "what",
    header: "What",
    className: "c-co t2",
    cell: (one) => (
      <span className="cut">
        {TYPE_NAMES[one.type]}: {headline(one)}
        {one.status === "FAILED" ? <span className="t3"> {failureWords(one.error)}</span> : null}
        {one.status === "REJECTED" && one.reason ? <span className="t3"> “{one.reason}”</span> : null}
      </span>
    ),
  },
  {
    id: "who",
    header: "Decided by",
    className: "c-owner",
    width: "w-44",
    cell: (one) => (one.automatic ? "By itself" : (one.decided_by?.name ?? "–")),
  },
  {
    id: "when",
    header: "Suggested",
    className: "c-last t2",
    width: "w-32",
    cell: (one) => <RelativeTime at={one.created_at} />,
  },
];
