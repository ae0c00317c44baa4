"use client";

import Link from "next/link";
import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { RelativeTime } from "@/components/ui/relative-time";
import type { DncEntry } from "@/lib/dnc/schema";
import { channelSchema } from "@/lib/outreach/schema";
import { KIND_ICONS, KIND_NAMES, SOURCE_NAMES } from "./dnc-words";

/** `shown`: the value as people read it, a number in groups, a person by name. */
export type DncRow = DncEntry & { shown: string };

/** Who must not be contacted, on which channels, why, until when, and who said so. */
export function DncList({ entries }: { entries: DncRow[] }) {
  return <DataTable label="Do not contact" rows={entries} rowKey={(entry) => entry.id} columns={COLUMNS} />;
}

const COLUMNS: TableColumn<DncRow>[] = [
  { id: "who", header: "Who", className: "c-name", width: "w-72", cell: Who },
  {
    id: "channels",
    header: "Channels",
    className: "c-dots",
    width: "w-28",
    cell: (entry) => channelWords(entry.channel),
  },
  {
    id: "reason",
    header: "Reason",
    className: "c-co",
    cell: (entry) => <span title={entry.reason}>{entry.reason}</span>,
  },
  { id: "source", header: "Source", width: "w-32", cell: (entry) => SOURCE_NAMES[entry.source] },
  { id: "ends", header: "Ends", width: "w-28", className: "c-owner", cell: Ends },
  { id: "added", header: "Added", width: "w-56", className: "c-last", cell: Added },
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
  if (!entry.expires_at) return <span className="t3">No end</span>;
  return <RelativeTime at={entry.expires_at} form="until" focusable={false} />;
}

function Added(entry: DncRow) {
  return (
    <>
      <RelativeTime at={entry.since} focusable={false} />{" "}
      <span className="t3">by {entry.added_by?.name ?? "itself"}</span>
    </>
  );
}
