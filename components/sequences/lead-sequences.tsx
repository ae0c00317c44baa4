"use client";

import Link from "next/link";
import { useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { RelativeTime } from "@/components/ui/relative-time";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import type { Enrollment } from "@/lib/enrollments/schema";
import { EnrollmentButtons, type EnrollmentDoors } from "./enrollment-buttons";
import { STATUS_TONES, STATUS_WORDS, stepName } from "./sequence-words";

type Enroll = SettingsAction<{ lead_id: string; sequence_id: string; when_allowed?: boolean }, Enrollment>;
type Props = {
  leadId: string;
  enrollments: Enrollment[];
  sequences: { id: string; name: string; description: string | null }[];
  doors: EnrollmentDoors & { enroll: Enroll };
};

/** The sequence that runs for a lead, with its switches; or the way into one. */
export function LeadSequences({ leadId, enrollments, sequences, doors }: Props) {
  if (enrollments.length === 0 && sequences.length === 0) return null;
  const isIn = enrollments.some((one) => one.ended_at === null);
  return (
    <section aria-label="Sequences">
      <h2>Sequences</h2>
      {enrollments.map((one) => (
        <div key={one.id} className="lead-sequence">
          <div className="row">
            <Link className="cut" href={`/sequences/${one.sequence.id}?tab=people`} prefetch={false}>
              {one.sequence.name}
            </Link>
            <Badge tone={STATUS_TONES[one.status]}>{one.awaits ? "Asked" : STATUS_WORDS[one.status]}</Badge>
          </div>
          <p className="t3">
            {one.ended_at ? one.last_reason : `${stepName(one.step)} `}
            {one.next_run_at ? <RelativeTime at={one.next_run_at} /> : null}
          </p>
          <div className="row">
            <EnrollmentButtons enrollment={one} doors={doors} />
          </div>
        </div>
      ))}
      {isIn || sequences.length === 0 ? null : (
        <EnrollHere leadId={leadId} sequences={sequences} enroll={doors.enroll} />
      )}
    </section>
  );
}

function EnrollHere({ leadId, sequences, enroll }: { leadId: string; sequences: Props["sequences"]; enroll: Enroll }) {
  const [chosen, setChosen] = useState(sequences[0]?.id ?? "");
  const { run, busy, problem } = useAction(enroll, (one) =>
    showToast({ message: `They are in ${one.sequence.name} now` }),
  );
  const decide = problem !== null && "decide" in problem && problem.decide === true;
  const purpose = sequences.find((one) => one.id === chosen)?.description;
  const asked = { lead_id: leadId, sequence_id: chosen };
  return (
    <>
      {problem ? <Note tone="bad">{problem.detail}</Note> : null}
      <div className="row">
        <Select
          aria-label="Sequence"
          frame="bar"
          value={chosen}
          options={sequences.map((one) => ({ value: one.id, label: one.name }))}
          onChange={(event) => setChosen(event.target.value)}
        />
        <Button busy={busy} onClick={() => run(decide ? { ...asked, when_allowed: true } : asked)}>
          {decide ? "Begin when allowed" : "Enroll"}
        </Button>
      </div>
      {purpose ? <p className="seq-words t3">{purpose}</p> : null}
    </>
  );
}
