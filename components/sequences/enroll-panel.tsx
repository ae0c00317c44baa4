"use client";

import { useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { Field } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { RelativeTime } from "@/components/ui/relative-time";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import type { EnrolledLeads, EnrollOutcome, EnrollPreview } from "@/lib/enrolling/schema";

export type EnrollDoors = {
  preview: SettingsAction<{ sequence_id: string; segment_id: string }, EnrollPreview>;
  enroll: SettingsAction<{ sequence_id: string; lead_ids: string[]; when_allowed: string[] }, EnrolledLeads>;
};
const MOST_PREVIEWED = 200;
type Props = { sequenceId: string; segments: { id: string; name: string }[]; doors: EnrollDoors };

/** Enrolls a segment: first what it would come to, person by person, then those who are fine and those somebody decided on. */
export function EnrollPanel({ sequenceId, segments, doors }: Props) {
  const [segmentId, setSegmentId] = useState(segments[0]?.id ?? "");
  const [found, setFound] = useState<EnrollPreview | null>(null);
  const [decided, setDecided] = useState<string[]>([]);
  const look = useAction(doors.preview, (preview) => {
    setFound(preview);
    setDecided([]);
  });
  const enter = useAction(doors.enroll, ({ enrolled }) => {
    setFound(null);
    showToast({ message: `${enrolled} ${enrolled === 1 ? "lead is" : "leads are"} enrolled` });
  });
  const problem = look.problem ?? enter.problem;
  if (segments.length === 0)
    return (
      <Note>To enroll many at once, save them as a segment first. A single lead is enrolled on its own page.</Note>
    );
  const wanted = found?.data.filter((one) => one.outcome === "ok" || decided.includes(one.lead.id)) ?? [];
  const toggle = (id: string) =>
    setDecided((now) => (now.includes(id) ? now.filter((one) => one !== id) : [...now, id]));
  return (
    <section className="seq-enroll" aria-label="Enroll">
      {problem ? <Note tone="bad">{problem.detail}</Note> : null}
      <div className="row">
        <Field label="Segment">
          {(ids) => (
            <Select
              {...ids}
              value={segmentId}
              options={segments.map((one) => ({ value: one.id, label: one.name }))}
              onChange={(event) => setSegmentId(event.target.value)}
            />
          )}
        </Field>
        <Button busy={look.busy} onClick={() => look.run({ sequence_id: sequenceId, segment_id: segmentId })}>
          Preview
        </Button>
      </div>
      {found?.data.length === 0 ? (
        <Note standing>Nobody is in this segment now. Choose another, or change what it asks for.</Note>
      ) : found ? (
        <>
          <output className="m">
            {found.ok} fine, {found.skipped} left out, {found.decide} to decide
          </output>
          {found.data.length >= MOST_PREVIEWED ? (
            <Note standing>
              These are the first {MOST_PREVIEWED}. To enroll a larger segment, open it as a list, select all, and
              choose “Enroll in a sequence”.
            </Note>
          ) : null}
          <DataTable
            label="Preview"
            rows={found.data}
            rowKey={(one) => one.lead.id}
            columns={columnsWith(decided, toggle)}
          />
          <div className="row">
            <Button
              variant="primary"
              busy={enter.busy}
              disabled={wanted.length === 0}
              onClick={() =>
                enter.run({
                  sequence_id: sequenceId,
                  lead_ids: wanted.map((one) => one.lead.id),
                  when_allowed: decided,
                })
              }
            >
              Enroll {wanted.length}
            </Button>
          </div>
        </>
      ) : null}
    </section>
  );
}

const OUTCOME_WORDS: Record<EnrollOutcome["outcome"], [string, BadgeTone]> = {
  ok: ["Fine", "free"],
  skipped: ["Left out", "line"],
  decide: ["Decide", "wait"],
};

const columnsWith = (decided: string[], toggle: (id: string) => void): TableColumn<EnrollOutcome>[] => [
  {
    id: "lead",
    header: "Lead",
    className: "c-name",
    width: "w-60",
    cell: (one) => <span className="cut">{one.lead.name}</span>,
  },
  {
    id: "outcome",
    header: "Outcome",
    className: "c-dots",
    width: "w-28",
    cell: (one) => <Badge tone={OUTCOME_WORDS[one.outcome][1]}>{OUTCOME_WORDS[one.outcome][0]}</Badge>,
  },
  {
    id: "why",
    header: "Why",
    className: "c-co t2",
    cell: (one) => <span className="seq-whole">{one.reason ?? "Nothing speaks against it"}</span>,
  },
  {
    id: "begin",
    header: "Begins",
    className: "c-last",
    width: "w-44",
    cell: (one) =>
      one.outcome === "decide" && one.begins_at ? (
        <Checkbox checked={decided.includes(one.lead.id)} onChange={() => toggle(one.lead.id)}>
          <RelativeTime at={one.begins_at} focusable={false} />
        </Checkbox>
      ) : one.begins_at ? (
        <RelativeTime at={one.begins_at} focusable={false} />
      ) : (
        "–"
      ),
  },
];
