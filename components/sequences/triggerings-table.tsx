"use client";

import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Triggering } from "@/lib/sequence-triggers/schema";
import { TRIGGER_WORDS } from "./sequence-words";

/** Whom the trigger enrolled, whom not, and why. */
export function TriggeringsTable({ triggerings }: { triggerings: Triggering[] }) {
  return <DataTable label="What its trigger did" rows={triggerings} rowKey={(one) => one.id} columns={COLUMNS} />;
}

const COLUMNS: TableColumn<Triggering>[] = [
  {
    id: "lead",
    header: "Lead",
    className: "c-name",
    cell: (one) => (
      <Link className="name cut" href={`/leads/${one.lead.id}`} prefetch={false}>
        {one.lead.name}
      </Link>
    ),
  },
  {
    id: "outcome",
    header: "By its trigger",
    className: "c-dots",
    width: "w-28",
    cell: (one) =>
      one.outcome === "enrolled" ? <Badge tone="free">Came in</Badge> : <Badge tone="wait">Kept out</Badge>,
  },
  {
    id: "why",
    header: "Why",
    className: "c-co t2",
    cell: (one) => <span className="cut">{one.reason ?? TRIGGER_WORDS[one.kind]}</span>,
  },
  {
    id: "at",
    header: "When",
    className: "c-last t2",
    width: "w-28",
    cell: (one) => <RelativeTime at={one.at} focusable={false} />,
  },
];
