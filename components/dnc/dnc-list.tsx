"use client";

import { CHANNEL_NAMES } from "@/components/outreach/channel-words";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { RelativeTime } from "@/components/ui/relative-time";
import type { DncEntry } from "@/lib/dnc/schema";
import { channelSchema } from "@/lib/outreach/schema";
import { KIND_ICONS, KIND_NAMES, SOURCE_NAMES } from "./dnc-words";

/** Who must not be contacted, on which channels, why, until when, and who said so. */
export function DncList({ entries }: { entries: DncEntry[] }) {
  return <DataTable label="Do not contact" rows={entries} rowKey={(entry) => entry.id} columns={COLUMNS} />;
}

const COLUMNS: TableColumn<DncEntry>[] = [
  { id: "who", header: "Who", className: "c-name", cell: Who },
  {
    id: "channels",
    header: "Channels",
    className: "c-co",
    width: "w-28",
    cell: (entry) => channelWords(entry.channel),
  },
  {
    id: "reason",
    header: "Reason",
    className: "c-last",
    width: "w-60",
    cell: (entry) => <span title={entry.reason}>{entry.reason}</span>,
  },
  { id: "source", header: "Source", width: "w-36", cell: (entry) => SOURCE_NAMES[entry.source] },
  { id: "ends", header: "Ends", width: "w-36", cell: Ends },
  { id: "added", header: "Added", width: "w-56", cell: Added },
];

export function channelWords(channel: string | null): string {
  if (channel === null) return "All";
  const known = channelSchema.safeParse(channel);
  return known.success ? CHANNEL_NAMES[known.data] : channel;
}

function Who(entry: DncEntry) {
  const Icon = KIND_ICONS[entry.kind];
  return (
    <span className="who">
      <Icon className="i s t3" aria-hidden="true" />
      <span className="sr">{KIND_NAMES[entry.kind]}</span>
      <span className="m cut">{entry.value_norm}</span>
    </span>
  );
}

function Ends(entry: DncEntry) {
  if (!entry.expires_at) return <span className="t3">No end</span>;
  return <RelativeTime at={entry.expires_at} form="until" focusable={false} />;
}

function Added(entry: DncEntry) {
  return (
    <>
      <RelativeTime at={entry.since} focusable={false} />{" "}
      <span className="t3">by {entry.added_by?.name ?? "itself"}</span>
    </>
  );
}
