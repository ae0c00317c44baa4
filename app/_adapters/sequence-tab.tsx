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
import { PeopleFilter } from "@/components/sequences/people-filter";
import { ResultsPanel } from "@/components/sequences/results-panel";
import { SequenceBuilder } from "@/components/sequences/sequence-builder";
import { SequenceForecast } from "@/components/sequences/sequence-forecast";
import { TestRun } from "@/components/sequences/test-run";
import { TriggerPanel } from "@/components/sequences/trigger-panel";
import { TriggeringsTable } from "@/components/sequences/triggerings-table";
import { VersionsPanel } from "@/components/sequences/versions-panel";
import { EmptyState } from "@/components/ui/empty-state";
import { ForwardPager } from "@/components/ui/forward-pager";
import { atPlace } from "./list-page";
import type { SearchParams } from "./page-input";
import { loadForecast, loadPeople, type loadSequence, type SequenceTab } from "./sequence-page";

type Loaded = Awaited<ReturnType<typeof loadSequence>>;

/** What the open tab of a sequence shows, with its doors. */
export function SequenceTabPanel({ tab, loaded, params }: { tab: SequenceTab; loaded: Loaded; params: SearchParams }) {
  const { sequence, mayWrite, templates, campaigns, context, versions, moves, results } = loaded;
  if (tab === "results")
    return (
      <>
        <ResultsPanel sequenceId={sequence.id} results={results} />
        <ForecastPanel {...{ sequence, params }} />
      </>
    );
  if (tab === "versions")
    return (
      <VersionsPanel
        sequenceId={sequence.id}
        versions={versions}
        moves={moves}
        move={mayWrite ? moveEnrollmentsAction : null}
      />
    );
  if (tab === "people") return <PeoplePanel loaded={loaded} params={params} />;
  return (
    <>
      <SequenceBuilder
        key={sequence.version}
        sequence={sequence}
        userId={loaded.ctx.actor.userId}
        offer={{ templates, context }}
        campaigns={campaigns}
        doors={{ save: updateSequenceAction, publish: publishSequenceAction }}
        mayWrite={mayWrite}
      />
      <TestRun sequenceId={sequence.id} doors={{ find: findLeadsAction, test: testSequenceAction }} />
      <ForecastPanel {...{ sequence, params }} />
    </>
  );
}

async function ForecastPanel({ sequence: { id }, params }: { sequence: Loaded["sequence"]; params: SearchParams }) {
  const { forecast, adding } = await loadForecast(id, params);
  const tab = params.tab === "results" ? "results" : null;
  return <SequenceForecast {...{ forecast, adding, tab }} />;
}

const PeoplePanel = ({ loaded, params }: PeopleProps) => atPlace(params, () => people({ loaded, params }));

type PeopleProps = { loaded: Loaded; params: SearchParams };

async function people({ loaded, params }: PeopleProps) {
  const { sequence, versions } = loaded;
  const { data, next_cursor, total, narrowed, query } = await loadPeople(sequence.id, params);
  const doors = { pause: pauseEnrollmentAction, resume: resumeEnrollmentAction, stop: stopEnrollmentAction };
  return (
    <>
      {Object.keys(narrowed).length === 0 ? <WaysIn loaded={loaded} /> : null}
      {sequence.step_count > 0 ? <PeopleFilter {...{ sequence, versions, narrowed, total }} /> : null}
      {data.length > 0 ? (
        <EnrollmentsTable enrollments={data} doors={doors} />
      ) : (
        <EmptyState title={Object.keys(narrowed).length > 0 ? "Nobody of these" : "Nobody is in it yet"}>
          {Object.keys(narrowed).length > 0
            ? "Nobody in this sequence is where you look. Choose everybody above."
            : nobodyWords(sequence.state)}
        </EmptyState>
      )}
      <ForwardPager label="Pages of people" query={query} nextCursor={next_cursor} />
    </>
  );
}

/** The one next action that brings somebody into a sequence that nobody is in. */
const nobodyWords = (state: Loaded["sequence"]["state"]) =>
  ({
    draft: "Publish it first, under Steps. Then enroll a segment here, or one lead on its page.",
    active: "Enroll a segment above, or one lead on its page.",
    paused: "It is paused and takes nobody. Resume it, then enroll a segment here, or one lead on its page.",
    archived: "It was put away and takes nobody any more.",
  })[state];

/** What enrolls people: by itself, or a segment now. */
function WaysIn({ loaded: { ctx, sequence, segments, shared, triggerings, context, mayWrite } }: { loaded: Loaded }) {
  return (
    <>
      {mayWrite && sequence.state !== "archived" ? (
        <TriggerPanel
          key={sequence.version}
          sequence={sequence}
          userId={ctx.actor.userId}
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
    </>
  );
}
