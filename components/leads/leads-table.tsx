"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ChannelIcon } from "@/components/outreach/channel-icon";
import { DotsHead, VerdictDots } from "@/components/outreach/verdict-dots";
import { useShortcuts } from "@/components/shell/keyboard";
import { Avatar } from "@/components/ui/avatar";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { hrefWith } from "@/components/ui/query-href";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Lead } from "@/lib/leads/schema";
import { type Contactability, channelSchema } from "@/lib/outreach/schema";
import { lastContactBy, lastTouchAt, leadName } from "./lead-words";
import { StatusBars } from "./status-bars";

export type LeadVerdicts = Record<string, Contactability["channels"] | undefined>;

export type LeadsTableProps = {
  leads: Lead[];
  /** The guard's answer per lead id; a lead without one shows "checking". */
  verdicts: LeadVerdicts;
  userId?: string;
  /** As in the address, e.g. "-last_contacted_at". */
  sort: string;
  /** The page's own query, so that sorting keeps the filters. */
  query: string;
};

/** Leads as dense rows: J and K move, Enter opens; each row is a link. On a phone a row is three lines. */
export function LeadsTable({ leads, verdicts, userId, sort, query }: LeadsTableProps) {
  const router = useRouter();
  const [cursor, setCursor] = useState(-1);
  const move = (step: number) => {
    const next = Math.max(0, Math.min(leads.length - 1, cursor + step));
    setCursor(next);
    document.querySelectorAll("tr[data-row]")[next]?.scrollIntoView({ block: "nearest" });
  };
  const open = () => {
    const lead = leads[cursor];
    if (lead) router.push(`/leads/${lead.id}`);
  };
  useShortcuts([
    { keys: "j", label: "Next lead", group: "List", run: () => move(1) },
    { keys: "k", label: "Previous lead", group: "List", run: () => move(-1) },
    { keys: "Enter", label: "Open lead", group: "List", run: open },
  ]);
  return (
    <DataTable
      label="Leads"
      rows={leads}
      rowKey={(lead) => lead.id}
      cursor={cursor}
      rowClassName={() => "linked"}
      columns={columnsFor({ verdicts, userId, sort, query })}
    />
  );
}

function columnsFor({ verdicts, userId, sort, query }: Omit<LeadsTableProps, "leads">): TableColumn<Lead>[] {
  return [
    { id: "name", header: "Name", className: "c-name", width: "w-52", ...sorting("name", sort, query), cell: NameCell },
    { id: "company", header: "Company", className: "c-co t2", width: "w-44", cell: (lead) => lead.company?.name ?? "" },
    { id: "status", header: "Status", width: "w-32", cell: (lead) => <StatusBars status={lead.status} /> },
    {
      id: "owner",
      header: "Owner",
      className: "c-owner",
      width: "w-32",
      cell: (lead) => <OwnerCell lead={lead} userId={userId} />,
    },
    {
      id: "last",
      header: "Last contact",
      className: "c-last",
      width: "w-64",
      ...sorting("last_contacted_at", sort, query),
      cell: (lead, { cursor }) => <LastCell lead={lead} userId={userId} focusable={cursor} />,
    },
    {
      id: "verdict",
      header: <DotsHead />,
      headerLabel: "Contactable now",
      className: "c-dots",
      width: "w-28",
      cell: (lead, { cursor }) => <VerdictDots channels={verdicts[lead.id]} userId={userId} focusable={cursor} />,
    },
    {
      id: "score",
      header: "Score",
      className: "num",
      width: "w-20",
      ...sorting("score", sort, query),
      cell: (lead) =>
        lead.score === null ? (
          <span className="t3">–</span>
        ) : (
          <span className={lead.score >= 80 ? "m" : "t2"}>{lead.score}</span>
        ),
    },
  ];
}

function sorting(field: string, sort: string, query: string): Pick<TableColumn<Lead>, "sortHref" | "sorted"> {
  const descending = sort === `-${field}`;
  const sorted = descending ? "descending" : sort === field ? "ascending" : undefined;
  return { sortHref: hrefWith(query, { sort: descending ? field : `-${field}` }), sorted };
}

function NameCell(lead: Lead) {
  return (
    <span className="who">
      <Link className="name cut" href={`/leads/${lead.id}`} prefetch={false}>
        {leadName(lead)}
      </Link>
    </span>
  );
}

function OwnerCell({ lead, userId }: { lead: Lead; userId?: string }) {
  if (!lead.owner) return <span className="t3">Nobody</span>;
  const mine = lead.owner.id === userId;
  return (
    <span className="who">
      <Avatar name={lead.owner.name} me={mine} />
      <span className="cut">{mine ? "You" : lead.owner.name}</span>
    </span>
  );
}

function LastCell({ lead, userId, focusable }: { lead: Lead; userId?: string; focusable: boolean }) {
  const at = lastTouchAt(lead);
  if (!at) return <span className="t3">Not contacted yet</span>;
  const by = lastContactBy(lead, userId);
  const channel = channelSchema.safeParse(lead.last_contact_method);
  return (
    <span className="last">
      <span>
        <ChannelIcon channel={channel.success ? channel.data : "other"} />
      </span>
      <RelativeTime at={at} focusable={focusable} />
      <span className={by.replied ? "m" : "t2"}>{by.text}</span>
    </span>
  );
}
