"use client";

import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { PhoneWords } from "@/components/ui/phone-line";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Enrollment } from "@/lib/enrollments/schema";
import { EnrollmentButtons, type EnrollmentDoors } from "./enrollment-buttons";
import { STATUS_TONES, STATUS_WORDS, stepName } from "./sequence-words";

/** Who is in a sequence: at which step, until when, and why it stands still. */
export function EnrollmentsTable({ enrollments, doors }: { enrollments: Enrollment[]; doors: EnrollmentDoors }) {
  return <DataTable label="People" rows={enrollments} rowKey={(one) => one.id} columns={columnsWith(doors)} />;
}

const columnsWith = (doors: EnrollmentDoors): TableColumn<Enrollment>[] => [
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
    id: "status",
    header: "State",
    className: "c-dots",
    width: "w-28",
    cell: (one) => (
      <Badge tone={STATUS_TONES[one.status]}>
        {one.awaits && one.status === "active" ? "Asked" : STATUS_WORDS[one.status]}
      </Badge>
    ),
  },
  { id: "step", header: "Next step", width: "w-28", cell: (one) => (one.ended_at ? "–" : stepName(one.step)) },
  {
    id: "when",
    header: "When",
    className: "c-last t2",
    width: "w-28",
    cell: (one) => {
      const at = one.resume_at ?? one.next_run_at ?? one.ended_at;
      return (
        <>
          {one.ended_at ? null : <PhoneWords>Next: {stepName(one.step)} </PhoneWords>}
          {at ? <RelativeTime at={at} focusable={false} /> : <span className="max-[720px]:hidden">–</span>}
        </>
      );
    },
  },
  {
    id: "why",
    header: "Why",
    className: "c-co t2",
    cell: (one) => (
      <span className="cut" title={one.stuck ? `${one.stuck.cause} ${one.stuck.repair}` : undefined}>
        {one.stuck ? `Stuck: ${one.stuck.cause} ${one.stuck.repair}` : one.last_reason}
      </span>
    ),
  },
  {
    id: "act",
    header: "Actions",
    className: "c-owner",
    width: "w-40",
    cell: (one) => <EnrollmentButtons enrollment={one} doors={doors} />,
  },
];
