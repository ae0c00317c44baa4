"use client";

import Link from "next/link";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { PhoneWords } from "@/components/ui/phone-line";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Segment } from "@/lib/segments/schema";
import { VISIBILITY_WORDS } from "./segment-words";

/** Segments by name, with how many leads were in each when it was last saved. */
export function SegmentsTable({ segments }: { segments: Segment[] }) {
  return (
    <DataTable label="Segments" rows={segments} rowKey={(one) => one.id} rowClassName="linked" columns={COLUMNS} />
  );
}

const Counted = ({ counted_at: at }: Segment) =>
  at ? (
    <>
      <PhoneWords>Counted </PhoneWords>
      <RelativeTime at={at} focusable={false} />
    </>
  ) : (
    <>
      Never<PhoneWords> counted</PhoneWords>
    </>
  );

const COLUMNS: TableColumn<Segment>[] = [
  {
    id: "name",
    header: "Name",
    className: "c-name",
    cell: (one) => (
      <Link className="name cut" href={`/segments/${one.id}`} prefetch={false}>
        {one.name}
      </Link>
    ),
  },
  {
    id: "count",
    header: "Leads",
    className: "num c-dots",
    width: "w-24",
    cell: (one) => one.last_count?.toLocaleString("en") ?? "–",
  },
  {
    id: "counted",
    header: "Counted",
    className: "c-last t2",
    width: "w-32",
    cell: Counted,
  },
  { id: "owner", header: "Owner", className: "c-owner", width: "w-36", cell: (one) => one.owner.name },
  {
    id: "visibility",
    header: "For",
    className: "t2",
    width: "w-28",
    cell: (one) => VISIBILITY_WORDS[one.visibility],
  },
];
