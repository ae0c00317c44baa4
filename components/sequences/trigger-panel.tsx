"use client";

import { useState } from "react";
import { type SettingsAction, useAction } from "@/components/settings/use-action";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { KeptNote } from "@/components/ui/kept-note";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import { useKeptWork } from "@/components/ui/use-kept-work";
import { LEAD_STATUSES } from "@/lib/leads/list-rules";
import type { SequenceWithSteps } from "@/lib/sequences/schema";
import { TRIGGER_KINDS, type Trigger, type TriggerKind, triggerSchema } from "@/lib/sequences/trigger-schema";
import { TRIGGER_PROBLEMS, TRIGGER_WORDS } from "./sequence-words";

type Named = { id: string; name: string };
type Door = SettingsAction<{ sequence_id: string; trigger: Trigger }, SequenceWithSteps>;
type PanelProps = {
  sequence: SequenceWithSteps;
  /** who edits it: what they keep is theirs */
  userId: string;
  segments: Named[];
  tags: string[];
  save: Door;
};

/** What enrolls people by itself, and the press that makes it count. */
export function TriggerPanel({ sequence, userId, segments, tags, save: door }: PanelProps) {
  const problem = sequence.trigger_problem;
  const [trigger, setTrigger] = useState<Trigger>(sequence.trigger);
  const kept = useKeptWork({
    place: { kind: "trigger", userId, id: sequence.id },
    work: trigger,
    saved: sequence.trigger,
    textOf: triggerText,
    isWork: isTrigger,
    take: setTrigger,
  });
  const store = async (wish: { sequence_id: string; trigger: Trigger }) => {
    const answer = await door(wish);
    if (answer.ok) kept.settle(triggerText(wish.trigger));
    return answer;
  };
  const save = useAction(store, () => showToast({ message: "Who comes in is saved" }));
  const errors = save.problem?.errors ?? [];
  return (
    <section className="seq-enroll" aria-label="Who comes in by itself">
      <KeptNote found={kept.found} what="Who comes in" startOver={kept.startOver} />
      {save.problem ? <Note tone="bad">{errors[0]?.message ?? save.problem.detail}</Note> : null}
      {problem ? (
        <Note tone="bad" standing>
          {TRIGGER_PROBLEMS[problem]}
        </Note>
      ) : null}
      <TriggerFields trigger={trigger} change={setTrigger} segments={segments} tags={tags} />
      <div className="row">
        <Button
          busy={save.busy}
          disabled={problem !== "switched_off" && !kept.changed}
          onClick={() => save.run({ sequence_id: sequence.id, trigger })}
        >
          Save who comes in
        </Button>
      </div>
    </section>
  );
}

/** In one order, for two that say the same are the same. */
const triggerText = (trigger: Trigger) => JSON.stringify(Object.entries(trigger).sort());
const isTrigger = (raw: unknown): raw is Trigger => triggerSchema.safeParse(raw).success;

type Props = { trigger: Trigger; change: (trigger: Trigger) => void; segments: Named[]; tags: string[] };

function TriggerFields({ trigger, change, segments, tags }: Props) {
  const kinds = TRIGGER_KINDS.filter(
    (kind) =>
      kind === trigger.kind ||
      ((kind !== "segment_entered" || segments.length > 0) && (kind !== "tag_added" || tags.length > 0)),
  );
  const fresh = (kind: TriggerKind): Trigger => {
    if (kind === "segment_entered") return { kind, segment_id: segments[0]?.id ?? "" };
    if (kind === "tag_added") return { kind, tag: tags[0] ?? "" };
    return kind === "status_changed" ? { kind, to: ["new"] } : { kind };
  };
  return (
    <>
      <div className="row">
        <Field label="Enrolls by itself">
          {(ids) => (
            <Select
              {...ids}
              value={trigger.kind}
              options={kinds.map((kind) => ({ value: kind, label: TRIGGER_WORDS[kind] }))}
              onChange={(event) => {
                const kind = kinds.find((one) => one === event.target.value);
                if (kind) change(fresh(kind));
              }}
            />
          )}
        </Field>
        {trigger.kind === "segment_entered" ? (
          <Field label="Segment it watches">
            {(ids) => (
              <Select
                {...ids}
                value={trigger.segment_id}
                options={withLost(segments, trigger.segment_id, "A segment that is not there any more")}
                onChange={(event) => change({ kind: trigger.kind, segment_id: event.target.value })}
              />
            )}
          </Field>
        ) : null}
        {trigger.kind === "tag_added" ? (
          <Field label="Tag it watches">
            {(ids) => (
              <Select
                {...ids}
                value={trigger.tag}
                options={withLost(
                  tags.map((tag) => ({ id: tag, name: tag })),
                  trigger.tag,
                  `${trigger.tag} (gone)`,
                )}
                onChange={(event) => change({ kind: trigger.kind, tag: event.target.value })}
              />
            )}
          </Field>
        ) : null}
      </div>
      {trigger.kind === "status_changed" ? (
        <Statuses to={trigger.to} change={(to) => change({ ...trigger, to })} />
      ) : null}
      {trigger.kind === "manual" ? null : (
        <p className="t3">
          It counts from when the sequence runs: nobody comes in for what happened before. The guard keeps out whom it
          would refuse, and below stands why.
        </p>
      )}
    </>
  );
}

/** What can be chosen, and what was chosen before it was gone, so that the form does not say something else. */
function withLost(list: Named[], chosen: string, name: string) {
  const gone = list.some((one) => one.id === chosen) ? [] : [{ value: chosen, label: name }];
  return [...gone, ...list.map((one) => ({ value: one.id, label: one.name }))];
}

type Status = (typeof LEAD_STATUSES)[number];

function Statuses({ to, change }: { to: Status[]; change: (to: Status[]) => void }) {
  const toggle = (status: Status) => {
    const next = to.includes(status) ? to.filter((one) => one !== status) : [...to, status];
    if (next.length > 0) change(next);
  };
  return (
    <div className="row">
      {LEAD_STATUSES.map((status) => (
        <Checkbox key={status} checked={to.includes(status)} onChange={() => toggle(status)}>
          {status.replace("_", " ")}
        </Checkbox>
      ))}
    </div>
  );
}
