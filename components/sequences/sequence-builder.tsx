"use client";

import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Menu } from "@/components/ui/menu";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import { type SequenceWithSteps, STEP_KINDS } from "@/lib/sequences/schema";
import { ProblemList } from "./problem-list";
import { delayWords, KIND_WORDS, stepSummary } from "./sequence-words";
import { insertStep, moveStep, newStep, removeStep, type StepDraft, toDraft, toGiven } from "./step-draft";
import { type Offer, StepFields } from "./step-fields";

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
  offer: Omit<Offer, "last">;
  campaigns: readonly { id: string; name: string }[];
  doors: BuilderDoors;
  mayWrite: boolean;
};

/** All steps in a column, one line each; the one that is open can be edited. Works with the keyboard alone. */
export function SequenceBuilder({ sequence, offer, campaigns, doors, mayWrite }: Props) {
  const [steps, setSteps] = useState(() => sequence.steps.map(toDraft));
  const [open, setOpen] = useState<string | null>(steps.length === 1 ? (steps[0]?.key ?? null) : null);
  const [colleague, setColleague] = useState(sequence.exit_rules.colleague_replied);
  const [alongside, setAlongside] = useState(sequence.alongside);
  const [campaign, setCampaign] = useState(sequence.campaign?.id ?? "");
  const list = useRef<HTMLOListElement>(null);
  const save = useAction(doors.save, () => showToast({ message: "The draft is saved" }));
  const publish = useAction(doors.publish, (done) =>
    showToast({ message: `Version ${done.live_version} takes people now` }),
  );
  const keep = () =>
    save.run({
      sequence_id: sequence.id,
      steps: steps.map(toGiven),
      alongside,
      campaign_id: campaign || null,
      exit_rules: { ...sequence.exit_rules, colleague_replied: colleague },
      if_version: sequence.version,
    });
  const change = (step: StepDraft) => setSteps((now) => now.map((one) => (one.key === step.key ? step : one)));
  const add = (kind: StepDraft["kind"]) => {
    const step = newStep(kind);
    setSteps((now) => insertStep(now, now.length, step));
    setOpen(step.key);
  };
  const move = (from: number, to: number) => {
    setSteps((now) => moveStep(now, from, to));
    // The button that was pressed goes along with its step.
    requestAnimationFrame(() =>
      list.current?.children[to]?.querySelector<HTMLElement>(".seq-line > .seq-open")?.focus(),
    );
  };
  const problem = save.problem ?? publish.problem;
  const everything = { ...offer, last: steps.length };
  return (
    <div className="seq-page">
      {problem ? <Note tone="bad">{problem.detail}</Note> : null}
      <ProblemList problems={sequence.problems} />
      <ol className="seq-steps" ref={list} aria-label="Steps">
        {steps.map((step, nth) => (
          <li key={step.key} className="seq-step">
            <div className="seq-line">
              <button
                type="button"
                className="seq-open"
                aria-expanded={open === step.key}
                onClick={() => setOpen(open === step.key ? null : step.key)}
              >
                <span className="num t3">{nth + 1}</span>
                <Badge tone="line">{KIND_WORDS[step.kind]}</Badge>
                <span className="cut">
                  {stepSummary({ ...step, template: offer.templates.find((one) => one.id === step.templateId)?.name })}
                </span>
                <span className="grow" />
                <span className="t3">
                  {delayWords((Number(step.delay) || 0) * (step.unit === "days" ? 24 : 1))}
                  {step.otherwise ? `, else step ${step.otherwise}` : ""}
                </span>
              </button>
              {mayWrite ? (
                <>
                  <Button
                    variant="ghost"
                    icon={ArrowUp}
                    iconOnly
                    aria-label={`Move step ${nth + 1} up`}
                    disabled={nth === 0}
                    onClick={() => move(nth, nth - 1)}
                  />
                  <Button
                    variant="ghost"
                    icon={ArrowDown}
                    iconOnly
                    aria-label={`Move step ${nth + 1} down`}
                    disabled={nth === steps.length - 1}
                    onClick={() => move(nth, nth + 1)}
                  />
                  <Button
                    variant="ghost"
                    icon={Trash2}
                    iconOnly
                    aria-label={`Remove step ${nth + 1}`}
                    onClick={() => setSteps((now) => removeStep(now, nth))}
                  />
                </>
              ) : null}
            </div>
            {open === step.key ? <StepFields step={step} place={nth + 1} change={change} offer={everything} /> : null}
          </li>
        ))}
      </ol>
      {mayWrite ? (
        <>
          <fieldset className="field">
            <legend className="lab">Besides answers, opt-outs and touches by hand</legend>
            <Checkbox checked={colleague} onChange={(event) => setColleague(event.target.checked)}>
              Also stop when somebody else at their company answers
            </Checkbox>
            <Checkbox checked={alongside} onChange={(event) => setAlongside(event.target.checked)}>
              May run beside other sequences
            </Checkbox>
          </fieldset>
          <CampaignField value={campaign} choose={setCampaign} current={sequence.campaign} campaigns={campaigns} />
          <div className="row">
            <Menu
              label="Add step"
              button={{ children: "Add step" }}
              items={STEP_KINDS.map((kind) => ({ id: kind, label: KIND_WORDS[kind], run: () => add(kind) }))}
            />
            <span className="grow" />
            <Button busy={save.busy} onClick={keep}>
              Save draft
            </Button>
            <Button
              variant="primary"
              busy={publish.busy}
              disabled={sequence.draft_version === null}
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
