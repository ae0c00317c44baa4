"use client";

import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { PhoneLine } from "@/components/ui/phone-line";
import type { RejectedRow } from "@/lib/lead-imports/schema";

/** The first rows that did not become leads: where, why, and what to do. All of them are in the file beside. */
export function RejectedRows({ rows, all }: { rows: RejectedRow[]; all: number }) {
  const more = all - rows.length;
  return (
    <>
      <DataTable
        label="Rejected rows"
        className="plain"
        rows={rows}
        rowKey={(row) => `${row.number}`}
        columns={columns}
      />
      {more > 0 ? <p className="import-part t3">{`And ${more.toLocaleString("en")} more, in the file.`}</p> : null}
    </>
  );
}

const reasonsOf = ({ problems }: RejectedRow) =>
  problems.map(({ column, reason }) => `${column ? `${column}: ` : ""}${reason}`).join(" ");
const waysOf = ({ problems }: RejectedRow) => problems.map(({ suggestion }) => suggestion).join(" ");

const columns: TableColumn<RejectedRow>[] = [
  { id: "line", header: "Line", className: "num", width: "w-20", cell: ({ line }) => line.toLocaleString("en") },
  {
    id: "why",
    header: "Why it was rejected",
    className: "wraps whole",
    cell: (row) => (
      <>
        {reasonsOf(row)}
        <PhoneLine>{waysOf(row)}</PhoneLine>
      </>
    ),
  },
  { id: "way", header: "What to do", className: "wide wraps whole t2", cell: waysOf },
];
