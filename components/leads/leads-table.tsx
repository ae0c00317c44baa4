"use client";

import Link from "next/link";
import { useMemo } from "react";
import { ChannelIcon } from "@/components/outreach/channel-icon";
import { DotsHead, VerdictDots } from "@/components/outreach/verdict-dots";
import { Avatar } from "@/components/ui/avatar";
import { DataTable, type TableColumn, type TableWindow } from "@/components/ui/data-table";
import { RelativeTime } from "@/components/ui/relative-time";
import { channelSchema } from "@/lib/guard/schema";
import type { Lead } from "@/lib/leads/schema";
import { DEFAULT_SORT, type LeadFilters, type LeadSort, leadHref } from "./lead-query";
import type { LeadVerdicts } from "./lead-requests";
import { lastContactBy, lastTouchAt, leadName } from "./lead-words";
import { AllBox, LeadBox } from "./selection-boxes";
import { StatusBars } from "./status-bars";
import type { ChangeFilters } from "./use-lead-list";

export type LeadsTableProps = {
  leads: readonly (Lead | null)[];
  /** The guard's answer per lead id; a lead without one shows "checking". */
  verdicts: LeadVerdicts;
  userId?: string;
  filters: Partial<LeadFilters>;
  change: ChangeFilters;
  cursor: string | null;
  isChosen: (leadId: string) => boolean;
  /** Chooses a lead or not; with Shift a range. */
  toggle: (leadId: string, range: boolean) => void;
  window: TableWindow;
};

/** Leads as dense rows; each row is a link. On a phone a row is three lines. */
export function LeadsTable(props: LeadsTableProps) {
  const { leads, verdicts, userId, filters, change, cursor, isChosen, toggle, window } = props;
  const columns = useMemo(
    () => columnsFor({ verdicts, userId, filters, change, toggle }),
    [verdicts, userId, filters, change, toggle],
  );
  return (
    <DataTable
      label="Leads"
      rows={leads}
      rowKey={(lead) => lead.id}
      cursor={cursor}
      chosen={isChosen}
      className="selecting"
      rowClassName="linked"
      columns={columns}
      window={window}
    />
  );
}

type ColumnSource = Pick<LeadsTableProps, "verdicts" | "userId" | "filters" | "change" | "toggle">;

function columnsFor({ verdicts, userId, filters, change, toggle }: ColumnSource): TableColumn<Lead>[] {
  const sorting = sortingBy(filters, change);
  return [
    {
      id: "box",
      header: <AllBox />,
      className: "c-box",
      width: "w-10",
      cell: (lead, { chosen }) => <LeadBox lead={lead} chosen={chosen} toggle={toggle} />,
    },
    { id: "name", header: "Name", className: "c-name", width: "w-52", ...sorting("name"), cell: NameCell },
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
      ...sorting("last_contacted_at"),
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
      ...sorting("score"),
      cell: (lead) =>
        lead.score === null ? (
          <span className="t3">–</span>
        ) : (
          <span className={lead.score >= 80 ? "m" : "t2"}>{lead.score}</span>
        ),
    },
  ];
}

/** A second press turns the order round. Names begin at A, everything else with the most. */
function sortingBy(filters: Partial<LeadFilters>, change: ChangeFilters) {
  const now = filters.sort ?? DEFAULT_SORT;
  return (field: "name" | "last_contacted_at" | "score"): Pick<TableColumn<Lead>, "sortHref" | "onSort" | "sorted"> => {
    const [ascending, descending] = [field, `-${field}`] as const;
    const sorted = now === descending ? "descending" : now === ascending ? "ascending" : undefined;
    const first: LeadSort = field === "name" ? ascending : descending;
    const sort = now === first ? (first === ascending ? descending : ascending) : first;
    return { sorted, sortHref: leadHref(filters, { sort }), onSort: () => change({ sort }) };
  };
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
      <span className={by.replied ? "m" : "t2"} title={by.text}>
        {by.text}
      </span>
    </span>
  );
}
