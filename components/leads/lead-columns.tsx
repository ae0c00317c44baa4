import Link from "next/link";
import type { ReactNode } from "react";
import { DotsHead } from "@/components/outreach/verdict-dots";
import { widthClass } from "@/components/ui/column-widths";
import type { TableColumn } from "@/components/ui/data-table";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Lead } from "@/lib/leads/schema";
import type { TagColours } from "@/lib/tags/schema";
import { FieldEdit, OwnerEdit, StatusEdit, TagsEdit } from "./edit-cells";
import { LastCell } from "./lead-cells";
import { DEFAULT_SORT, type LeadFilters, type LeadSort, leadHref } from "./lead-query";
import { LeadDots } from "./lead-verdicts";
import { leadName } from "./lead-words";
import { LEAD_COLUMNS, type LeadColumn, type ShownColumn } from "./list-columns";
import { AllBox, LeadBox } from "./selection-boxes";
import type { ChangeFilters } from "./use-lead-list";

export type ColumnSource = {
  columns: readonly ShownColumn[];
  userId?: string;
  tagColours: TagColours;
  filters: Partial<LeadFilters>;
  change: ChangeFilters;
  /** Chooses a lead or not; with Shift a range. */
  toggle: (leadId: string, range: boolean) => void;
  resize: (column: LeadColumn, width: number) => void;
};

type Drawn = Pick<TableColumn<Lead>, "cell"> & Partial<Pick<TableColumn<Lead>, "header" | "headerLabel" | "className">>;

/** The columns that somebody chose, as the table draws them, behind the boxes. */
export function columnsFor(source: ColumnSource): TableColumn<Lead>[] {
  const { columns, filters, change, toggle, resize } = source;
  const sorting = sortingBy(filters, change);
  const drawings = drawingsFor(source);
  const shown = columns.map(({ id, width, pinned }): TableColumn<Lead> => {
    const sort = SORTS[id];
    return {
      id,
      header: LEAD_COLUMNS[id].label,
      width: widthClass(width),
      pinned,
      onResize: (wanted) => resize(id, wanted),
      ...drawings[id],
      ...(sort && sorting(sort)),
    };
  });
  return [
    {
      id: "box",
      header: <AllBox />,
      className: "c-box",
      width: "w-10",
      pinned: columns.some((one) => one.pinned),
      cell: (lead, { chosen }) => <LeadBox lead={lead} chosen={chosen} toggle={toggle} />,
    },
    ...shown,
  ];
}

const drawingsFor = ({ userId, tagColours }: ColumnSource): Record<LeadColumn, Drawn> => ({
  name: { className: "c-name", cell: NameCell },
  company: { className: "c-co t2", cell: (lead) => <FieldEdit lead={lead} field="company" /> },
  title: { className: "t2", cell: (lead) => <FieldEdit lead={lead} field="title" /> },
  status: { cell: (lead) => <StatusEdit lead={lead} /> },
  owner: { className: "c-owner", cell: (lead) => <OwnerEdit lead={lead} userId={userId} /> },
  last: {
    className: "c-last",
    cell: (lead, { cursor }) => <LastCell lead={lead} userId={userId} focusable={cursor} />,
  },
  verdict: {
    header: <DotsHead />,
    headerLabel: LEAD_COLUMNS.verdict.label,
    className: "c-dots",
    cell: (lead, { cursor }) => <LeadDots leadId={lead.id} userId={userId} focusable={cursor} />,
  },
  score: { className: "num", cell: ({ score }) => figure(score, (score ?? 0) >= 80) },
  email: { className: "t2", cell: (lead) => lead.email ?? "" },
  phone: { className: "t2", cell: (lead) => lead.phone ?? "" },
  source: { className: "t2", cell: (lead) => <FieldEdit lead={lead} field="source" /> },
  tags: { className: "t2", cell: (lead) => <TagsEdit lead={lead} colours={tagColours} /> },
  contacts: { className: "num", cell: (lead) => figure(lead.contact_count || null) },
  last_response: { className: "t2", cell: (lead, { cursor }) => time(lead.last_response_at, cursor) },
  replies: { className: "num", cell: (lead) => figure(lead.reply_count || null) },
  created: { className: "t2", cell: (lead, { cursor }) => time(lead.created_at, cursor) },
  updated: { className: "t2", cell: (lead, { cursor }) => time(lead.updated_at, cursor) },
});

type SortField = "name" | "last_contacted_at" | "score" | "created_at" | "updated_at";

const SORTS: Partial<Record<LeadColumn, SortField>> = {
  name: "name",
  last: "last_contacted_at",
  score: "score",
  created: "created_at",
  updated: "updated_at",
};

/** A second press turns the order round. Names begin at A, everything else with the most. */
function sortingBy(filters: Partial<LeadFilters>, change: ChangeFilters) {
  const now = filters.sort ?? DEFAULT_SORT;
  return (field: SortField): Pick<TableColumn<Lead>, "sortHref" | "onSort" | "sorted"> => {
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

const figure = (count: number | null, strong = false): ReactNode =>
  count === null ? <span className="t3">–</span> : <span className={strong ? "m" : "t2"}>{count}</span>;

const time = (at: string | null, focusable: boolean): ReactNode =>
  at === null ? <span className="t3">–</span> : <RelativeTime at={at} focusable={focusable} />;
