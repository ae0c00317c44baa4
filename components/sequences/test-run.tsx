"use client";

import { useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { RelativeTime } from "@/components/ui/relative-time";
import type { TestedStep } from "@/lib/sequence-results/schema";
import { stepName } from "./sequence-words";

type Found = { id: string; label: string };
export type TestDoors = {
  find: (words: string) => Promise<Found[]>;
  test: SettingsAction<{ id: string; lead_id: string }, TestedStep[]>;
};

/** One lead through the newest steps with the time simulated: every decision, and nothing is written. */
export function TestRun({ sequenceId, doors }: { sequenceId: string; doors: TestDoors }) {
  const [words, setWords] = useState("");
  const [found, setFound] = useState<Found[] | null>(null);
  const [told, setTold] = useState<TestedStep[] | null>(null);
  const { run, busy, problem } = useAction(doors.test, setTold);
  return (
    <section className="seq-enroll" aria-label="Test run">
      {problem ? <Note tone="bad">{problem.detail}</Note> : null}
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          void doors.find(words).then(setFound);
        }}
      >
        <Field label="Test with a lead">
          {(ids) => (
            <Input
              {...ids}
              value={words}
              placeholder="Name or address"
              onChange={(event) => setWords(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit">Find</Button>
      </form>
      {found ? (
        <div className="row">
          {found.length === 0 ? <output className="m">Nobody matches this.</output> : null}
          {found.slice(0, 5).map((one) => (
            <Button key={one.id} busy={busy} onClick={() => run({ id: sequenceId, lead_id: one.id })}>
              {one.label}
            </Button>
          ))}
        </div>
      ) : null}
      {told ? (
        <DataTable
          label="Decisions"
          rows={told}
          rowKey={(one) => `${one.at} ${one.decision} ${one.step?.position}`}
          columns={COLUMNS}
        />
      ) : null}
    </section>
  );
}

const COLUMNS: TableColumn<TestedStep>[] = [
  {
    id: "at",
    header: "When",
    className: "c-last",
    width: "w-44",
    cell: (one) => <RelativeTime at={one.at} form="moment" />,
  },
  { id: "step", header: "Step", className: "c-name", width: "w-28", cell: (one) => stepName(one.step) },
  { id: "decision", header: "Decision", className: "c-dots", width: "w-28", cell: (one) => one.decision },
  { id: "words", header: "Why", className: "c-co t2", cell: (one) => <span className="seq-whole">{one.words}</span> },
];
