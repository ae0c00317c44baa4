"use client";

import { useRef, useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { KeptNote } from "@/components/ui/kept-note";
import { Menu } from "@/components/ui/menu";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import { type SequenceWithSteps, STEP_KINDS } from "@/lib/sequences/schema";
import { ProblemList } from "./problem-list";
import { KIND_WORDS } from "./sequence-words";
import { insertStep, moveStep, newStep, removeStep, type StepDraft, type toGiven } from "./step-draft";
import type { Offer } from "./step-fields";
import { StepRow } from "./step-row";
import { useSequenceWork } from "./use-sequence-work";

type Change = {
  sequence_id: string;
  steps?: ReturnType<typeof toGiven>[];
  alongside?: boolean;
  campaign_id?: string | null;
  exit_rules?: { colleague_replied: boolean };
  if_version: number;
};
export type BuilderDoors = {
  save: SettingsAction<Change, SequenceWithSteps>;
  publish: SettingsAction<{ sequence_id: string }, SequenceWithSteps>;
};
type Props = {
  sequence: SequenceWithSteps;
  /** who edits it: what they keep is theirs */
  userId: string;
  offer: Omit<Offer, "last">;
  campaigns: readonly { id: string; name: string }[];
  doors: BuilderDoors;
  mayWrite: boolean;
};

/** All steps in a column, one line each; the one that is open can be edited. Works with the keyboard alone. */
export function SequenceBuilder({ sequence, userId, offer, campaigns, doors, mayWrite }: Props) {
  const { work, given, kept, change: changeWork, setSteps } = useSequenceWork(sequence, userId);
  const { steps } = work;
  const [open, setOpen] = useState<string | null>(steps.length === 1 ? (steps[0]?.key ?? null) : null);
  const list = useRef<HTMLOListElement>(null);
  const asked = { sequence_id: sequence.id, ...given, if_version: sequence.version };
  const store = async (wish: typeof asked) => {
    const answer = await doors.save(wish);
    if (answer.ok) kept.settle(JSON.stringify(given));
    return answer;
  };
  const save = useAction(store, () => showToast({ message: "The draft is saved" }));
  // What stands on the page is what is published, not what was saved before.
  const publish = useAction(
    async (wish: { sequence_id: string }) => {
      const saved = kept.changed ? await store(asked) : null;
      return saved?.ok === false ? saved : doors.publish(wish);
    },
    (done) => showToast({ message: `Version ${done.live_version} takes people now` }),
  );
  const change = (step: StepDraft) => setSteps((now) => now.map((one) => (one.key === step.key ? step : one)));
  const add = (kind: StepDraft["kind"]) => {
    const step = newStep(kind);
    setSteps((now) => insertStep(now, now.length, step));
    setOpen(step.key);
  };
  // The focus goes along with the step that was moved, or to the one that took the place of what was removed.
  const focusOn = (place: number) =>
    requestAnimationFrame(() =>
      list.current?.children[place]?.querySelector<HTMLElement>(".seq-line > .seq-open")?.focus(),
    );
  const move = (from: number, to: number) => {
    setSteps((now) => moveStep(now, from, to));
    focusOn(to);
  };
  const remove = (place: number) => {
    setSteps((now) => removeStep(now, place));
    focusOn(Math.min(place, steps.length - 2));
  };
  const problem = save.problem ?? publish.problem;
  const everything = { ...offer, last: steps.length };
  return (
    <div className="seq-page">
      <KeptNote found={kept.found} what="The sequence" startOver={kept.startOver} />
      <ProblemList problems={sequence.problems} open={(place) => setOpen(steps[place - 1]?.key ?? null)} />
      <ol className="seq-steps" ref={list} aria-label="Steps">
        {steps.map((step, nth) => (
          <StepRow
            key={step.key}
            step={step}
            place={nth + 1}
            open={open === step.key}
            offer={everything}
            toggle={() => setOpen(open === step.key ? null : step.key)}
            change={change}
            order={mayWrite ? { move: (to) => move(nth, to), remove: () => remove(nth) } : undefined}
          />
        ))}
      </ol>
      {mayWrite ? (
        <>
          <fieldset className="field">
            <legend className="lab">Besides answers, opt-outs and touches by hand</legend>
            <Checkbox checked={work.colleague} onChange={(event) => changeWork({ colleague: event.target.checked })}>
              Also stop when somebody else at their company answers
            </Checkbox>
            <Checkbox checked={work.alongside} onChange={(event) => changeWork({ alongside: event.target.checked })}>
              May run beside other sequences
            </Checkbox>
          </fieldset>
          <CampaignField
            value={work.campaign}
            choose={(campaign) => changeWork({ campaign })}
            current={sequence.campaign}
            campaigns={campaigns}
          />
          {problem ? <Note tone="bad">{refusalWords(problem.detail)}</Note> : null}
          {kept.changed ? <p className="t3">Not saved yet; this browser keeps it</p> : null}
          <div className="row">
            <Menu
              label="Add step"
              button={{ children: "Add step" }}
              items={STEP_KINDS.map((kind) => ({ id: kind, label: KIND_WORDS[kind], run: () => add(kind) }))}
            />
            <span className="grow" />
            <Button busy={save.busy} onClick={() => save.run(asked)}>
              Save draft
            </Button>
            <Button
              variant="primary"
              busy={publish.busy}
              disabled={sequence.draft_version === null && !kept.changed}
              onClick={() => publish.run({ sequence_id: sequence.id })}
            >
              Publish
            </Button>
          </div>
        </>
      ) : null}
    </div>
  );
}

/** A refusal that fits into a few lines; one that names everything that is missing stands above the steps as well. */
const refusalWords = (detail: string) =>
  detail.length <= 200 ? detail : "It cannot be published yet. What is missing stands above the steps.";

type CampaignProps = {
  value: string;
  choose: (id: string) => void;
  current: SequenceWithSteps["campaign"];
  campaigns: Props["campaigns"];
};

/** What its messages are for: also the one that it has although it was put away. */
function CampaignField({ value, choose, current, campaigns }: CampaignProps) {
  const gone = current && !campaigns.some((one) => one.id === current.id) ? [current] : [];
  const options = [...gone, ...campaigns].map((one) => ({ value: one.id, label: one.name }));
  return (
    <Field label="Campaign" hint="What it sends from now on is counted to it">
      {(ids) => (
        <Select
          {...ids}
          value={value}
          options={[{ value: "", label: "None" }, ...options]}
          onChange={(event) => choose(event.target.value)}
        />
      )}
    </Field>
  );
}
