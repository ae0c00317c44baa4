"use client";

import Link from "next/link";
import type { LeadVerdicts } from "@/components/leads/lead-requests";
import { STATUS_NAMES } from "@/components/leads/status-words";
import { channelVerb } from "@/components/outreach/channel-words";
import { DotsHead, VerdictDots } from "@/components/outreach/verdict-dots";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Note } from "@/components/ui/note";
import { PhoneLine } from "@/components/ui/phone-line";
import { RelativeTime } from "@/components/ui/relative-time";
import type { KnownPerson, PeoplePage } from "@/lib/companies/schema";
import { leadStatusSchema } from "@/lib/leads/schema";

type CompanyPeopleProps = { people: PeoplePage; verdicts: LeadVerdicts; userId: string };

/** Everybody known there, by all of us; who is out of sight is counted and no more. */
export function CompanyPeople({ people, verdicts, userId }: CompanyPeopleProps) {
  const { data, hidden } = people;
  const others = hidden > 0 ? <Note>{othersWords(hidden)}</Note> : null;
  if (data.length === 0) {
    return (
      others ?? <EmptyState title="Nobody is known here">Leads who work at this company are listed here.</EmptyState>
    );
  }
  return (
    <>
      {others}
      <DataTable
        label="People"
        className="plain"
        columns={columnsFor(verdicts, userId)}
        rows={data}
        rowKey={(one) => `${one.kind}-${one.id}`}
      />
    </>
  );
}

const othersWords = (hidden: number) =>
  `${hidden} more ${hidden === 1 ? "lead is" : "leads are"} known here by colleagues, out of your sight.`;

const columnsFor = (verdicts: LeadVerdicts, userId: string): TableColumn<KnownPerson>[] => [
  {
    id: "name",
    header: "Name",
    cell: (person) => (
      <>
        <Link className="m link" href={`/leads/${person.lead_id}`}>
          {person.name}
        </Link>{" "}
        <span className="t2 wide">{person.role ?? person.title}</span>
        <PhoneLine>{person.role ?? person.title}</PhoneLine>
        <PhoneLine>
          {statusOf(person)}, {ownerName(person.owner, userId)}
        </PhoneLine>
      </>
    ),
  },
  { id: "status", header: "Status", className: "wide", width: "w-24", cell: statusOf },
  {
    id: "dots",
    header: <DotsHead />,
    headerLabel: "Contactable now",
    className: "c-dots",
    width: "w-36",
    cell: ({ kind, id }) =>
      kind === "lead" ? <VerdictDots channels={verdicts[id]} userId={userId} /> : <span className="t3">–</span>,
  },
  { id: "owner", header: "Owner", className: "wide", width: "w-32", cell: ({ owner }) => ownerName(owner, userId) },
  { id: "last", header: "Last touch", className: "wide", width: "w-56", cell: (person) => lastTouch(person, userId) },
];

function statusOf({ kind, status }: KnownPerson) {
  const known = leadStatusSchema.safeParse(status);
  return kind === "lead" && known.success ? STATUS_NAMES[known.data] : <span className="t2">Stakeholder</span>;
}

const ownerName = (owner: KnownPerson["owner"], userId: string) =>
  owner ? owner.id === userId ? "You" : owner.name : <span className="t3">Nobody</span>;

function lastTouch({ last_touch_at: at, last_touch_method: method, last_touch_by: by }: KnownPerson, userId: string) {
  if (!at) return <span className="t3">Not yet</span>;
  const who = by ? (by.id === userId ? "You" : by.name) : "Somebody";
  return (
    <>
      <span className="t2">
        {who} {channelVerb(method ?? "")}
      </span>{" "}
      <RelativeTime at={at} focusable={false} />
    </>
  );
}
