"use client";

import Link from "next/link";
import { ChannelIcon } from "@/components/outreach/channel-icon";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PhoneLine } from "@/components/ui/phone-line";
import { RelativeTime } from "@/components/ui/relative-time";
import type { OutreachRow, OutreachRowsInput } from "@/lib/analytics/schema";
import { channelSchema } from "@/lib/guard/schema";
import { counted, hoursWords } from "./figure-words";

export type OutreachRowsProps = { rows: OutreachRow[]; figure: OutreachRowsInput["figure"] };

/** The rows behind a figure: as many as it says. */
export function OutreachRows({ rows, figure }: OutreachRowsProps) {
  if (rows.length === 0) {
    return <EmptyState title="No rows">Nothing in this period with these filters. Choose another period.</EmptyState>;
  }
  const grouped = GROUPED.includes(figure);
  const columns = [leadColumn(grouped), ...(grouped ? COLUMNS : COLUMNS.filter((one) => one.id !== "attempts"))];
  return <DataTable label="Rows" rows={rows} rowKey={(row) => `${row.id} ${row.occurred_at}`} columns={columns} />;
}

/** Figures of which a row stands for several touches. */
const GROUPED: readonly OutreachRowsProps["figure"][] = ["leads", "leads_marked", "conversations", "responded"];

const leadColumn = (grouped: boolean): TableColumn<OutreachRow> => ({
  id: "lead",
  header: "Lead",
  className: "c-name",
  width: "w-56",
  cell: (row) => (
    <>
      <Link className="m" href={`/leads/${row.lead.id}`}>
        {row.lead.name}
      </Link>
      <PhoneLine>{countsOf(row, grouped)}</PhoneLine>
    </>
  ),
});

/** "3 touches, first reply after 5 h". */
export const countsOf = ({ attempts, response_hours: hours }: OutreachRow, grouped: boolean): string =>
  [grouped ? counted(attempts, "touch", "touches") : "", hours === null ? "" : `first reply after ${hoursWords(hours)}`]
    .filter(Boolean)
    .join(", ");

const COLUMNS: TableColumn<OutreachRow>[] = [
  { id: "method", header: "Channel", className: "c-dots", width: "w-24", cell: Channel },
  { id: "subject", header: "Subject", className: "c-co", cell: (row) => row.subject ?? "" },
  { id: "user", header: "Rep", className: "c-owner", width: "w-44", cell: (row) => row.user?.name ?? "" },
  { id: "attempts", header: "Touches", className: "num", width: "w-24", cell: (row) => row.attempts },
  {
    id: "hours",
    header: "First reply",
    className: "num",
    width: "w-28",
    cell: (row) => (row.response_hours === null ? "" : hoursWords(row.response_hours)),
  },
  {
    id: "when",
    header: "When",
    className: "c-last",
    width: "w-36",
    cell: (row) => <RelativeTime at={row.occurred_at} />,
  },
];

function Channel({ method }: OutreachRow) {
  const known = channelSchema.safeParse(method);
  return <ChannelIcon channel={known.success ? known.data : "other"} />;
}
