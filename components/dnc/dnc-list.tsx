"use client";

import { FileText, Hourglass } from "lucide-react";
import Link from "next/link";
import { useMemo } from "react";
import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import { Badge } from "@/components/ui/badge";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { hrefWith } from "@/components/ui/query-href";
import { RelativeTime } from "@/components/ui/relative-time";
import type { DncEntry } from "@/lib/dnc/schema";
import { channelSchema } from "@/lib/guard/schema";
import { KIND_ICONS, KIND_NAMES } from "./dnc-words";

/** `shown`: the value as people read it, a number in groups, a person by name. */
export type DncRow = DncEntry & { shown: string };

/** Who must not be contacted, on which channels, why, until when, and who said so. */
export function DncList({ entries, query }: { entries: DncRow[]; query: string }) {
  const columns = useMemo(() => columnsOf(query), [query]);
  return <DataTable label="Do not contact" rows={entries} rowKey={(entry) => entry.id} columns={columns} />;
}

const columnsOf = (query: string): TableColumn<DncRow>[] => [
  { id: "who", header: "Who", className: "c-name", width: "w-56", cell: Who },
  {
    id: "channels",
    header: "Channels",
    className: "c-dots",
    width: "w-20",
    cell: (entry) => channelWords(entry.channel),
  },
  {
    id: "reason",
    header: "Reason and proof",
    className: "c-co",
    cell: (entry) => (
      <span className="row g4">
        <Link
          className="cut"
          href={hrefWith(query, { entry: entry.id })}
          prefetch={false}
          scroll={false}
          title={entry.reason}
          aria-label={`${entry.reason}: history of ${entry.shown}`}
        >
          {entry.reason}
        </Link>
        <span className="grow" />
        {entry.removal_asked ? (
          <Badge tone="wait" icon={Hourglass}>
            Removal asked
          </Badge>
        ) : null}
        {entry.evidence ? <FileText className="i s t3" aria-label={`Proof: ${entry.evidence}`} /> : null}
      </span>
    ),
  },
  { id: "ends", header: "Ends", width: "w-24", className: "c-owner", cell: Ends },
  { id: "added", header: "Added", width: "w-44", className: "c-last", cell: Added },
  { id: "blocked", header: "Blocked", width: "w-18", className: "num", cell: (entry) => entry.blocked },
];

export function channelWords(channel: string | null): string {
  if (channel === null) return "All";
  const known = channelSchema.safeParse(channel);
  return known.success ? CHANNEL_NAMES[known.data] : channel;
}

function Who(entry: DncRow) {
  const Icon = KIND_ICONS[entry.kind];
  return (
    <span className="who">
      <Icon className="i s t3" aria-hidden="true" />
      <span className="sr">{KIND_NAMES[entry.kind]}</span>
      {entry.lead ? (
        <Link className="m cut" href={`/leads/${entry.lead.id}`} prefetch={false}>
          {entry.shown}
        </Link>
      ) : (
        <span className="m cut" title={entry.shown}>
          {entry.shown}
        </span>
      )}
    </span>
  );
}

function Ends(entry: DncRow) {
  if (entry.revoked) {
    return (
      <span className="t3">
        off <RelativeTime at={entry.revoked.at} focusable={false} />
      </span>
    );
  }
  if (!entry.expires_at) return <span className="t3">No end</span>;
  return <RelativeTime at={entry.expires_at} form="until" focusable={false} />;
}

function Added(entry: DncRow) {
  return (
    <>
      <RelativeTime at={entry.since} focusable={false} />{" "}
      <span className="t3">{entry.added_by ? `by ${entry.added_by.name}` : "automatically"}</span>
    </>
  );
}
