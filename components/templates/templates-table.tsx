"use client";

import Link from "next/link";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { PhoneLine, PhoneWords } from "@/components/ui/phone-line";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Template } from "@/lib/templates/schema";
import { CHANNEL_WORDS, resultWords } from "./template-words";

/** Templates by name, with what became of the messages made from each. */
export function TemplatesTable({ templates }: { templates: Template[] }) {
  return (
    <DataTable label="Templates" rows={templates} rowKey={(one) => one.id} rowClassName="linked" columns={COLUMNS} />
  );
}

const COLUMNS: TableColumn<Template>[] = [
  {
    id: "name",
    header: "Name",
    className: "c-name",
    cell: (one) => (
      <>
        <Link className="name cut" href={`/templates/${one.id}`} prefetch={false}>
          {one.name}
        </Link>
        <PhoneLine>
          {CHANNEL_WORDS[one.channel]}, {one.shared ? "for everybody" : "only for you"}
          {one.results.rate === null ? "" : `, answered ${resultWords(one.results)}`}
        </PhoneLine>
      </>
    ),
  },
  { id: "subject", header: "Subject", className: "c-co t2", cell: (one) => one.subject ?? "" },
  { id: "channel", header: "Channel", width: "w-32", cell: (one) => CHANNEL_WORDS[one.channel] },
  { id: "results", header: "Answered", className: "t2", width: "w-40", cell: (one) => resultWords(one.results) },
  { id: "owner", header: "Owner", className: "c-owner", width: "w-36", cell: (one) => one.owner.name },
  {
    id: "shared",
    header: "For",
    className: "t2",
    width: "w-28",
    cell: (one) => (one.shared ? "Everybody" : "Only you"),
  },
  {
    id: "changed",
    header: "Changed",
    className: "c-last t2",
    width: "w-32",
    cell: (one) => (
      <>
        <PhoneWords>Changed </PhoneWords>
        <RelativeTime at={one.updated_at} focusable={false} />
      </>
    ),
  },
];
