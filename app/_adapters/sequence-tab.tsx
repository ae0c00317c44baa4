import { findLeadsAction } from "@/app/_actions/sequence-tests";
import {
  enrollLeadsAction,
  moveEnrollmentsAction,
  pauseEnrollmentAction,
  previewSegmentAction,
  publishSequenceAction,
  resumeEnrollmentAction,
  stopEnrollmentAction,
  testSequenceAction,
  updateSequenceAction,
} from "@/app/_actions/sequences";
import { EnrollPanel } from "@/components/sequences/enroll-panel";
import { EnrollmentsTable } from "@/components/sequences/enrollments-table";
import { ResultsPanel } from "@/components/sequences/results-panel";
import { SequenceBuilder } from "@/components/sequences/sequence-builder";
import { TestRun } from "@/components/sequences/test-run";
import { TriggerPanel } from "@/components/sequences/trigger-panel";
import { TriggeringsTable } from "@/components/sequences/triggerings-table";
import { VersionsPanel } from "@/components/sequences/versions-panel";
import { EmptyState } from "@/components/ui/empty-state";
import type { loadSequence, SequenceTab } from "./sequence-page";

type Loaded = Awaited<ReturnType<typeof loadSequence>>;

/** What the open tab of a sequence shows, with its doors. */
export function SequenceTabPanel({ tab, loaded }: { tab: SequenceTab; loaded: Loaded }) {
  const { sequence, mayWrite, templates, campaigns, context, versions, moves, results, forecast } = loaded;
  if (tab === "results") return <ResultsPanel results={results} forecast={forecast} />;
  if (tab === "versions")
    return (
      <VersionsPanel
        sequenceId={sequence.id}
        versions={versions}
        moves={moves}
        move={mayWrite ? moveEnrollmentsAction : null}
      />
    );
  if (tab === "people") return <PeoplePanel loaded={loaded} />;
  return (
    <>
      <SequenceBuilder
        key={sequence.version}
        sequence={sequence}
        offer={{ templates, context }}
        campaigns={campaigns}
        doors={{ save: updateSequenceAction, publish: publishSequenceAction }}
        mayWrite={mayWrite}
      />
      <TestRun sequenceId={sequence.id} doors={{ find: findLeadsAction, test: testSequenceAction }} />
    </>
  );
}

function PeoplePanel({ loaded }: { loaded: Loaded }) {
  const { sequence, enrollments, segments, shared, triggerings, context, mayWrite } = loaded;
  const doors = { pause: pauseEnrollmentAction, resume: resumeEnrollmentAction, stop: stopEnrollmentAction };
  return (
    <>
      {mayWrite && sequence.state !== "archived" ? (
        <TriggerPanel
          key={sequence.version}
          sequence={sequence}
          segments={shared}
          tags={context.tags}
          save={updateSequenceAction}
        />
      ) : null}
      {triggerings.length > 0 ? <TriggeringsTable triggerings={triggerings} /> : null}
      {sequence.state === "active" ? (
        <EnrollPanel
          sequenceId={sequence.id}
          segments={segments}
          doors={{ preview: previewSegmentAction, enroll: enrollLeadsAction }}
        />
      ) : null}
      {enrollments.length > 0 ? (
        <EnrollmentsTable enrollments={enrollments} doors={doors} />
      ) : (
        <EmptyState title="Nobody is in it yet">
          Publish it, then enroll a segment here, or one lead on its page.
        </EmptyState>
      )}
    </>
  );
}
