"use client";

import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { PhoneLine, PhoneWords } from "@/components/ui/phone-line";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Sequence } from "@/lib/sequences/schema";
import { peopleHref, STANDINGS } from "./people-href";
import { STATE_TONES, STATE_WORDS, TRIGGER_PROBLEMS } from "./sequence-words";

/** Sequences by name, with how many people are under way in each. */
export function SequencesTable({ sequences }: { sequences: Sequence[] }) {
  return (
    <DataTable label="Sequences" rows={sequences} rowKey={(one) => one.id} rowClassName="linked" columns={COLUMNS} />
  );
}

function StateCell({ state, trigger_problem }: Sequence) {
  const lost = trigger_problem !== null && state !== "archived" ? TRIGGER_PROBLEMS[trigger_problem] : null;
  return (
    <span className="row" title={lost ?? undefined}>
      <Badge tone={STATE_TONES[state]}>{STATE_WORDS[state]}</Badge>
      {lost ? <Badge tone="danger">Trigger gone</Badge> : null}
    </span>
  );
}

const peopleWords = ({ enrollments }: Sequence) =>
  STANDINGS.some(({ count }) => count(enrollments) > 0)
    ? STANDINGS.map(({ name, count }) => `${count(enrollments)} ${name.toLowerCase()}`).join(", ")
    : "Nobody is in it yet";

const COLUMNS: TableColumn<Sequence>[] = [
  {
    id: "name",
    header: "Name",
    className: "c-name",
    cell: (one) => (
      <>
        <span className="row g8">
          <Link className="name cut shrink-0 max-w-full" href={`/sequences/${one.id}`} prefetch={false}>
            {one.name}
          </Link>
          {one.description ? (
            <span className="t3 cut max-[720px]:hidden" title={one.description}>
              {one.description}
            </span>
          ) : null}
        </span>
        {one.description ? <PhoneLine>{one.description}</PhoneLine> : null}
        <PhoneLine>{peopleWords(one)}</PhoneLine>
      </>
    ),
  },
  {
    id: "state",
    header: "State",
    className: "c-dots",
    width: "w-44",
    cell: StateCell,
  },
  { id: "steps", header: "Steps", className: "num", width: "w-20", cell: (one) => one.step_count },
  ...STANDINGS.map(
    ({ name, status, count }): TableColumn<Sequence> => ({
      id: status,
      header: name,
      className: "num",
      width: "w-24",
      cell: (one) => (
        <Link className="figure" href={peopleHref(one.id, { status })} prefetch={false}>
          {count(one.enrollments)}
        </Link>
      ),
    }),
  ),
  {
    id: "changed",
    header: "Changed",
    className: "c-last t2",
    width: "w-28",
    cell: (one) => (
      <>
        <PhoneWords>Changed </PhoneWords>
        <RelativeTime at={one.updated_at} focusable={false} />
      </>
    ),
  },
];
