"use client";

import Link from "next/link";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { Note } from "@/components/ui/note";
import { RelativeTime } from "@/components/ui/relative-time";
import { showToast } from "@/components/ui/toast";
import type { MovePreview } from "@/lib/enrolling/schema";
import type { SequenceVersion } from "@/lib/sequences/schema";
import { peopleHref } from "./people-href";

type Move = { sequence_id: string; enrollment_ids: string[]; to_version?: number };
type Props = {
  sequenceId: string;
  versions: SequenceVersion[];
  moves: MovePreview;
  move: SettingsAction<Move, { moved: number; finished: number }> | null;
};

/** Every version with who goes through it, and the way to the newest one with whom it would take where. */
export function VersionsPanel({ sequenceId, versions, moves, move }: Props) {
  return (
    <div className="seq-page">
      {move && moves.data.length > 0 ? <MoveNote sequenceId={sequenceId} moves={moves} move={move} /> : null}
      {move && moves.asked > 0 ? (
        <Note standing>
          {moves.asked} more on older versions {moves.asked === 1 ? "waits" : "wait"} for what a rep was asked to do.
          They can be moved when it is done.
        </Note>
      ) : null}
      <DataTable
        label="Versions"
        className="plain"
        rows={versions}
        rowKey={(one) => one.id}
        columns={columnsOf(sequenceId)}
      />
    </div>
  );
}

type MoveProps = { sequenceId: string; moves: MovePreview; move: NonNullable<Props["move"]> };

function MoveNote({ sequenceId, moves, move }: MoveProps) {
  const { run, busy, problem } = useAction(move, ({ moved, finished }) =>
    showToast({ message: `${moved} moved${finished > 0 ? `, ${finished} are at the end` : ""}` }),
  );
  // Those who are shown, and into the version that is shown.
  const shown = {
    sequence_id: sequenceId,
    enrollment_ids: moves.data.map((one) => one.enrollment_id),
    ...(moves.to_version === null ? {} : { to_version: moves.to_version }),
  };
  const ending = moves.data.filter((one) => one.to_step === null).length;
  return (
    <section className="seq-enroll" aria-label="On older versions">
      {problem ? <Note tone="bad">{problem.detail}</Note> : null}
      <Note
        end={
          <Button busy={busy} onClick={() => run(shown)}>
            {moves.data.length < moves.total
              ? `Move the first ${count(moves.data.length)}`
              : `Move ${count(moves.total)}`}
          </Button>
        }
      >
        {count(moves.total)} {moves.total === 1 ? "person is" : "people are"} on an older version. They stay there,
        unless you move them to version {moves.to_version}.
        {ending > 0 ? ` ${count(ending)} of them would be at the end there.` : ""}
      </Note>
      <DataTable label="Would move" rows={moves.data} rowKey={(one) => one.enrollment_id} columns={MOVE_COLUMNS} />
    </section>
  );
}

const count = (people: number) => people.toLocaleString("en");

const MOVE_COLUMNS: TableColumn<MovePreview["data"][number]>[] = [
  { id: "lead", header: "Lead", className: "c-name", cell: (one) => <span className="cut">{one.lead.name}</span> },
  {
    id: "from",
    header: "Now",
    className: "c-co",
    width: "w-44",
    cell: (one) => `Version ${one.from_version}, step ${one.from_step ?? "–"}`,
  },
  {
    id: "to",
    header: "Then",
    className: "c-last",
    width: "w-44",
    cell: (one) => (one.to_step ? `Step ${one.to_step}` : "At its end"),
  },
];

const columnsOf = (sequenceId: string): TableColumn<SequenceVersion>[] => [
  { id: "number", header: "Version", className: "num", width: "w-20", cell: (one) => one.number },
  { id: "steps", header: "Steps", className: "num", width: "w-20", cell: (one) => one.steps.length },
  {
    id: "running",
    header: "Under way",
    className: "num",
    width: "w-24",
    cell: (one) => (
      <Link href={peopleHref(sequenceId, { version_id: one.id, status: "active,paused,parked" })} prefetch={false}>
        {one.running}
      </Link>
    ),
  },
  {
    id: "published",
    header: "Published",
    cell: (one) =>
      one.published_at ? (
        <span className="seq-whole">
          <RelativeTime at={one.published_at} focusable={false} /> by {one.published_by?.name}
        </span>
      ) : (
        "Draft"
      ),
  },
];
