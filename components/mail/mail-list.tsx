"use client";

import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Mail } from "@/lib/outbox/schema";
import { stateOf } from "./mail-words";

/** Messages with where they went and what became of them. */
export function MailList({ mail }: { mail: readonly Mail[] }) {
  return (
    <DataTable
      label="Messages"
      rows={[...mail]}
      rowKey={(one) => one.id}
      columns={[
        { id: "subject", header: "Subject", className: "c-name", cell: (one) => <SubjectLink mail={one} /> },
        { id: "to", header: "To", className: "c-co", cell: (one) => <span className="cut">{one.to}</span> },
        { id: "state", header: "State", className: "c-dots", width: "w-32", cell: (one) => <MailBadge mail={one} /> },
        { id: "by", header: "By", className: "c-owner", width: "w-40", cell: (one) => one.user?.name ?? "Touchline" },
        { id: "at", header: "When", className: "c-last", width: "w-32", cell: (one) => <RelativeTime at={one.at} /> },
      ]}
    />
  );
}

const SubjectLink = ({ mail }: { mail: Mail }) => (
  <Link className="cut" href={`/mail/${mail.id}`}>
    {mail.subject || "No subject"}
  </Link>
);

export function MailBadge({ mail }: { mail: Pick<Mail, "status" | "transport"> }) {
  const [word, tone] = stateOf(mail);
  return <Badge tone={tone}>{word}</Badge>;
}
